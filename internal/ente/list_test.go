package ente_test

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
)

func TestList_EveryDimensionNarrows(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		what string
		f    ente.Filter
		want string
	}{
		{"region", ente.Filter{Regioni: []int64{marche, puglia}}, "Castro"},
		{"region and type", ente.Filter{Regioni: []int64{er}, Tipi: []ente.Tipo{ente.Unione}}, "Unione dei Comuni del Distretto ceramico, Unione delle Terre d'Argine"},
		{"province", ente.Filter{Province: []int64{fc, fe}}, "Meldola, Mesola"},
		{"small", ente.Filter{Classi: []ente.Classe{ente.Fino5000}}, "Castro, Castro, Medole, Montecopiolo"},
		{"two classes", ente.Filter{Classi: []ente.Classe{ente.Oltre50000, ente.NonNota}, Tipi: []ente.Tipo{ente.Comune}}, "Bolzano/Bozen, Mesola"},
		{"capoluoghi", ente.Filter{Capoluogo: &yes}, "Bolzano/Bozen"},
		{"not capoluoghi", ente.Filter{Capoluogo: &no, Regioni: []int64{alto}}, ""},
		{"area", ente.Filter{Aree: []int64{1}}, "Mesola"},
		{"area before", ente.Filter{Aree: []int64{1}, AsOf: day("2021-01-01")}, "Medolla, Mesola"},
		{"unione", ente.Filter{Unioni: []int64{distretto}}, "Montecopiolo, Sassuolo"},
		{"unione in a province", ente.Filter{Unioni: []int64{distretto}, Province: []int64{mo}}, "Sassuolo"},
		{"search", ente.Filter{Search: "Terme"}, "Alto Reno Terme"},
		{"search before", ente.Filter{Search: "terme", AsOf: day("2015-12-31")}, "Porretta Terme"},
		{"search in another language", ente.Filter{Search: "BOZ"}, "Bolzano/Bozen"},
		{"search of a sign", ente.Filter{Search: "sas%olo"}, ""},
		{"search of a word", ente.Filter{Search: "d'Argine"}, "Unione delle Terre d'Argine"},
	} {
		t.Run(c.what, func(t *testing.T) {
			update(t, func(ctx context.Context, tx *db.Tx) {
				if _, err := tx.Exec(ctx, `UPDATE ente_collocazione SET capoluogo = 1 WHERE ente_id = ?`, bolzano); err != nil {
					t.Fatal(err)
				}
				if c.f.AsOf.IsZero() {
					c.f.AsOf = today()
				}
				found, err := ente.List(ctx, tx, c.f)
				if err != nil || names(found) != c.want {
					t.Errorf("finds %s, %v; want %s", names(found), err, c.want)
				}
			})
		})
	}
}

func TestList_AComuneThatChangesRegionIsOneEnte(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for on, want := range map[string]string{"2021-06-16": "MH", "2021-06-17": "ER"} {
			for sigla, id := range map[string]int64{"MH": marche, "ER": er} {
				found, err := ente.List(ctx, tx, ente.Filter{Regioni: []int64{id}, Search: "montecopiolo", AsOf: day(on)})
				if err != nil || (len(found) == 1) != (sigla == want) {
					t.Fatalf("on %s %s has %s, %v", on, sigla, names(found), err)
				}
				if len(found) == 1 && (found[0].ID != montecopiolo || found[0].Regione != want) {
					t.Errorf("on %s it is %d in %s", on, found[0].ID, found[0].Regione)
				}
			}
		}
	})
}

func TestList_TheFigureNearestToTheDay(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		for _, d := range []struct {
			on string
			n  int64
		}{{"2020-12-31", 210}, {"2022-12-31", 220}, {"2023-01-02", 230}} {
			m := ente.Modifica{Dati: []ente.Dato{{Grandezza: ente.Dipendenti, Valore: d.n, DataRif: day(d.on), Fonte: "ente"}}}
			if err := ente.Edit(ctx, tx, find(ctx, t, tx, sassuolo, "2026-11-21"), m); err != nil {
				t.Fatal(err)
			}
		}
		for on, want := range map[string]int64{
			"2015-01-01": 210, "2021-12-31": 210, "2022-01-01": 220, "2023-01-01": 220, "2023-01-02": 230, "2026-11-21": 230,
		} {
			found, err := ente.List(ctx, tx, ente.Filter{Search: "sassuolo", AsOf: day(on)})
			if err != nil || len(found) != 1 || found[0].Dipendenti == nil || *found[0].Dipendenti != want {
				t.Fatalf("on %s: %v, %v", on, found, err)
			}
			if *found[0].Popolazione != 40_000 {
				t.Errorf("on %s the residents are %d", on, *found[0].Popolazione)
			}
		}
	})
}

func TestQuery_CanBePutInAFrom(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		f := ente.Filter{Regioni: []int64{er}, Classi: []ente.Classe{ente.Fino15000, ente.NonNota}, Search: "me", AsOf: today()}
		sql, args := f.Query()
		var got []string
		err := db.Each(ctx, tx, func(scan db.Scan) error {
			var name, population string
			err := scan(&name, &population)
			got = append(got, name+" "+population)
			return err
		}, `SELECT u.denominazione, u.istat || ' ' || coalesce(u.popolazione || ' ' || u.popolazione_il, '-')
			FROM (`+sql+`) u WHERE u.tipo = ? AND u.in_liquidazione = 0 ORDER BY u.norma, u.id`, append(args, "comune")...)
		want := "Alto Reno Terme 037062 6800 2024-11-21, Medolla 036021 6000 2024-11-21, Meldola 040019 10000 2024-11-21, Mesola 038014 -"
		if strings.Join(got, ", ") != want || err != nil {
			t.Errorf("got %s, %v; want %s", strings.Join(got, ", "), err, want)
		}
	})
}

func TestQuery_ARegionIsReadThroughItsIndex(t *testing.T) {
	update(t, func(ctx context.Context, tx *db.Tx) {
		sql, args := ente.Filter{Regioni: []int64{er}, Tipi: ente.TipiPredefiniti(), AsOf: today()}.Query()
		plan, err := db.Collect(ctx, tx, func(scan db.Scan) (detail string, err error) {
			var id, parent, unused int
			err = scan(&id, &parent, &unused, &detail)
			return detail, err
		}, "EXPLAIN QUERY PLAN SELECT count(*) FROM ("+sql+") u", args...)
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range plan {
			if strings.HasPrefix(step, "SCAN") || strings.Contains(step, "ente_dato") {
				t.Errorf("the plan is %q", plan)
			}
		}
	})
}

func TestClasse_TheBoundsBelongToTheSmaller(t *testing.T) {
	for n, want := range map[int64]ente.Classe{
		0: "fino_5000", 5_000: "fino_5000", 5_001: "5001_15000", 15_000: "5001_15000", 15_001: "15001_50000",
		50_000: "15001_50000", 50_001: "oltre_50000", 2_800_000: "oltre_50000",
	} {
		if got := ente.ClasseDi(n, true); got != want {
			t.Errorf("%d residents are %s, want %s", n, got, want)
		}
	}
	if got := ente.ClasseDi(7, false); got != ente.NonNota {
		t.Errorf("an unknown number is %s", got)
	}
}
