package persona

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// Load writes many new persons with the ids that the caller gives them. Like
// its counterparts in the other nouns it checks nothing: the values must be in
// the form in which Add stores them.
func Load(ctx context.Context, tx *db.Tx, persone []Persona) error {
	rows := make([][]any, len(persone))
	for i, p := range persone {
		rows[i] = []any{
			p.ID, p.Cognome, p.Nome, p.norma(), orNull(p.CF), orNull(p.Email), orNull(p.Telefono),
			orNull(p.Piattaforma), orNull(p.IDEsterno), orNull(p.Note),
		}
	}
	return tx.InsertRows(ctx, "persona",
		[]string{"id", "cognome", "nome", "norma", "cf", "email", "telefono", "piattaforma", "id_esterno", "note"}, rows)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
