package convenzione

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// Load writes many new conventions, with the ids that the caller gives them,
// and what they cover. Like its counterparts in the other nouns it checks
// nothing: each must be one that Add could have written.
func Load(ctx context.Context, tx *db.Tx, convenzioni []Convenzione) error {
	rows := make([][]any, len(convenzioni))
	var covered [][]any
	for i, c := range convenzioni {
		rows[i] = []any{c.ID, c.Tipo, c.EnteID, c.Dal, c.Al, orNull(c.Atto), orNull(c.Note)}
		for _, id := range c.Coperti {
			covered = append(covered, []any{c.ID, id})
		}
	}
	err := tx.InsertRows(ctx, "convenzione", []string{"id", "tipo", "ente_id", "dal", "al", "atto", "note"}, rows)
	if err != nil {
		return err
	}
	return tx.InsertRows(ctx, "convenzione_ente", []string{"convenzione_id", "ente_id"}, covered)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
