package progetto

import (
	"fmt"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
)

// TestLuogo_IsThatOfTheDayOrTheNearest holds both ways of telling where a lead
// lay to the same answer: for one project, and for many.
func TestLuogo_IsThatOfTheDayOrTheNearest(t *testing.T) {
	inside(t, func(o *office) {
		for _, statement := range []string{
			`INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione) VALUES (5, 'comune', 'Nuovo', 'nuovo', 0), (6, 'comune', 'Senza', 'senza', 0)`,
			`INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, capoluogo, dal, al) VALUES
				(5, 8, 36, 0, '2016-01-01', '2017-12-31'), (5, 8, 99, 0, '2018-01-01', '2018-12-31'), (5, 11, 41, 0, '2020-01-01', '2020-12-31')`,
		} {
			_, err := o.tx.Exec(o.ctx, statement)
			o.must(err)
		}
		id := 0
		for _, c := range []struct {
			lead          int
			at, provincia string
		}{
			{2, "2020-05-01 10:00:00", "MO"},
			{2, "", "MO"},
			{3, "2021-06-16 23:59:59", "PU"},
			{3, "2021-06-17", "RN"},
			{3, "2021-06-17 00:00:01", "RN"},
			{3, "", "RN"},
			{5, "2014-03-01", "MO"}, // before its first place, which is the nearest
			{5, "2018-01-01 09:00:00", "RN"},
			{5, "2019-06-01", "RN"}, // between two places
			{5, "2022-01-01", "PU"}, // after its last one
			{6, "2020-05-01", ""},
		} {
			id++
			_, err := o.tx.Exec(o.ctx, `INSERT INTO progetto (id, bando_id, ente_id, concesso_cent, liberato_cent, stato, presentato_il)
				VALUES (?, ?, ?, 0, 0, 'presentato', nullif(?, ''))`, id, o.call.ID, c.lead, c.at)
			o.must(err)
			for _, query := range []string{
				`SELECT coalesce(v.sigla, '') FROM progetto p` + luogo,
				`WITH l AS (` + Luoghi(`1 = 1`) + `) SELECT coalesce(v.sigla, '') FROM progetto p LEFT JOIN l ON ` + NelLuogo +
					` LEFT JOIN provincia v ON v.id = l.provincia_id`,
			} {
				found, err := db.Collect(o.ctx, o.tx, db.Value[string], query+fmt.Sprintf(` WHERE p.id = %d`, id))
				o.must(err)
				if len(found) != 1 || found[0] != c.provincia {
					o.Errorf("ente %d on %q: %q, want %q", c.lead, c.at, found, c.provincia)
				}
			}
		}
	})
}
