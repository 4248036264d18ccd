package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
)

// IsOutOfScope reports whether a nomina counts in no figure of the programme of
// its role on the day: its ente is not in the scope of that programme, and it
// covers no other. It is allowed, since a scope may be widened later; a general
// role is in no scope and out of none.
func IsOutOfScope(ctx context.Context, tx *db.Tx, n Nomina, day periodo.Data) (bool, error) {
	if n.Programma == "" || n.Copre != Nessuno {
		return false, nil
	}
	p, err := programma.Find(ctx, tx, n.Programma)
	if err != nil {
		return false, err
	}
	scope, err := programma.AmbitoDi(ctx, tx, p.ID)
	if err != nil {
		return false, err
	}
	inside, err := programma.Contains(ctx, tx, scope, n.EnteID, day)
	return !inside, err
}

// Strangers returns the names of the comuni that a nomina covers by name and
// that are not known as members of its ente on the day, by name.
func Strangers(ctx context.Context, tx *db.Tx, n Nomina, day periodo.Data) ([]string, error) {
	return db.Collect(ctx, tx, db.Value[string], `SELECT e.denominazione
		FROM nomina_estensione x JOIN ente e ON e.id = x.ente_id
		WHERE x.nomina_id = ? AND NOT EXISTS (SELECT 1 FROM adesione_unione a
			WHERE a.unione_id = ? AND a.comune_id = x.ente_id AND a.dal <= ? AND (a.al IS NULL OR a.al >= ?))
		ORDER BY e.norma, e.id`, n.ID, n.EnteID, day, day)
}
