package nomina

import (
	"context"
	"slices"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/programma"
)

func invite(ctx context.Context, t *testing.T, tx *db.Tx, on string, ruoli ...int64) Inviti {
	t.Helper()
	done, err := Invite(ctx, tx, programma.Ambito{Tipi: []ente.Tipo{ente.Comune}},
		ente.Filter{Regioni: []int64{8}, AsOf: day(on)}, ruoli)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestAdd_KeepsWhatWasReceived(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := must(t)(Add(ctx, tx, Nuova{
			EnteID: sassuolo, RuoloID: comunicazione, PersonaID: anna, Periodo: between("2021-07-01", ""),
			Atto: Atto{Tipo: "nota", Numero: "12", Data: day("2021-06-30"), Protocollo: "12345/2021"}, Note: "per PEC",
		}))
		want := Nomina{
			ID: n.ID, EnteID: sassuolo, RuoloID: comunicazione, PersonaID: anna, Stato: Attiva, Periodo: between("2021-07-01", ""),
			Atto:  Atto{Tipo: "nota", Numero: "12", Data: day("2021-06-30"), Protocollo: "12345/2021"},
			Forma: Singola, Copre: Nessuno, Note: "per PEC",
			Ente: "Sassuolo", Tipo: "comune", IPA: "c_i462", Regione: "ER", Provincia: "MO", Ruolo: "comunicazione", Programma: "DC",
			Persona: "Bianchi Anna",
		}
		n.Enti = nil
		if n.ID == 0 || !equal(n, want) {
			t.Errorf("got %+v, want %+v", n, want)
		}
	})
}

func equal(a, b Nomina) bool {
	same := slices.Equal(a.Enti, b.Enti)
	a.Enti, b.Enti = nil, nil
	return same && a.ID == b.ID && a.Periodo == b.Periodo && a.Atto == b.Atto && a.Stato == b.Stato &&
		a.Ente == b.Ente && a.Tipo == b.Tipo && a.IPA == b.IPA && a.Regione == b.Regione && a.Provincia == b.Provincia &&
		a.Ruolo == b.Ruolo && a.Programma == b.Programma && a.Persona == b.Persona && a.Note == b.Note &&
		a.Forma == b.Forma && a.Copre == b.Copre && a.InvitatoIl == b.InvitatoIl
}

func TestAdd_WithAnEndHasCeased(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := must(t)(Add(ctx, tx, Nuova{EnteID: tresigallo, RuoloID: rtd, PersonaID: anna, Periodo: between("2017-01-01", "2018-12-31")}))
		wantRow(ctx, t, tx, n.ID, Cessata, "2017-01-01", "2018-12-31")
		if n.Provincia != "FE" {
			t.Errorf("Tresigallo lay in %q", n.Provincia)
		}
	})
}

func TestAdd_WithoutADateIsRefusedUnlessProposed(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		nuova := Nuova{EnteID: sassuolo, RuoloID: rtd, PersonaID: anna}
		_, err := Add(ctx, tx, nuova)
		refused(t, err, fault.Usage, "day on which it begins", "--proposed")
		nuova.Proposta = true
		n := must(t)(Add(ctx, tx, nuova))
		wantRow(ctx, t, tx, n.ID, Proposta, "", "")
	})
}

func TestAdd_AdvancesTheOpenRowAndKeepsTheInvitation(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		invite(ctx, t, tx, "2021-06-14", comunicazione)
		invited, err := List(ctx, tx, Filter{EnteID: sassuolo, AsOf: day("2021-06-14")})
		if err != nil || len(invited) != 1 {
			t.Fatalf("%v, %v", invited, err)
		}
		id := invited[0].ID
		nuova := Nuova{EnteID: sassuolo, RuoloID: comunicazione, PersonaID: anna, Proposta: true}
		for _, want := range []Stato{Proposta, Attiva} {
			n := must(t)(Add(ctx, tx, nuova))
			if n.ID != id || n.Stato != want || n.InvitatoIl != day("2021-06-14") {
				t.Errorf("nomina %d is %s, invited on %s", n.ID, n.Stato, n.InvitatoIl)
			}
			nuova.Proposta, nuova.PersonaID, nuova.Periodo = false, luca, between("2021-07-01", "")
		}
	})
}

func TestAdd_AProposalOfSomebodyElseStaysWhereSeveralMayHoldTheRole(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		first := must(t)(Add(ctx, tx, Nuova{EnteID: sassuolo, RuoloID: referente, PersonaID: anna, Proposta: true}))
		second := must(t)(Add(ctx, tx, Nuova{EnteID: sassuolo, RuoloID: referente, PersonaID: luca, Periodo: between("2021-07-01", "")}))
		third := must(t)(Add(ctx, tx, Nuova{EnteID: sassuolo, RuoloID: referente, PersonaID: anna, Periodo: between("2021-07-01", "")}))
		if second.ID == first.ID || third.ID != first.ID {
			t.Errorf("numbers %d, %d, %d", first.ID, second.ID, third.ID)
		}
	})
}

func TestNomina_OverlapIsRefused(t *testing.T) {
	for _, c := range []struct {
		what  string
		nuova Nuova
		want  string // empty when it is accepted
	}{
		{"same day", Nuova{RuoloID: rtd, PersonaID: luca, Periodo: between("2021-07-31", "")}, "nomina 1 for rtd, from 2021-07-01 to 2021-07-31"},
		{"around", Nuova{RuoloID: rtd, PersonaID: luca, Periodo: between("2021-01-01", "2022-01-01")}, "nomina 1"},
		{"day after", Nuova{RuoloID: rtd, PersonaID: luca, Periodo: between("2021-08-01", "")}, ""},
		{"day before", Nuova{RuoloID: rtd, PersonaID: luca, Periodo: between("2021-01-01", "2021-06-30")}, ""},
		{"another ente", Nuova{EnteID: formigine, RuoloID: rtd, PersonaID: anna, Periodo: between("2021-07-31", "")}, ""},
		{"another role", Nuova{RuoloID: formazione, PersonaID: anna, Periodo: between("2021-07-31", "")}, ""},
		{"only a name", Nuova{RuoloID: rtd, PersonaID: luca, Proposta: true}, ""},
		{"in force", Nuova{RuoloID: comunicazione, PersonaID: luca, Periodo: between("2021-09-01", "")}, "nomina replace 2 --persona PERSONA --from 2021-09-01"},
		{"in force, earlier", Nuova{RuoloID: comunicazione, PersonaID: luca, Periodo: between("2021-01-01", "")}, "nomina show 2"},
		{"several holders", Nuova{RuoloID: referente, PersonaID: luca, Periodo: between("2021-07-01", "")}, ""},
		{"same holder twice", Nuova{RuoloID: referente, PersonaID: anna, Periodo: between("2021-07-01", "")}, "nomina show 3"},
	} {
		t.Run(c.what, func(t *testing.T) {
			inside(t, func(ctx context.Context, tx *db.Tx) {
				for _, n := range []Nuova{
					{EnteID: sassuolo, RuoloID: rtd, PersonaID: anna, Periodo: between("2021-07-01", "2021-07-31")},
					{EnteID: sassuolo, RuoloID: comunicazione, PersonaID: anna, Periodo: between("2021-07-01", "")},
					{EnteID: sassuolo, RuoloID: referente, PersonaID: anna, Periodo: between("2021-07-01", "")},
				} {
					must(t)(Add(ctx, tx, n))
				}
				if c.nuova.EnteID == 0 {
					c.nuova.EnteID = sassuolo
				}
				_, err := Add(ctx, tx, c.nuova)
				if c.want != "" {
					refused(t, err, fault.Failed, "Sassuolo already has", c.want)
				} else if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestAdd_TheEnteExistsOnTheDaysOfTheNomina(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, c := range []struct {
			ente    int64
			dal, al string
			want    string
		}{
			{tresignana, "2018-12-31", "", "Tresignana does not exist on 2018-12-31"},
			{tresigallo, "2019-01-01", "", "Tresigallo does not exist on 2019-01-01"},
			{tresigallo, "2018-01-01", "2019-01-01", "dtctl ente show c_l390"},
		} {
			_, err := Add(ctx, tx, Nuova{EnteID: c.ente, RuoloID: rtd, PersonaID: anna, Periodo: between(c.dal, c.al)})
			refused(t, err, fault.Failed, c.want)
		}
		must(t)(Add(ctx, tx, Nuova{EnteID: tresigallo, RuoloID: rtd, PersonaID: anna, Periodo: between("2018-12-31", "")}))
		must(t)(Add(ctx, tx, Nuova{EnteID: tresignana, RuoloID: rtd, PersonaID: anna, Periodo: between("2019-01-01", "")}))
	})
}

func TestAdd_OnlyABodyThatComuniJoinCoversOthers(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		nuova := Nuova{EnteID: sassuolo, RuoloID: rtd, PersonaID: anna, Periodo: between("2021-07-01", ""), Copre: Aderenti}
		_, err := Add(ctx, tx, nuova)
		refused(t, err, fault.Failed, "the type of Sassuolo is comune")
		nuova.EnteID, nuova.Copre, nuova.Enti = distretto, Elenco, []int64{sassuolo, consorzio}
		_, err = Add(ctx, tx, nuova)
		refused(t, err, fault.Failed, "Consorzio is not a comune")
		nuova.Enti = []int64{formigine, sassuolo}
		n := must(t)(Add(ctx, tx, nuova))
		if !slices.Equal(n.Enti, []int64{sassuolo, formigine}) {
			t.Errorf("covers %v", n.Enti)
		}
	})
}

func TestInvite_AsksEveryEnteOfTheScopeOnThatDay(t *testing.T) {
	for on, enti := range map[string]int{"2021-06-16": 3, "2021-06-17": 4, "2018-12-31": 3} {
		inside(t, func(ctx context.Context, tx *db.Tx) {
			done := invite(ctx, t, tx, on, comunicazione, formazione)
			if want := (Inviti{Universo: enti, Enti: enti, Inviti: 2 * enti}); done != want {
				t.Errorf("on %s: %+v, want %+v", on, done, want)
			}
			again := invite(ctx, t, tx, on, comunicazione, formazione)
			if want := (Inviti{Universo: enti, Saltati: 2 * enti}); again != want {
				t.Errorf("the second time on %s: %+v, want %+v", on, again, want)
			}
		})
	}
}

func TestInvite_SkipsWhoNeedsNoInvitation(t *testing.T) {
	for what, c := range map[string]struct {
		nuova Nuova
		do    func(ctx context.Context, tx *db.Tx, id int64) (Nomina, error)
		skip  bool
	}{
		"proposed":       {Nuova{Proposta: true}, nil, true},
		"valid":          {Nuova{Periodo: between("2021-01-01", "")}, nil, true},
		"from later":     {Nuova{Periodo: between("2021-07-01", "")}, nil, true},
		"ended before":   {Nuova{Periodo: between("2021-01-01", "2021-06-13")}, nil, false},
		"ends that day":  {Nuova{Periodo: between("2021-01-01", "2021-06-14")}, nil, true},
		"removed":        {Nuova{Periodo: between("2021-01-01", "")}, removed, false},
		"refused before": {Nuova{Proposta: true}, declined, false},
	} {
		inside(t, func(ctx context.Context, tx *db.Tx) {
			c.nuova.EnteID, c.nuova.RuoloID, c.nuova.PersonaID = sassuolo, rtd, anna
			n := must(t)(Add(ctx, tx, c.nuova))
			if c.do != nil {
				must(t)(c.do(ctx, tx, n.ID))
			}
			if done := invite(ctx, t, tx, "2021-06-14", rtd); done.Saltati == 1 != c.skip {
				t.Errorf("%s: %+v", what, done)
			}
		})
	}
}

func removed(ctx context.Context, tx *db.Tx, id int64) (Nomina, error) {
	return Remove(ctx, tx, id, "")
}

func declined(ctx context.Context, tx *db.Tx, id int64) (Nomina, error) {
	return Refuse(ctx, tx, id, day("2021-06-01"), "")
}

func TestInvite_AnAnswerOfThatDayIsNotAskedForAgain(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		invite(ctx, t, tx, "2021-06-14", rtd)
		rows, err := List(ctx, tx, Filter{EnteID: sassuolo, AsOf: day("2021-06-14")})
		if err != nil {
			t.Fatal(err)
		}
		must(t)(Refuse(ctx, tx, rows[0].ID, day("2021-07-01"), "nessuno disponibile"))
		if done := invite(ctx, t, tx, "2021-06-14", rtd); done.Inviti != 0 {
			t.Errorf("the same day: %+v", done)
		}
		if done := invite(ctx, t, tx, "2021-09-01", rtd); done.Enti != 2 {
			t.Errorf("a later day asks Sassuolo again and Montecopiolo for the first time: %+v", done)
		}
	})
}

func TestInvite_NotThoseKeptOutByHand(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		a := programma.Ambito{Tipi: []ente.Tipo{ente.Comune}, Esclusi: []programma.Eccezione{{EnteID: sassuolo, Motivo: "x"}}}
		done, err := Invite(ctx, tx, a, ente.Filter{Province: []int64{36}, AsOf: day("2021-06-14")}, []int64{rtd})
		if err != nil || done != (Inviti{Universo: 1, Enti: 1, Inviti: 1}) {
			t.Errorf("%+v, %v", done, err)
		}
	})
}

func TestCovered_FollowsTheMembersOfTheDay(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		_, err := tx.Exec(ctx, `INSERT INTO adesione_unione (unione_id, comune_id, dal, al) VALUES
			(3, 1, '2015-01-01', NULL), (3, 2, '2015-01-01', '2021-08-31')`)
		if err != nil {
			t.Fatal(err)
		}
		nuova := Nuova{EnteID: distretto, RuoloID: rtd, PersonaID: anna, Periodo: between("2021-07-01", "")}
		for _, c := range []struct {
			ruolo int64
			copre Copre
			enti  []int64
			on    string
			want  int
		}{
			{rtd, Nessuno, nil, "2021-08-31", 0},
			{comunicazione, Aderenti, nil, "2021-08-31", 2},
			{formazione, Aderenti, nil, "2021-09-01", 1},
			{referente, Elenco, []int64{sassuolo, tresigallo}, "2021-09-01", 1},
		} {
			nuova.RuoloID, nuova.Copre, nuova.Enti = c.ruolo, c.copre, c.enti
			n := must(t)(Add(ctx, tx, nuova))
			if covered, err := Covered(ctx, tx, n, day(c.on)); err != nil || len(covered) != c.want {
				t.Errorf("%s on %s: %v, %v", c.copre, c.on, covered, err)
			}
		}
	})
}

func TestAdd_AProposalIsPlacedWhereTheEnteIsLast(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		n := must(t)(Add(ctx, tx, Nuova{EnteID: montecopiolo, RuoloID: rtd, PersonaID: anna, Proposta: true}))
		if n.Regione != "ER" || n.Provincia != "RN" {
			t.Errorf("placed in %s, %s", n.Regione, n.Provincia)
		}
	})
}
