package bando

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
)

// TestFund_AvailableIsWhatNoLaterDayMisses compares Available with a sum made anew
// for each day.
func TestFund_AvailableIsWhatNoLaterDayMisses(t *testing.T) {
	const days = 12
	first := day("2020-01-01")
	rapid.Check(t, func(t *rapid.T) {
		f := Fund{Known: true}
		for range rapid.IntRange(0, 15).Draw(t, "moves") {
			f.moves = append(f.moves, move{
				day:     first.AddDays(rapid.IntRange(0, days-1).Draw(t, "day")),
				amount:  euro.Importo(rapid.Int64Range(-1000, 1000).Draw(t, "amount")),
				granted: rapid.Bool().Draw(t, "granted"),
			})
		}
		f.sort()
		balance := func(on periodo.Data) (left euro.Importo) {
			for _, m := range f.moves {
				if !m.day.After(on) {
					left += m.amount
				}
			}
			return left
		}
		for i := range days {
			on := first.AddDays(i)
			want := balance(on)
			for j := i; j < days; j++ {
				want = min(want, balance(first.AddDays(j)))
			}
			if got := f.Available(on); got != want {
				t.Fatalf("available on %s: %d, want %d of %+v", on, got, want, f.moves)
			}
			endowment, granted := f.At(on)
			if endowment-granted != balance(on) {
				t.Fatalf("on %s: endowment %d, granted %d, balance %d", on, endowment, granted, balance(on))
			}
			// What is available can be granted, and nothing more.
			if left := f.Available(on); left > 0 {
				g := Fund{Known: true, moves: append([]move{}, f.moves...)}
				over := g.Overdrawn()
				if g.Grant(on, left); g.Available(on) != 0 || g.Overdrawn() != over {
					t.Fatalf("after granting %d on %s: %d left, overdrawn %d", left, on, g.Available(on), g.Overdrawn())
				}
			}
		}
	})
}

func TestRefinance_WhatIsGrantedIsNotTakenAway(t *testing.T) {
	inside(t, func(o *office) {
		b := o.call(Bando{Codice: "SW"}, "2020-04-02", 100_000)
		o.project(b, 100_000, 60_000, "2020-05-01")
		give := func(euros int64, on string) error {
			return Refinance(o.ctx, o.tx, b, Dotazione{Data: day(on), Importo: euro.Euro(euros)})
		}
		o.refused(give(0, "2020-06-01"), "other than 0")
		// It would be missing on the day of the grant, although it is there before.
		o.refused(give(-40_001, "2020-04-10"), "40000.00", "40001.00")
		o.must(give(50_000, "2020-09-01"))
		o.refused(give(-40_001, "2020-08-31"), "40000.00")
		o.must(give(-90_000, "2020-09-01"))
		fund, err := FundOf(o.ctx, o.tx, b.ID)
		o.must(err)
		if endowment, granted := fund.At(day("2020-09-01")); endowment != euro.Euro(60_000) || granted != euro.Euro(60_000) || fund.Overdrawn() != 0 {
			t.Errorf("endowment %s, granted %s, overdrawn %s", endowment, granted, fund.Overdrawn())
		}
		acts, err := Dotazioni(o.ctx, o.tx, b.ID)
		o.must(err)
		if len(acts) != 3 || acts[0].Importo != euro.Euro(100_000) {
			t.Errorf("acts %+v", acts)
		}
	})
}

func TestFund_WithoutAnActNothingLimitsIt(t *testing.T) {
	inside(t, func(o *office) {
		b := o.call(Bando{Codice: "SW"}, "2020-04-02", 0)
		o.project(b, 100, 70, "2020-05-01")
		fund, err := FundOf(o.ctx, o.tx, b.ID)
		o.must(err)
		if fund.Known || fund.Overdrawn() != 0 {
			t.Errorf("known %t, overdrawn %s", fund.Known, fund.Overdrawn())
		}
	})
}

// TestRefinance_TheFirstActCoversWhatIsGranted leaves alone the calls of others,
// which are as their office decided.
func TestRefinance_TheFirstActCoversWhatIsGranted(t *testing.T) {
	inside(t, func(o *office) {
		first := func(b Bando, euros int64, on string) error {
			return Refinance(o.ctx, o.tx, b, Dotazione{Data: day(on), Importo: euro.Euro(euros)})
		}
		own := o.call(Bando{Codice: "SW"}, "2020-04-02", 0)
		o.project(own, 100, 70, "2020-05-01")
		o.project(own, 100, 30, "2020-06-01")
		o.refused(first(own, 99, "2020-04-02"), "granted ≤ endowment", "100.00 euro", "of 99.00")
		o.refused(first(own, 100, "2020-05-02"), "from 2020-05-01 on", "of 2020-05-02")
		o.must(first(own, 100, "2020-05-01"))
		other := o.call(Bando{Codice: "PNRR", Gestione: Esterna}, "2020-04-02", 0)
		o.project(other, 100, 70, "2020-05-01")
		o.must(first(other, 50, "2020-04-02"))
		if fund, err := FundOf(o.ctx, o.tx, other.ID); err != nil || fund.Overdrawn() != euro.Euro(20) {
			t.Errorf("overdrawn %s, %v", fund.Overdrawn(), err)
		}
	})
}
