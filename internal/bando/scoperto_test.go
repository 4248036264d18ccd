package bando

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/dtctl/dtctl/internal/euro"
)

// TestScoperti_TellsOfManyCallsWhatTheFundTellsOfEach makes up acts of endowment
// and grants, and compares the two ways of telling on which calls too much is
// granted.
func TestScoperti_TellsOfManyCallsWhatTheFundTellsOfEach(t *testing.T) {
	inside(t, func(o *office) {
		r := rand.New(rand.NewPCG(1, 2))
		want, calls := map[string]Scoperto{}, map[string]Bando{}
		for i := range 40 {
			b := o.call(Bando{Codice: fmt.Sprint("SW-", i)}, "2020-01-01", 0)
			calls[b.Codice] = b
			for range r.IntN(3) {
				_, err := o.tx.Exec(o.ctx, `INSERT INTO bando_dotazione (bando_id, data, importo_cent) VALUES (?, ?, ?)`,
					b.ID, day(fmt.Sprintf("2020-01-%02d", 1+r.IntN(9))), euro.Euro(int64(10+r.IntN(30))))
				o.must(err)
			}
			for range r.IntN(4) {
				o.project(b, 1000, int64(r.IntN(20)), fmt.Sprintf("2020-01-%02d", 1+r.IntN(9)))
			}
			fund, err := FundOf(o.ctx, o.tx, b.ID)
			o.must(err)
			if over := fund.Overdrawn(); over > 0 {
				endowment, granted := fund.At(day("2021-01-01"))
				want[b.Codice] = Scoperto{Codice: b.Codice, Oltre: over, Dotazione: endowment, Concesso: granted}
			}
		}
		all, err := Scoperti(o.ctx, o.tx, 0)
		o.must(err)
		if len(all) != len(want) || len(all) == 0 || len(all) == len(calls) {
			t.Errorf("%d calls found of %d, %d wanted", len(all), len(calls), len(want))
		}
		for _, s := range all {
			if s != want[s.Codice] {
				t.Errorf("%+v, want %+v", s, want[s.Codice])
			}
		}
		for code, b := range calls {
			one, err := Scoperti(o.ctx, o.tx, b.ID)
			o.must(err)
			if found := len(one) == 1 && one[0] == want[code]; found != (want[code] != Scoperto{}) {
				t.Errorf("%s alone: %+v, want %+v", code, one, want[code])
			}
		}
	})
}
