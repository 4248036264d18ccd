package progetto

import (
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
)

func TestEdit_WhatTheGrantWouldBreakIsRefused(t *testing.T) {
	inside(t, func(o *office) {
		p := o.in(InCorso)
		edit := func(change func(p *Progetto), words ...string) {
			t.Helper()
			q := p
			change(&q)
			_, _, err := Edit(o.ctx, o.tx, q, "")
			o.refused(err, words...)
		}
		edit(func(p *Progetto) { p.Costo = amount(85_714) }, "share of the cost", "60000.00", "70%", "85714.00", "59999.80")
		edit(func(p *Progetto) { p.Costo = nil }, "share of the cost", "is not recorded")
		edit(func(p *Progetto) { p.Richiesto = amount(59_999) }, "granted ≤ requested", "60000.00", "59999.00")
		edit(func(p *Progetto) { p.Richiesto = nil }, "granted ≤ requested", "is not recorded")
		edit(func(p *Progetto) { p.Richiesto = amount(100_001) }, "requested ≤ cost")
		edit(func(p *Progetto) { p.CUP = "J31" }, "15 characters")
		edit(func(p *Progetto) { p.EnteID = 4 }, "Regione (regione) may not apply")
		o.project("DUE", 2, 10, 7)
		edit(func(p *Progetto) { p.Codice = "due" }, "already that of another project")
		p.Costo, p.Titolo, p.EnteID = amount(90_000), "Altro", 2
		q, _, err := Edit(o.ctx, o.tx, p, "")
		o.must(err)
		if *q.Costo != euro.Euro(90_000) || q.Titolo != "Altro" || q.Ente != "Sassuolo" || q.Stato != InCorso || q.Concesso != euro.Euro(60_000) {
			t.Errorf("edited %+v", q)
		}
	})
}

func TestJoin_AProjectHasOneLead(t *testing.T) {
	inside(t, func(o *office) {
		p := o.project("UNO", 1, 10, 7)
		o.refused(Join(o.ctx, o.tx, p, []int64{1}, Partner), "one lead", "Distretto Ceramico")
		o.must(Join(o.ctx, o.tx, p, []int64{2}, Partner))
		o.refused(Join(o.ctx, o.tx, p, []int64{2}, Interessato), "Sassuolo is of the project UNO already, as partner")
		o.refused(Join(o.ctx, o.tx, p, []int64{3, 3}, Interessato), "already, as interessato")
		o.refused(Leave(o.ctx, o.tx, p, []int64{1}), "one lead")
		o.refused(Leave(o.ctx, o.tx, p, []int64{4}), "not of the project")
		p.EnteID = 2
		_, _, err := Edit(o.ctx, o.tx, p, "")
		o.refused(err, "one lead: Sassuolo is of the project UNO already, as partner")
		o.must(Leave(o.ctx, o.tx, p, []int64{3}))
		for concerned, want := range map[bool]int{false: 0, true: 1} {
			found, err := List(o.ctx, o.tx, Filter{EnteID: 2, Concerned: concerned})
			if err != nil || len(found) != want {
				t.Errorf("concerned %t: %d projects, %v", concerned, len(found), err)
			}
		}
	})
}

func TestSetTemi_LeavesThoseThatStay(t *testing.T) {
	inside(t, func(o *office) {
		var temi []bando.Tema
		for _, code := range []string{"cloud", "spazi", "team"} {
			added, err := bando.AddTema(o.ctx, o.tx, o.call, bando.Tema{Codice: code, Titolo: code})
			o.must(err)
			temi = append(temi, added)
		}
		p, err := Add(o.ctx, o.tx, Progetto{Codice: "UNO", BandoID: o.call.ID, EnteID: 1}, temi[:2])
		o.must(err)
		o.must(SetTemi(o.ctx, o.tx, p.ID, temi[1:]))
		if found, err := List(o.ctx, o.tx, Filter{Temi: []string{"team", "altro"}}); err != nil || len(found) != 1 || !slices.Equal(found[0].Temi, []string{"spazi", "team"}) {
			t.Errorf("%+v, %v", found, err)
		}
		if found, err := List(o.ctx, o.tx, Filter{Temi: []string{"cloud"}}); err != nil || len(found) != 0 {
			t.Errorf("%+v, %v", found, err)
		}
	})
}

func TestRemove_WhatHadMoneyStays(t *testing.T) {
	inside(t, func(o *office) {
		p := o.project("UNO", 1, 100_000, 60_000)
		o.must(Join(o.ctx, o.tx, p, []int64{2}, Partner))
		p = o.move(p, "present", "2020-05-01", Mossa{})
		o.must(Remove(o.ctx, o.tx, p))
		rows, _, err := db.First(o.ctx, o.tx, db.Value[int], `SELECT (SELECT count(*) FROM progetto)
			+ (SELECT count(*) FROM progetto_atto) + (SELECT count(*) FROM progetto_ente)`)
		if err != nil || rows != 0 {
			t.Errorf("%d rows stay, %v", rows, err)
		}
		p = o.in(AmmessoFinanziato)
		o.refused(Remove(o.ctx, o.tx, p), "money")
		p = o.move(p, "renounce", "2020-06-01", Mossa{})
		o.refused(Remove(o.ctx, o.tx, p), "or had, money")
	})
}

func TestErogazione_ACorrectionIsPossibleAfterARevocation(t *testing.T) {
	inside(t, func(o *office) {
		p := o.in(InCorso)
		save := func(x Erogazione) (Erogazione, error) { return SaveErogazione(o.ctx, o.tx, p, x, today()) }
		paid, err := save(Erogazione{Tipo: Acconto, Importo: euro.Euro(40_000), Data: periodo.MustParse("2020-06-01")})
		o.must(err)
		due, err := save(Erogazione{Tipo: Saldo, Importo: euro.Euro(20_000), PrevistaIl: periodo.MustParse("2020-07-01")})
		o.must(err)
		_, err = save(Erogazione{Tipo: Saldo, Importo: 1, PrevistaIl: periodo.MustParse("2020-08-01")})
		o.refused(err, "paid ≤ granted", "20000.00 due", "0.01")
		p = o.move(p, "revoke", "2020-12-01", Mossa{Importo: amount(30_000)})
		if notes := p.Avvisi(); len(notes) != 2 {
			t.Errorf("notes %v", notes)
		}
		paid.Atto = "liquidazione 3"
		paid, err = save(paid)
		o.must(err)
		_, err = save(paid.ConImporto(euro.Euro(40_001)))
		o.refused(err, "paid ≤ granted")
		due.Data = periodo.MustParse("2020-12-02")
		_, err = save(due)
		o.refused(err, "paid ≤ granted")
		back, notes, err := Recover(o.ctx, o.tx, p, Erogazione{Data: periodo.MustParse("2021-01-01")}, nil, today())
		o.must(err)
		if back.Importo != -euro.Euro(10_000) || back.Tipo != Recupero || len(notes) != 0 {
			t.Errorf("recovered %+v, %v", back, notes)
		}
		_, err = save(back.ConImporto(euro.Euro(40_001)))
		o.refused(err, "recovered ≤ paid")
		_, err = save(paid.ConImporto(euro.Euro(9_999)))
		o.refused(err, "recovered ≤ paid", "1.00")
		o.refused(RemoveErogazione(o.ctx, o.tx, p, paid), "recovered ≤ paid", "10000.00")
		o.must(RemoveErogazione(o.ctx, o.tx, p, due))
		back.Data = periodo.MustParse("2020-05-31")
		_, err = save(back)
		o.refused(err, "dates out of order", "2020-06-01")
		p, err = Find(o.ctx, o.tx, "UNO")
		o.must(err)
		_, _, err = Recover(o.ctx, o.tx, p, Erogazione{Data: today()}, nil, today())
		o.refused(err, "30000.00", "nothing is to be given back")
	})
}

func TestFind_ACodeThatBeginsLikeAProvisionalCUP(t *testing.T) {
	inside(t, func(o *office) {
		o.project("PROVINCIA-1", 1, 10, 7)
		_, err := Add(o.ctx, o.tx, Progetto{BandoID: o.call.ID, EnteID: 2, CUP: "PROV0001"}, nil)
		o.must(err)
		for arg, want := range map[string]string{"provincia-1": "Distretto Ceramico", "PROV0001": "Sassuolo", "#2": "Sassuolo", " prov 0001": "Sassuolo"} {
			if p, err := Find(o.ctx, o.tx, arg); err != nil || p.Ente != want {
				t.Errorf("%q is %q, %v", arg, p.Ente, err)
			}
		}
		_, err = Add(o.ctx, o.tx, Progetto{BandoID: o.call.ID, EnteID: 3, CUP: "PROV0001"}, nil)
		o.must(err)
		_, err = Find(o.ctx, o.tx, "PROV0001")
		o.refused(err, "2 projects have that CUP")
	})
}

func TestStarting_CodesFirstThenNumbers(t *testing.T) {
	inside(t, func(o *office) {
		for _, code := range []string{"SW-2", "SW-1", "", "TW-1"} {
			o.project(code, 1, 10, 7)
		}
		for prefix, want := range map[string]string{"": "SW-1 SW-2 TW-1 3", "sw": "SW-1 SW-2", "3": "3", "4": ""} {
			var names []string
			found, err := Starting(o.ctx, o.tx, prefix, 9)
			o.must(err)
			for _, p := range found {
				names = append(names, p.Nome())
			}
			if got := strings.Join(names, " "); got != want {
				t.Errorf("%q: %s, want %s", prefix, got, want)
			}
		}
		if found, err := Starting(o.ctx, o.tx, "", 2); err != nil || len(found) != 2 {
			t.Errorf("%d found, %v", len(found), err)
		}
	})
}
