package report

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/progetto"
)

// The sums of a report are made by three readings that group alike: the
// projects, what was paid for them, and those of the chief towns. The last two
// are far fewer rows, and both find their projects through an index; only what a
// dimension or a filter asks for is joined. What tells the groups is kept in
// numbers as long as the engine sorts, and turned into names afterwards.
const (
	fromProgetti = ` FROM progetto p`
	fromErogati  = ` FROM (SELECT progetto_id, sum(importo_cent) AS erogato FROM erogazione WHERE data IS NOT NULL GROUP BY progetto_id) x
		JOIN progetto p ON p.id = x.progetto_id`
	// sumProgetti ends with sumDotato.
	sumProgetti   = `count(*), 0, coalesce(sum(p.richiesto_cent), 0), sum(p.concesso_cent), sum(p.liberato_cent), 0, 0, `
	sumErogati    = `0, 0, 0, 0, 0, sum(x.erogato), sum(CASE WHEN x.erogato > p.concesso_cent THEN x.erogato - p.concesso_cent ELSE 0 END), 0`
	sumCapoluogo  = `0, count(*), 0, 0, 0, 0, 0, 0`
	everCapoluogo = `c.ente_id IN (SELECT k.ente_id FROM ente_collocazione k WHERE k.capoluogo = 1)`
)

// sumDotato sums what the calls with an endowment grant. Where all have one it is
// what is granted, which the engine does not sum twice.
func sumDotato(bandi []bandoDiFondo) string {
	var with []int64
	for _, b := range bandi {
		if b.dotato {
			with = append(with, b.id)
		}
	}
	switch len(with) {
	case 0:
		return `0`
	case len(bandi):
		return `sum(p.concesso_cent)`
	}
	return `sum(CASE WHEN p.bando_id IN (` + idList(with) + `) THEN p.concesso_cent ELSE 0 END)`
}

// cella is the figures of the projects that have the same keys; a nil key is
// one that is not known.
type cella struct {
	keys []*string
	Somme
}

// cells returns the figures of a question in parts, several of which may have
// the same keys.
func (q QuesitoBandi) cells(ctx context.Context, tx *db.Tx, bandi []bandoDiFondo) ([]cella, error) {
	where, args := q.where(bandi)
	keys := q.keys()
	var all []cella
	for _, query := range []string{
		q.with(`1 = 1`) + `SELECT ` + columnsOf(keys) + sumProgetti + sumDotato(bandi) + fromProgetti + q.joins() + where,
		q.with(`1 = 1`) + `SELECT ` + columnsOf(keys) + sumErogati + fromErogati + q.joins() + where,
		q.ofCapoluoghi() + where + ` AND l.capoluogo = 1`,
	} {
		cells, err := db.Collect(ctx, tx, func(scan db.Scan) (cella, error) {
			c := cella{keys: make([]*string, len(keys))}
			dest := make([]any, 0, len(keys)+8)
			for i := range c.keys {
				dest = append(dest, &c.keys[i])
			}
			err := scan(append(dest, &c.Progetti, &c.Capoluogo, &c.Richiesto, &c.Concesso, &c.Liberato,
				&c.Erogato, &c.DaRecuperare, &c.Dotato)...)
			return c, err
		}, query+groupBy(keys), args...)
		if err != nil {
			return nil, err
		}
		all = append(all, cells...)
	}
	return all, nil
}

// ofCapoluoghi returns the beginning of the query of the projects that are led
// by an ente that was a chief town at some time: their places are few.
func (q QuesitoBandi) ofCapoluoghi() string {
	return `WITH l AS MATERIALIZED (` + progetto.Luoghi(everCapoluogo) + `) SELECT ` + columnsOf(q.keys()) + sumCapoluogo +
		fromProgetti + ` JOIN l ON ` + progetto.NelLuogo + q.otherJoins()
}

// keys returns the SQL of what tells the groups, one expression for each
// dimension and two for the measure: the call says it where the project does
// not.
func (q QuesitoBandi) keys() []string {
	var keys []string
	for _, d := range q.Per {
		switch d {
		case PerTipo:
			keys = append(keys, `e.tipo`)
		case PerTema:
			keys = append(keys, `t.codice`)
		case PerProvincia:
			keys = append(keys, `l.provincia_id`)
		case PerRegione:
			keys = append(keys, regionOf)
		case PerBando:
			keys = append(keys, callOf)
		case PerMisura:
			keys = append(keys, callOf, `p.misura`)
		case PerStato:
			keys = append(keys, `p.stato`)
		case PerMese:
			keys = append(keys, `substr(p.presentato_il, 1, 7)`)
		}
	}
	return keys
}

const (
	// regionOf is the region of the project p, of which l is where its lead lay.
	regionOf = `coalesce(p.regione_id, l.regione_id)`
	// callOf is the call of the project p. The sign keeps the engine from
	// reading the table in the order of the index of the calls, which costs a
	// search for each row.
	callOf = `+p.bando_id`
)

func columnsOf(keys []string) string {
	if len(keys) == 0 {
		return ``
	}
	return strings.Join(keys, `, `) + `, `
}

func groupBy(keys []string) string {
	if len(keys) == 0 {
		// Without a group, sums of no rows are a row of nothing.
		return ` HAVING count(*) > 0`
	}
	return ` GROUP BY ` + strings.Join(keys, `, `)
}

// with declares where the enti of a condition lay, when the question needs it.
func (q QuesitoBandi) with(condition string) string {
	if !q.byPlace() {
		return ``
	}
	return `WITH l AS MATERIALIZED (` + progetto.Luoghi(condition) + `) `
}

// byPlace reports whether it matters where the lead lay; byProvincia whether it
// does even where the source says the region.
func (q QuesitoBandi) byPlace() bool {
	return slices.Contains(q.Per, PerRegione) || len(q.Regioni) > 0 || q.byProvincia()
}

func (q QuesitoBandi) byProvincia() bool {
	return slices.Contains(q.Per, PerProvincia) || len(q.Province) > 0
}

// joins joins to the project p what the question needs.
func (q QuesitoBandi) joins() string {
	joins := q.otherJoins()
	if !q.byPlace() {
		return joins
	}
	on := progetto.NelLuogo
	if !q.byProvincia() {
		on = `p.regione_id IS NULL AND ` + on
	}
	return ` LEFT JOIN l ON ` + on + joins
}

// otherJoins is joins without the places. Its signs keep the engine from reading
// the enti, or the calls, before the projects.
func (q QuesitoBandi) otherJoins() string {
	joins := ``
	if slices.Contains(q.Per, PerTipo) || len(q.Tipi) > 0 {
		joins += ` JOIN ente e ON e.id = +p.ente_id`
	}
	if q.Misura != "" {
		joins += ` JOIN bando b ON b.id = ` + callOf
	}
	if slices.Contains(q.Per, PerTema) {
		joins += ` LEFT JOIN progetto_tema y ON y.progetto_id = p.id LEFT JOIN bando_tema t ON t.id = y.tema_id`
	}
	return joins
}

// where returns the condition of the question on the project p and what joins
// adds to it.
func (q QuesitoBandi) where(bandi []bandoDiFondo) (string, []any) {
	where, args := ` WHERE p.stato <> 'bozza'`, []any{}
	if q.choosesCalls() {
		ids := make([]int64, len(bandi))
		for i, b := range bandi {
			ids[i] = b.id
		}
		where += ` AND p.bando_id IN (` + idList(ids) + `)`
	}
	if q.Misura != "" {
		where += ` AND instr(lower(coalesce(p.misura, b.misura)), lower(?)) > 0`
		args = append(args, q.Misura)
	}
	for _, s := range q.Stati {
		args = append(args, string(s))
	}
	where += anyOf(`p.stato`, len(q.Stati))
	if len(q.Regioni) > 0 {
		where += ` AND ` + regionOf + ` IN (` + idList(q.Regioni) + `)`
	}
	if len(q.Province) > 0 {
		where += ` AND l.provincia_id IN (` + idList(q.Province) + `)`
	}
	for _, t := range q.Tipi {
		args = append(args, string(t))
	}
	return where + anyOf(`e.tipo`, len(q.Tipi)), args
}

// choosesCalls reports whether some calls are left out.
func (q QuesitoBandi) choosesCalls() bool { return len(q.BandoIDs) > 0 || q.Fonte != "" }

// choosesProjects reports whether some projects of the calls are left out.
func (q QuesitoBandi) choosesProjects() bool {
	return q.Misura != "" || len(q.Stati)+len(q.Regioni)+len(q.Province)+len(q.Tipi) > 0
}

// anyOf is the condition that a column has one of n parameters, none for 0.
func anyOf(column string, n int) string {
	if n == 0 {
		return ``
	}
	return ` AND ` + column + ` IN (?` + strings.Repeat(`, ?`, n-1) + `)`
}
