package journal

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// Standing returns the changes of a table that no undo took back, of the
// operations of every command but the one named, in the order of the ledger.
func Standing(ctx context.Context, tx *db.Tx, table, butCommand string) ([]Change, error) {
	return db.Collect(ctx, tx, readChange, selectChanges+`
		WHERE tabella = ? AND annullata_da IS NULL
			AND operazione_id IN (SELECT id FROM operazione WHERE annulla IS NULL AND comando <> ?)
		ORDER BY operazione_id, ordine, da_id`, table, butCommand)
}
