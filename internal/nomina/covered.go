package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Coperto is a comune that the nomina of another ente covers.
type Coperto struct {
	EnteID        int64
	Denominazione string
	// IPA is empty where there is none, Provincia the sigla on the day.
	IPA, Provincia string
}

// Covered returns the comuni that a nomina covers on the day asOf, by name:
// the members of the Unione on that day, or those listed that exist on it.
// Whether the nomina is valid on that day is another question.
func Covered(ctx context.Context, tx *db.Tx, n Nomina, asOf periodo.Data) ([]Coperto, error) {
	which, args := "SELECT x.ente_id FROM nomina_estensione x WHERE x.nomina_id = ?", []any{n.ID}
	switch n.Copre {
	case Nessuno:
		return []Coperto{}, nil
	case Aderenti:
		which = "SELECT a.comune_id FROM adesione_unione a WHERE a.unione_id = ? AND a.dal <= ? AND (a.al IS NULL OR a.al >= ?)"
		args = []any{n.EnteID, asOf, asOf}
	}
	return db.Collect(ctx, tx, func(scan db.Scan) (c Coperto, err error) {
		err = scan(&c.EnteID, &c.Denominazione, &c.IPA, &c.Provincia)
		return c, err
	}, `SELECT e.id, e.denominazione, coalesce(e.ipa, ''), coalesce(p.sigla, '')
		FROM ente e
		JOIN ente_collocazione c ON c.ente_id = e.id AND (c.dal IS NULL OR c.dal <= ?) AND (c.al IS NULL OR c.al >= ?)
		LEFT JOIN provincia p ON p.id = c.provincia_id
		WHERE (e.dal IS NULL OR e.dal <= ?) AND (e.al IS NULL OR e.al >= ?) AND e.id IN (`+which+`)
		ORDER BY e.norma, e.id`, append([]any{asOf, asOf, asOf, asOf}, args...)...)
}
