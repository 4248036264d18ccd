package report

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// TestIscritti_FewEntiAreReadThroughTheirIndex keeps the price of a provincia
// from being that of the nation, and the nation from being read row by row
// through an index.
func TestIscritti_FewEntiAreReadThroughTheirIndex(t *testing.T) {
	w := newWorld(t)
	w.exec(`WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
		INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione) SELECT i, 'comune', 'C' || i, 'c' || i, 0 FROM n`)
	day := periodo.MustParse("2021-06-01")
	for _, c := range []struct {
		name      string
		q         Question
		step, not string
	}{
		{"few", Question{Filter: ente.Filter{AsOf: day, Province: []int64{1}}, Ristretta: true}, "SEARCH i USING INDEX iscrizione_ente", "SCAN i"},
		{"all", Question{Filter: ente.Filter{AsOf: day}}, "SCAN i", "USING INDEX iscrizione"},
	} {
		var plan []string
		w.view(func(ctx context.Context, tx *db.Tx) error {
			list, _, err := members(ctx, tx, c.q, "iscrizione")
			if err != nil {
				return err
			}
			s, err := sourceOf(ctx, tx, c.q, list, nil)
			if err != nil {
				return err
			}
			for _, group := range []string{`+i.ente_id`, `+i.persona_id`} {
				err := db.Each(ctx, tx, func(scan db.Scan) error {
					var id, parent, unused int
					var detail string
					err := scan(&id, &parent, &unused, &detail)
					plan = append(plan, detail)
					return err
				}, `EXPLAIN QUERY PLAN SELECT count(*), min(i.stato) `+s.sql+` GROUP BY `+group, s.args...)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if text := strings.Join(plan, "\n"); strings.Count(text, c.step) != 2 || strings.Contains(text, c.not) {
			t.Errorf("%s:\n%s", c.name, text)
		}
	}
}
