package corso

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Survey notes that a list of the enrolments of editions was brought in, of
// which day it was, unless a later list was. It reports whether that changed
// anything.
func Survey(ctx context.Context, tx *db.Tx, editions []int64, day periodo.Data) (bool, error) {
	changed := int64(0)
	for _, id := range editions {
		n, err := tx.Exec(ctx, `UPDATE edizione SET rilevata_il = ?1 WHERE id = ?2 AND (rilevata_il IS NULL OR rilevata_il < ?1)`, day, id)
		if err != nil {
			return false, err
		}
		changed += n
	}
	return changed > 0, nil
}
