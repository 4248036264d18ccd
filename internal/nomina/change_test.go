package nomina

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/programma"
)

// appoint adds a nomina of Anna from 1 July 2021.
func appoint(ctx context.Context, t *testing.T, tx *db.Tx, enteID, ruoloID int64) Nomina {
	t.Helper()
	return must(t)(Add(ctx, tx, Nuova{EnteID: enteID, RuoloID: ruoloID, PersonaID: anna, Periodo: between("2021-07-01", "")}))
}

func TestEnd_LastDayIncluded(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := appoint(ctx, t, tx, sassuolo, rtd)
		_, err := End(ctx, tx, n.ID, day("2021-06-30"), "")
		refused(t, err, fault.Failed, "begins on 2021-07-01 cannot end on 2021-06-30")
		must(t)(End(ctx, tx, n.ID, day("2021-12-31"), "pensionamento"))
		if n = wantRow(ctx, t, tx, n.ID, Cessata, "2021-07-01", "2021-12-31"); n.MotivoFine != "pensionamento" {
			t.Errorf("the reason is %q", n.MotivoFine)
		}
		_, err = End(ctx, tx, n.ID, day("2022-12-31"), "")
		refused(t, err, fault.Failed, "nomina 1 already ended on 2021-12-31")
		_, err = End(ctx, tx, 99, day("2022-12-31"), "")
		refused(t, err, fault.Failed, "no nomina 99")
	})
}

func TestEnd_NotBeforeItHasBegun(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := must(t)(Add(ctx, tx, Nuova{EnteID: sassuolo, RuoloID: rtd, PersonaID: anna, Proposta: true}))
		_, err := replaceByLuca(ctx, tx, n.ID)
		refused(t, err, fault.Failed, "has not begun")
		_, err = End(ctx, tx, n.ID, day("2022-12-31"), "")
		refused(t, err, fault.Failed, "has not begun")
		must(t)(Remove(ctx, tx, n.ID, ""))
		_, err = End(ctx, tx, n.ID, day("2022-12-31"), "")
		refused(t, err, fault.Failed, "was removed")
	})
}

// replaceByLuca replaces by Luca from 1 September 2021 and returns the new nomina.
func replaceByLuca(ctx context.Context, tx *db.Tx, id int64) (Nomina, error) {
	_, n, err := Replace(ctx, tx, id, Sostituzione{PersonaID: luca, Dal: day("2021-09-01")})
	return n, err
}

func TestRefuse_OnlyWhatWaitsForAnAnswer(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		invite(ctx, t, tx, "2021-06-14", rtd)
		_, err := Refuse(ctx, tx, 1, day("2021-06-13"), "")
		refused(t, err, fault.Failed, "the invitation is of 2021-06-14")
		n := must(t)(Refuse(ctx, tx, 1, day("2021-07-01"), "no"))
		wantRow(ctx, t, tx, n.ID, Rifiutata, "", "2021-07-01")
		_, err = Refuse(ctx, tx, 1, day("2021-07-02"), "")
		refused(t, err, fault.Failed, "was refused on 2021-07-01")
		active := appoint(ctx, t, tx, distretto, rtd)
		_, err = Refuse(ctx, tx, active.ID, day("2021-07-02"), "")
		refused(t, err, fault.Failed, "already in force", "nomina end")
	})
}

func TestReplace_NoGapNoDouble(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := must(t)(Add(ctx, tx, Nuova{
			EnteID: distretto, RuoloID: formazione, PersonaID: anna, Periodo: between("2021-07-01", ""),
			Forma: Associata, Copre: Elenco, Enti: []int64{sassuolo},
		}))
		_, _, err := Replace(ctx, tx, n.ID, Sostituzione{PersonaID: luca, Dal: day("2021-07-01")})
		refused(t, err, fault.Failed, "must begin later")
		successor := must(t)(replaceByLuca(ctx, tx, n.ID))
		wantRow(ctx, t, tx, n.ID, Sostituita, "2021-07-01", "2021-08-31")
		wantRow(ctx, t, tx, successor.ID, Attiva, "2021-09-01", "")
		if successor.Persona != "Verdi Luca" || successor.Forma != Associata || !slices.Equal(successor.Enti, []int64{sassuolo}) {
			t.Errorf("the successor is %+v", successor)
		}
		for on, want := range map[string]int{"2021-08-31": 1, "2021-09-01": 1} {
			valid, err := List(ctx, tx, Filter{ValidAt: day(on), AsOf: day(on)})
			if err != nil || len(valid) != want {
				t.Errorf("on %s %d nomine are valid, %v", on, len(valid), err)
			}
		}
		_, err = replaceByLuca(ctx, tx, n.ID)
		refused(t, err, fault.Failed, "already ended on 2021-08-31")
	})
}

func TestRemove_NeverCountsAndStays(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := appoint(ctx, t, tx, sassuolo, rtd)
		must(t)(Remove(ctx, tx, n.ID, "errore"))
		wantRow(ctx, t, tx, n.ID, Annullata, "2021-07-01", "")
		_, err := Remove(ctx, tx, n.ID, "")
		refused(t, err, fault.Failed, "was removed")
		appoint(ctx, t, tx, sassuolo, rtd)
		for _, c := range []struct {
			f    Filter
			want int
		}{{Filter{}, 1}, {Filter{Stati: []Stato{Annullata}}, 1}, {Filter{Stati: Stati()}, 2}} {
			if rows, err := List(ctx, tx, c.f); err != nil || len(rows) != c.want {
				t.Errorf("%+v gives %d rows, %v", c.f, len(rows), err)
			}
		}
	})
}

func to[T any](v T) *T { return &v }

func TestEdit_CorrectsAndKeepsTheRules(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		first := appoint(ctx, t, tx, sassuolo, rtd)
		second := must(t)(replaceByLuca(ctx, tx, first.ID))
		must(t)(Edit(ctx, tx, second.ID, Modifica{
			PersonaID: to[int64](ugo), TipoAtto: to[TipoAtto]("decreto"), NumeroAtto: to("7"),
			DataAtto: to(day("2021-08-20")), Protocollo: to("99/2021"), Note: to("rettificata"),
		}))
		n := wantRow(ctx, t, tx, second.ID, Attiva, "2021-09-01", "")
		if n.Persona != "Neri Ugo" || n.Atto != (Atto{"decreto", "7", day("2021-08-20"), "99/2021"}) || n.Note != "rettificata" {
			t.Errorf("edited to %+v", n)
		}
		_, err := Edit(ctx, tx, second.ID, Modifica{Dal: to(day("2021-08-31"))})
		refused(t, err, fault.Failed, "already has nomina 1", "to 2021-08-31")
		must(t)(Edit(ctx, tx, first.ID, Modifica{Al: to(day("2021-08-15"))}))
		must(t)(Edit(ctx, tx, second.ID, Modifica{Dal: to(day("2021-08-16"))}))
		_, err = Edit(ctx, tx, first.ID, Modifica{Al: to(day(""))})
		refused(t, err, fault.Failed, "already has nomina 2")
	})
}

func TestEdit_TheEndCanBeTakenBack(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := appoint(ctx, t, tx, sassuolo, rtd)
		_, err := Edit(ctx, tx, n.ID, Modifica{Al: to(day("2021-12-31"))})
		refused(t, err, fault.Failed, "nomina end 1")
		must(t)(End(ctx, tx, n.ID, day("2021-12-31"), "errore"))
		must(t)(Edit(ctx, tx, n.ID, Modifica{Al: to(day(""))}))
		if n = wantRow(ctx, t, tx, n.ID, Attiva, "2021-07-01", ""); n.MotivoFine != "" {
			t.Errorf("it still has the reason %q", n.MotivoFine)
		}
	})
}

func TestEdit_WhatTheStateDoesNotAllow(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		invite(ctx, t, tx, "2021-06-14", rtd)
		_, err := Edit(ctx, tx, 1, Modifica{PersonaID: to[int64](anna)})
		refused(t, err, fault.Failed, "--proposed")
		_, err = Edit(ctx, tx, 1, Modifica{Dal: to(day("2021-07-01"))})
		refused(t, err, fault.Failed, "nomina add")
		_, err = Edit(ctx, tx, 1, Modifica{Al: to(day("2021-07-01"))})
		refused(t, err, fault.Failed, "has not begun")
		n := must(t)(Edit(ctx, tx, 1, Modifica{InvitatoIl: to(day("2021-06-15"))}))
		if n.InvitatoIl != day("2021-06-15") {
			t.Errorf("invited on %s", n.InvitatoIl)
		}
		must(t)(Refuse(ctx, tx, 1, day("2021-07-01"), ""))
		_, err = Edit(ctx, tx, 1, Modifica{Al: to(day(""))})
		refused(t, err, fault.Failed, "needs its day")
		must(t)(Remove(ctx, tx, 1, ""))
		_, err = Edit(ctx, tx, 1, Modifica{Note: to("x")})
		refused(t, err, fault.Failed, "was removed")
	})
}

func TestEdit_CoverageKeepsTheListUntilItIsChanged(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := must(t)(Add(ctx, tx, Nuova{
			EnteID: distretto, RuoloID: rtd, PersonaID: anna, Periodo: between("2021-07-01", ""),
			Copre: Elenco, Enti: []int64{sassuolo},
		}))
		for _, c := range []struct {
			m    Modifica
			want []int64
		}{
			{Modifica{Note: to("x")}, []int64{sassuolo}},
			{Modifica{Enti: []int64{formigine, sassuolo}}, []int64{sassuolo, formigine}},
			{Modifica{Enti: []int64{formigine}}, []int64{formigine}},
			{Modifica{Copre: to(Aderenti)}, nil},
		} {
			must(t)(Edit(ctx, tx, n.ID, c.m))
			if n = must(t)(Find(ctx, tx, n.ID, day("2021-07-15"))); !slices.Equal(n.Enti, c.want) {
				t.Errorf("covers %v, want %v", n.Enti, c.want)
			}
		}
	})
}

func TestList_AsTheEntiAreOnTheDay(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		appoint(ctx, t, tx, montecopiolo, rtd)
		appoint(ctx, t, tx, sassuolo, rtd)
		appoint(ctx, t, tx, sassuolo, comunicazione)
		must(t)(Add(ctx, tx, Nuova{EnteID: tresigallo, RuoloID: rtd, PersonaID: luca, Periodo: between("2017-01-01", "2018-12-31")}))
		er := func(on string) Filter {
			return Filter{Enti: &ente.Filter{Regioni: []int64{8}, AsOf: day(on)}, AsOf: day(on)}
		}
		valid := er("2021-07-15")
		valid.ValidAt = day("2021-07-15")
		for _, c := range []struct {
			what string
			f    Filter
			want string
		}{
			{"all", Filter{AsOf: day("2021-07-15")}, "Montecopiolo RN rtd, Sassuolo MO comunicazione, Sassuolo MO rtd, Tresigallo FE rtd"},
			{"before", er("2021-06-16"), "Sassuolo MO comunicazione, Sassuolo MO rtd"},
			{"after", er("2021-06-17"), "Montecopiolo RN rtd, Sassuolo MO comunicazione, Sassuolo MO rtd"},
			{"valid", valid, "Montecopiolo RN rtd, Sassuolo MO comunicazione, Sassuolo MO rtd"},
			{"programme", Filter{ProgrammaID: 1, AsOf: day("2021-07-15")}, "Sassuolo MO comunicazione"},
			{"role", Filter{Ruoli: []int64{comunicazione, formazione}, AsOf: day("2021-07-15")}, "Sassuolo MO comunicazione"},
			{"person", Filter{PersonaID: luca, AsOf: day("2021-07-15")}, "Tresigallo FE rtd"},
			{"ente", Filter{EnteID: tresigallo, AsOf: day("2021-07-15")}, "Tresigallo FE rtd"},
			{"state", Filter{Stati: []Stato{Cessata}, AsOf: day("2021-07-15")}, "Tresigallo FE rtd"},
		} {
			rows, err := List(ctx, tx, c.f)
			var got []string
			for _, n := range rows {
				got = append(got, n.Ente+" "+n.Provincia+" "+n.Ruolo)
			}
			if err != nil || strings.Join(got, ", ") != c.want {
				t.Errorf("%s gives %s, %v, want %s", c.what, got, err, c.want)
			}
		}
	})
}

func TestMissing_AnyOrAllOfTheRoles(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		invite(ctx, t, tx, "2021-06-14", comunicazione, formazione)
		appoint(ctx, t, tx, sassuolo, comunicazione)
		appoint(ctx, t, tx, sassuolo, formazione)
		appoint(ctx, t, tx, formigine, formazione)
		for q, want := range map[Quanti]string{
			Any: "Formigine -comunicazione +formazione 2021-06-14; Montecopiolo -comunicazione,formazione + ; Tresignana -comunicazione,formazione + 2021-06-14",
			All: "Montecopiolo -comunicazione,formazione + ; Tresignana -comunicazione,formazione + 2021-06-14",
		} {
			enti, err := Missing(ctx, tx, programma.Ambito{Tipi: []ente.Tipo{ente.Comune}},
				ente.Filter{Regioni: []int64{8}, AsOf: day("2021-07-15")}, []int64{comunicazione, formazione}, q)
			var got []string
			for _, s := range enti {
				got = append(got, s.Denominazione+" -"+strings.Join(s.Mancanti, ",")+" +"+strings.Join(s.Presenti, ",")+" "+s.InvitatoIl.String())
			}
			if err != nil || strings.Join(got, "; ") != want {
				t.Errorf("%s: %s, %v", q, strings.Join(got, "; "), err)
			}
		}
	})
}

func TestCarry_WhereTheRoleHasNoHolder(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, r := range []int64{rtd, comunicazione} {
			must(t)(Add(ctx, tx, Nuova{EnteID: tresigallo, RuoloID: r, PersonaID: anna, Periodo: between("2017-01-01", "")}))
		}
		must(t)(Add(ctx, tx, Nuova{EnteID: tresigallo, RuoloID: formazione, PersonaID: ugo, Periodo: between("2017-01-01", "2018-12-31")}))
		must(t)(Add(ctx, tx, Nuova{EnteID: tresignana, RuoloID: comunicazione, PersonaID: luca, Periodo: between("2019-01-01", "")}))
		carried, left, err := Carry(ctx, tx, tresigallo, tresignana, day("2018-12-31"), "fusione")
		if err != nil || len(carried) != 1 || len(left) != 1 || left[0].Ruolo != "comunicazione" {
			t.Fatalf("carried %v, left %v, %v", carried, left, err)
		}
		if old := wantRow(ctx, t, tx, 1, Cessata, "2017-01-01", "2018-12-31"); old.MotivoFine != "fusione" {
			t.Errorf("it ended for %q", old.MotivoFine)
		}
		n := wantRow(ctx, t, tx, carried[0].ID, Attiva, "2019-01-01", "")
		if n.Ente != "Tresignana" || n.Persona != "Bianchi Anna" || n.Ruolo != "rtd" {
			t.Errorf("carried %+v", n)
		}
		wantRow(ctx, t, tx, 2, Attiva, "2017-01-01", "")
	})
}

func TestRepoint_GivesTheNomineToTheOtherPerson(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		appoint(ctx, t, tx, sassuolo, rtd)
		appoint(ctx, t, tx, formigine, rtd)
		if n, err := Repoint(ctx, tx, anna, luca); err != nil || n != 2 {
			t.Errorf("%d, %v", n, err)
		}
		if rows, err := List(ctx, tx, Filter{PersonaID: luca}); err != nil || len(rows) != 2 {
			t.Errorf("%v, %v", rows, err)
		}
	})
}
