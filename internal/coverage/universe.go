package coverage

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
)

// member is an ente of a universe, or one that is kept out of it by hand.
type member struct {
	id   int64
	tipo ente.Tipo
	// escluso says that the ente is kept out by hand.
	escluso bool
	// provinciaID is where it lies, 0 for what lies in no provincia.
	provinciaID int64
	// gruppi are its groups in the dimension asked for.
	gruppi []string
	// popolazione is the number of residents nearest to the day, and
	// popolazioneAl its date, no day when the number is not known or was not
	// needed.
	popolazione   int64
	popolazioneAl periodo.Data
}

// weight returns what the member counts: an ente whose residents are not known
// counts nothing by population.
func (m member) weight(p Peso) int64 {
	if p == PerPopolazione {
		return m.popolazione
	}
	return 1
}

// scope is the SQL of a universe, as programma.Query writes it, on one day.
type scope struct {
	sql  string
	args []any
	day  periodo.Data
}

// scopeOf returns the universe of a question: the scope of its programme, or
// every local body without one. Where only the projects of one call count, the
// types that may apply for it take the place of the usual ones.
func scopeOf(q Question, a programma.Ambito) scope {
	f := q.Filter
	if len(f.Tipi) == 0 {
		f.Tipi = q.Bandi.tipi()
	}
	if q.Peso == PerPopolazione {
		f.Tipi = []ente.Tipo{ente.Comune}
	}
	sql, args := programma.Query(a, f)
	return scope{sql: sql, args: args, day: f.AsOf}
}

// universe returns the enti of a universe and those that are kept out of it by
// hand, by id, with their groups and, where needed, their residents. Where only
// the projects of one call count, they are those that may apply for it.
func universe(ctx context.Context, tx *db.Tx, s scope, q Question) ([]member, error) {
	label, joins, days := grouping(q.Per)
	popolazione, date := "NULL", "NULL"
	if q.usesResidents() {
		popolazione, date = "u.popolazione", "u.popolazione_il"
	}
	args := slices.Clone(s.args)
	for range days {
		args = append(args, s.day)
	}
	members := []member{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var m member
		var gruppo string
		if err := scan(&m.id, &m.tipo, &m.escluso, &gruppo, &m.popolazione, &m.popolazioneAl, &m.provinciaID); err != nil {
			return err
		}
		if !q.Bandi.admits(m) {
			return nil
		}
		if q.Per == PerClasse {
			gruppo = string(ente.ClasseDi(m.popolazione, !m.popolazioneAl.IsZero()))
		}
		// An ente in several groups comes once for each, one after the other.
		if last := len(members) - 1; last < 0 || members[last].id != m.id {
			members = append(members, m)
		}
		groups := &members[len(members)-1].gruppi
		if gruppo != "" && !slices.Contains(*groups, gruppo) {
			*groups = append(*groups, gruppo)
		}
		return nil
	}, `SELECT u.id, u.tipo, u.escluso, coalesce(`+label+`, ''), coalesce(`+popolazione+`, 0), `+date+`,
			coalesce(u.provincia_id, 0)
		FROM (`+s.sql+`) u`+joins+` ORDER BY u.id, 4`, args...)
	return members, err
}

// validOn is the SQL condition under which a row of the table is valid on a
// day, its two parameters.
func validOn(table string) string {
	return `(` + table + `.dal IS NULL OR ` + table + `.dal <= ?) AND (` + table + `.al IS NULL OR ` + table + `.al >= ?)`
}

// grouping returns the SQL of the groups of the ente u in a dimension: the
// expression of a group's name, the joins that it needs, and how many
// parameters these have, each of them the day.
func grouping(d Dimensione) (label, joins string, days int) {
	switch d {
	case PerRegione:
		return `r.sigla`, ` JOIN regione r ON r.id = u.regione_id`, 0
	case PerProvincia:
		return `p.sigla`, ` LEFT JOIN provincia p ON p.id = u.provincia_id`, 0
	case PerTipo:
		return `u.tipo`, ``, 0
	case PerCapoluogo:
		return `CASE u.capoluogo WHEN 1 THEN 'si' ELSE 'no' END`, ``, 0
	case PerUnione:
		return `x.denominazione`, ` LEFT JOIN adesione_unione a ON a.comune_id = u.id AND ` + validOn("a") + `
			LEFT JOIN ente x ON x.id = a.unione_id AND ` + validOn("x"), 4
	case PerArea:
		return `x.codice`, ` LEFT JOIN area_ente a ON a.ente_id = u.id AND ` + validOn("a") + `
			LEFT JOIN area x ON x.id = a.area_id`, 2
	}
	return `NULL`, ``, 0
}
