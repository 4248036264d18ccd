package programma

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// members returns the names of a scope in order, a mark behind those kept out
// by hand.
func members(ctx context.Context, t *testing.T, tx *db.Tx, a Ambito, f ente.Filter) string {
	t.Helper()
	query, args := Query(a, f)
	names, err := db.Collect(ctx, tx, func(scan db.Scan) (string, error) {
		var name string
		var out bool
		err := scan(&name, &out)
		if out {
			name += "!"
		}
		return name, err
	}, `SELECT u.denominazione, u.escluso FROM (`+query+`) u ORDER BY u.norma, u.id`, args...)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

func TestQuery_WhoIsInTheScope(t *testing.T) {
	comuni := []ente.Tipo{"comune"}
	er := Ambito{Regioni: []int64{emiliaRomagna}}
	for name, c := range map[string]struct {
		scope  Ambito
		filter ente.Filter
		want   string
	}{
		"no programme": {Ambito{}, ente.Filter{}, "Firenze Medolla Montecopiolo Sassuolo Unione"},
		"no programme, a type that is usually out": {
			Ambito{}, ente.Filter{Tipi: []ente.Tipo{"regione"}}, "Regione",
		},
		"a region":                     {er, ente.Filter{}, "Medolla Montecopiolo Sassuolo Unione"},
		"a type out of the usual ones": {er, ente.Filter{Tipi: []ente.Tipo{"regione"}}, ""},
		"two regions": {
			Ambito{Regioni: []int64{emiliaRomagna, toscana}, Tipi: comuni},
			ente.Filter{},
			"Firenze Medolla Montecopiolo Sassuolo",
		},
		"the dimensions together": {
			Ambito{Regioni: []int64{emiliaRomagna}, Aree: []int64{basso}, Tipi: comuni}, ente.Filter{}, "",
		},
		"an area of two": {Ambito{Aree: []int64{basso, alto}}, ente.Filter{}, "Firenze Medolla Sassuolo"},
		"the filter narrows the regions": {
			er, ente.Filter{Regioni: []int64{toscana}}, "",
		},
		"the filter narrows the types": {
			er, ente.Filter{Tipi: comuni}, "Medolla Montecopiolo Sassuolo",
		},
		"the filter narrows the areas": {
			Ambito{Aree: []int64{alto}}, ente.Filter{Aree: []int64{alto}}, "Medolla Sassuolo",
		},
		"a type let in by rule": {
			Ambito{Regioni: []int64{emiliaRomagna}, Tipi: []ente.Tipo{"consorzio", "unione"}}, ente.Filter{}, "Consorzio Unione",
		},
		"one kept out by hand": {
			er.Exclude(Eccezione{sassuolo, "x"}), ente.Filter{}, "Medolla Montecopiolo Sassuolo! Unione",
		},
		"one kept out that the rule does not take": {
			Ambito{Regioni: []int64{toscana}}.Exclude(Eccezione{sassuolo, "x"}), ente.Filter{}, "Firenze",
		},
		"one let in by hand": {
			Ambito{Regioni: []int64{toscana}}.Include(Eccezione{consorzo, "x"}), ente.Filter{}, "Consorzio Firenze",
		},
		"one let in that the rule takes too": {
			er.Include(Eccezione{sassuolo, "x"}).Exclude(Eccezione{medolla, "x"}),
			ente.Filter{},
			"Medolla! Montecopiolo Sassuolo Unione",
		},
		"one let in that the filter leaves out": {
			Ambito{Regioni: []int64{toscana}}.Include(Eccezione{consorzo, "x"}), ente.Filter{Tipi: comuni}, "Firenze",
		},
		"one let in while in liquidation": {
			Ambito{Regioni: []int64{toscana}}.Include(Eccezione{dissesto, "x"}), ente.Filter{}, "Firenze",
		},
		"one let in besides every local body": {
			Ambito{}.Include(Eccezione{regione, "x"}).ByRule(), ente.Filter{}, "Firenze Medolla Montecopiolo Regione Sassuolo Unione",
		},
		"single enti and no rule": {
			Ambito{}.Include(Eccezione{medolla, "x"}).Include(Eccezione{regione, "x"}), ente.Filter{}, "Medolla Regione",
		},
		"no rule and one kept out": {
			Ambito{}.Exclude(Eccezione{sassuolo, "x"}), ente.Filter{}, "Firenze Medolla Montecopiolo Sassuolo! Unione",
		},
	} {
		t.Run(name, func(t *testing.T) {
			inside(t, func(ctx context.Context, tx *db.Tx) {
				c.filter.AsOf = periodo.MustParse("2021-06-17")
				if name == "an area of two" {
					c.filter.AsOf = periodo.MustParse("2021-06-16")
				}
				if got := members(ctx, t, tx, c.scope, c.filter); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		})
	}
}

func TestByHand_NeedsSomebodyLetIn(t *testing.T) {
	er := Ambito{Regioni: []int64{emiliaRomagna}}
	_, err := er.ByHand()
	refused(t, err, fault.Failed, "--include")
	a, err := er.Include(Eccezione{consorzo, "x"}).ByHand()
	if err != nil || !a.IsByHand() || a.ByRule().IsByHand() {
		t.Errorf("%+v, %v", a, err)
	}
	if er.ByRule().IsByHand() || len(er.ByRule().Tipi) > 0 {
		t.Error("a scope that has a rule keeps it as it is")
	}
}

func TestContains_NotThoseKeptOutByHand(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		a := Ambito{Regioni: []int64{emiliaRomagna}}.Exclude(Eccezione{sassuolo, "x"}).Include(Eccezione{consorzo, "x"})
		for id, want := range map[int64]bool{sassuolo: false, medolla: true, consorzo: true, regione: false} {
			if got, err := Contains(ctx, tx, a, id, periodo.MustParse("2021-06-17")); err != nil || got != want {
				t.Errorf("ente %d: %t, %v", id, got, err)
			}
		}
	})
}

func TestQuery_FollowsPlacementsAndLivesDayByDay(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		er := Ambito{Regioni: []int64{emiliaRomagna}, Tipi: []ente.Tipo{"comune"}}
		area := Ambito{Aree: []int64{basso}}
		for _, c := range []struct {
			scope Ambito
			day   string
			want  string
		}{
			{er, "2018-12-31", "Medolla Porretta Sassuolo"},
			{er, "2019-01-01", "Medolla Sassuolo"},
			{er, "2021-06-16", "Medolla Sassuolo"},
			{er, "2021-06-17", "Medolla Montecopiolo Sassuolo"},
			{area, "2019-12-31", ""},
			{area, "2021-06-16", "Firenze Sassuolo"},
			{area, "2021-06-17", "Firenze"},
		} {
			if got := members(ctx, t, tx, c.scope, ente.Filter{AsOf: periodo.MustParse(c.day)}); got != c.want {
				t.Errorf("on %s got %q, want %q", c.day, got, c.want)
			}
		}
	})
}
