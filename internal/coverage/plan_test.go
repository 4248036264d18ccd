package coverage

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/programma"
)

// nation fills a world with 8,000 comuni in the 20 provinces of 20 regions and
// with nomine, spread over the comuni and three roles.
func nation(t testing.TB, nomine int) *world {
	t.Helper()
	w := newWorld(t)
	w.role("a", 0, true)
	w.role("b", 0, true)
	for i := range 20 {
		w.regione(int64(100+i), fmt.Sprintf("R%02d", i), fmt.Sprintf("Regione %d", i))
		w.provincia(fmt.Sprintf("P%02d", i), int64(100+i))
	}
	first := w.provinces["P00"][0]
	w.exec(`INSERT INTO persona (id, cognome, nome, norma) VALUES (1, 'Rossi', 'Anna', 'rossi anna')`)
	w.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)
		INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione)
		SELECT 1000 + i, 'comune', 'Comune ' || i, 'comune ' || i, 0 FROM n`)
	w.exec(`INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, capoluogo)
		SELECT id, 100 + id % 20, ? + id % 20, 0 FROM ente WHERE id > 1000`, first)
	w.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
		INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, forma, copre)
		SELECT 1001 + i * 7 % 8000, CASE i / 8000 WHEN 0 THEN ?2 WHEN 1 THEN ?3 ELSE ?4 END, 1, 'attiva', '2021-01-01',
			'singola', 'nessuno' FROM n`, nomine, w.roles["rtd"], w.roles["a"], w.roles["b"])
	return w
}

// TestCoverage_ARegionIsReadThroughItsIndexes keeps the price of a region from
// being that of the nation.
func TestCoverage_ARegionIsReadThroughItsIndexes(t *testing.T) {
	w := nation(t, 8000)
	w.exec("ANALYZE")
	q := w.ask("2021-07-15", "rtd", "a")
	q.Base = Territoriale
	q.Filter.Regioni = []int64{108}
	s := scopeOf(q, programma.Ambito{})
	var members []member
	w.view(func(ctx context.Context, tx *db.Tx) (err error) {
		members, err = universe(ctx, tx, s, q)
		return err
	})
	sql, args := nomineQuery(members, q)
	for name, query := range map[string]struct {
		sql  string
		args []any
	}{
		"universe": {`SELECT id FROM (` + s.sql + `) u`, s.args},
		"nomine":   {sql, args},
	} {
		w.wantNoScan(name, query.sql, query.args)
	}
}

// wantNoScan fails when the engine would read a whole table for a query, but
// for that of the editions (z), which are few and read once.
func (w *world) wantNoScan(name, sql string, args []any) {
	w.t.Helper()
	var plan []string
	w.view(func(ctx context.Context, tx *db.Tx) error {
		return db.Each(ctx, tx, func(scan db.Scan) error {
			var id, parent, unused int
			var detail string
			err := scan(&id, &parent, &unused, &detail)
			plan = append(plan, detail)
			return err
		}, `EXPLAIN QUERY PLAN `+sql, args...)
	})
	for _, step := range plan {
		if strings.HasPrefix(step, "SCAN") && step != "SCAN z" {
			w.t.Errorf("%s: %s\nin\n%s", name, step, strings.Join(plan, "\n"))
		}
	}
}

// BenchmarkCoverage measures the coverage of a nation and of one of its
// regions; the time for each nomina must not grow with their number.
func BenchmarkCoverage(b *testing.B) {
	for _, nomine := range []int{5000, 10000, 20000} {
		w := nation(b, nomine)
		for _, base := range Basi() {
			q := w.ask("2021-07-15", "rtd", "a", "b")
			q.Base, q.Per = base, PerProvincia
			b.Run(fmt.Sprintf("italy/%s/%d", base, nomine), func(b *testing.B) {
				for b.Loop() {
					w.compute(q)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*nomine), "ns/nomina")
			})
			q.Filter.Regioni = []int64{108}
			b.Run(fmt.Sprintf("region/%s/%d", base, nomine), func(b *testing.B) {
				for b.Loop() {
					w.compute(q)
				}
			})
		}
	}
}
