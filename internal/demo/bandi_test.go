package demo

import (
	"context"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/progetto"
)

func TestDemo_TheCallOfTheSourceCloses(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		const projects = ` FROM progetto p JOIN bando b ON b.id = p.bando_id JOIN ente e ON e.id = p.ente_id WHERE b.codice = 'SW2020'`
		for query, want := range map[string]int{
			`SELECT count(*)` + projects:                                         28,
			`SELECT count(*)` + projects + ` AND e.tipo = 'comune'`:              13,
			`SELECT count(*)` + projects + ` AND e.tipo = 'provincia'`:           2,
			`SELECT count(*)` + projects + ` AND e.tipo = 'citta_metropolitana'`: 1,
			`SELECT count(*)` + projects + ` AND e.tipo = 'unione'`:              11,
			`SELECT count(*)` + projects + ` AND e.tipo = 'circondario'`:         1,
			`SELECT count(*)` + projects + ` AND EXISTS (SELECT 1 FROM ente_collocazione c WHERE c.ente_id = e.id AND c.al IS NULL AND c.capoluogo = 1)`: 4,
			`SELECT sum(p.concesso_cent) / 100` + projects:                                       1_980_000,
			`SELECT sum(x.importo_cent) / 100 FROM erogazione x WHERE x.data IS NOT NULL`:        600_000,
			`SELECT sum(a.concesso_cent) / 100 FROM progetto_atto a WHERE a.data = '2020-04-30'`: 791_000,
			`SELECT count(DISTINCT tema_id) FROM progetto_tema`:                                  7,
			`SELECT count(*) FROM progetto p WHERE p.stato <> (SELECT a.stato FROM progetto_atto a WHERE a.progetto_id = p.id ORDER BY a.id DESC LIMIT 1)
				OR p.concesso_cent <> (SELECT sum(a.concesso_cent) FROM progetto_atto a WHERE a.progetto_id = p.id)`: 0,
		} {
			if n := count(ctx, t, tx, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
		if found, err := progetto.Check(ctx, tx, 0); err != nil || len(found) > 0 {
			t.Errorf("found %+v, %v", found, err)
		}
	})
}
