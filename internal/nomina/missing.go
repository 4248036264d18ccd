package nomina

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
)

// Quanti says how many roles an ente must lack to be listed by Missing.
type Quanti string

// How many roles are missing.
const (
	// Any lists the enti that lack at least one of the roles.
	Any Quanti = "any"
	// All lists the enti that lack every one of them.
	All Quanti = "all"
)

// Scoperto is an ente that lacks the holder of a role.
type Scoperto struct {
	EnteID        int64
	Denominazione string
	Tipo          ente.Tipo
	IPA           string
	// Regione and Provincia are the sigle of where it lies on the day.
	Regione, Provincia string
	// Mancanti and Presenti are the codes of the roles without and with a
	// holder on the day.
	Mancanti, Presenti []string
	// InvitatoIl is the day of the last invitation for one of the missing
	// roles up to the day, zero when there was none.
	InvitatoIl periodo.Data
}

// Missing returns the enti of a scope, without those kept out by hand, that
// pass the filter on the day f.AsOf and have no holder of their own on that
// day for any or all of the given roles, by name.
func Missing(ctx context.Context, tx *db.Tx, a programma.Ambito, f ente.Filter, ruoli []int64, q Quanti) ([]Scoperto, error) {
	query, args := programma.Query(a, f)
	in, roles := list(ruoli)
	args = append([]any{f.AsOf, f.AsOf, f.AsOf}, append(args, roles...)...)
	enti := []Scoperto{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var s Scoperto
		var ruolo string
		var held bool
		var invited periodo.Data
		err := scan(&s.EnteID, &s.Denominazione, &s.Tipo, &s.IPA, &s.Regione, &s.Provincia, &ruolo, &held, &invited)
		if err != nil {
			return err
		}
		if len(enti) == 0 || enti[len(enti)-1].EnteID != s.EnteID {
			enti = append(enti, s)
		}
		enti[len(enti)-1].add(ruolo, held, invited)
		return nil
	}, `SELECT u.id, u.denominazione, u.tipo, coalesce(e.ipa, ''), g.sigla, coalesce(p.sigla, ''), r.codice,
			EXISTS (SELECT 1 FROM nomina n WHERE n.ente_id = u.id AND n.ruolo_id = r.id AND `+ValidAt+`),
			(SELECT max(n.invitato_il) FROM nomina n WHERE n.ente_id = u.id AND n.ruolo_id = r.id
				AND n.stato <> 'annullata' AND n.invitato_il <= ?)
		FROM (`+query+`) u
		JOIN ente e ON e.id = u.id
		JOIN regione g ON g.id = u.regione_id
		LEFT JOIN provincia p ON p.id = u.provincia_id
		CROSS JOIN ruolo r
		WHERE u.escluso = 0 AND r.id IN `+in+`
		ORDER BY u.norma, u.id, r.codice, r.id`, args...)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(enti, func(s Scoperto) bool {
		return len(s.Mancanti) == 0 || q == All && len(s.Presenti) > 0
	}), nil
}

func (s *Scoperto) add(ruolo string, held bool, invited periodo.Data) {
	if held {
		s.Presenti = append(s.Presenti, ruolo)
		return
	}
	s.Mancanti = append(s.Mancanti, ruolo)
	if !invited.IsZero() && (s.InvitatoIl.IsZero() || invited.After(s.InvitatoIl)) {
		s.InvitatoIl = invited
	}
}
