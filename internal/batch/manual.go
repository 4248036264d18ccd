package batch

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
)

// Manual are the values of the rows of a table that somebody edited by hand, and
// that a file therefore does not change.
type Manual map[journal.Edit]bool

// Manual returns those of a table, none where the file is to overwrite them.
func (s Setup) Manual(ctx context.Context, tx *db.Tx, table string) (Manual, error) {
	m := Manual{}
	if s.OverwriteManual {
		return m, nil
	}
	edits, err := journal.EditedByHand(ctx, tx, table)
	for _, e := range edits {
		m[e] = true
	}
	return m, err
}

// Has reports whether somebody edited a value.
func (m Manual) Has(id int64, column string) bool { return m[journal.Edit{ID: id, Column: column}] }
