package coverage

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/progetto"
)

// Bandi says which projects cover an ente; the zero Bandi counts those of every
// call that the ente leads.
type Bandi struct {
	// Bando is the only call whose projects count and for whose enti the
	// universe is narrowed, the zero Bando for all calls.
	Bando bando.Bando
	// Interessati says that an ente is covered too by a project that another
	// one leads, of which it is partner or interessato.
	Interessati bool
}

// admits reports whether an ente may apply for the call, where only one counts.
func (b Bandi) admits(m member) bool {
	return b.Bando.Admits(m.tipo, ente.ClasseDi(m.popolazione, !m.popolazioneAl.IsZero()))
}

// tipi returns the types of ente that may apply for the call, none where every
// type may.
func (b Bandi) tipi() []ente.Tipo {
	var tipi []ente.Tipo
	for _, w := range b.Bando.Beneficiari {
		if !slices.Contains(tipi, w.Tipo) {
			tipi = append(tipi, w.Tipo)
		}
	}
	return tipi
}

// hasClasses reports whether the residents of a comune decide if it may apply.
func (b Bandi) hasClasses() bool {
	return slices.ContainsFunc(b.Bando.Beneficiari, func(w bando.Beneficiario) bool { return w.Classe != "" })
}

// bandi is the metric bando: an ente is covered by a project that it leads or,
// where those concerned count, by one of which it is in another role.
func bandi(ctx context.Context, tx *db.Tx, members []member, q Question) ([]line, error) {
	l := line{stati: make([]stato, len(members))}
	if len(members) == 0 {
		return []line{l}, nil
	}
	at := positions(members)
	query, args := bandiQuery(members, q)
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var enteID int64
		var leads, concerned bool
		err := scan(&enteID, &leads, &concerned)
		switch i := at[enteID]; {
		case leads:
			l.stati[i] = diretto
		case concerned:
			l.stati[i] = tramite
		}
		return err
	}, query, args...)
	return []line{l}, err
}

// bandiQuery returns the SQL of the enti, with whether each leads a project and
// whether it is of one in another role, 0 where that does not count.
func bandiQuery(members []member, q Question) (sql string, args []any) {
	day, call := q.Filter.AsOf, q.Bandi.Bando.ID
	leads, args := progetto.LedAt("e.id", day, call)
	concerned, concernedArgs := `0`, []any(nil)
	if q.Bandi.Interessati {
		concerned, concernedArgs = progetto.ConcernedAt("e.id", day, call)
	}
	return `SELECT e.id, ` + leads + `, ` + concerned + ` FROM ente e WHERE e.id IN (` + idsOf(members) + `)`,
		append(args, concernedArgs...)
}
