package bando

import (
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
)

func TestAdd_WhatACallCannotBeIsRefused(t *testing.T) {
	inside(t, func(o *office) {
		o.call(Bando{Codice: "sw2020"}, "", 0)
		for words, b := range map[string]Bando{
			"cannot be the code":       {Codice: "SW/1"},
			"already that of the call": {Codice: "SW2020", Titolo: "Altro"},
			"needs a title":            {Codice: "X", Titolo: " . "},
			"longer than 300":          {Codice: "X", Titolo: strings.Repeat("à", 301)},
			"does not say who runs":    {Codice: "X", Gestione: "mista"},
			"not a nature of spending": {Codice: "X", Natura: "mista"},
			"between 0 and 100":        {Codice: "X", QuotaMax: 10_001},
			"cannot be negative":       {Codice: "X", ContributoMax: -1},
			"cannot end on 2020-04-01": {Codice: "X", Apre: moment("2020-04-02"), Scade: moment("2020-04-01 23:59")},
			"not a type of ente":       {Codice: "X", Beneficiari: []Beneficiario{{Tipo: "parrocchia"}}},
			"not a class of comuni":    {Codice: "X", Beneficiari: []Beneficiario{{Tipo: ente.Comune, Classe: "tanti"}}},
		} {
			if b.Titolo == "" {
				b.Titolo = "Titolo"
			}
			if b.Gestione == "" {
				b.Gestione = Propria
			}
			_, err := Add(o.ctx, o.tx, b)
			o.refused(err, words)
		}
		// The same day, with the hours the wrong way round.
		_, err := Add(o.ctx, o.tx, Bando{Codice: "X", Titolo: "T", Gestione: Propria, Apre: moment("2020-04-02 12:00"), Scade: moment("2020-04-02 10:00")})
		o.refused(err, "2020-04-02 10:00", "2020-04-02 12:00")
	})
}

func TestFind_ByCodeOrByTheTitleOfOnlyOne(t *testing.T) {
	inside(t, func(o *office) {
		one := o.call(Bando{Codice: "UNO", Titolo: "Città digitali"}, "", 0)
		o.call(Bando{Codice: "DUE", Titolo: "Reti"}, "", 0)
		o.call(Bando{Codice: "TRE", Titolo: "RETI."}, "", 0)
		for _, arg := range []string{"uno", " UNO ", "CITTA' digitali"} {
			if b, err := Find(o.ctx, o.tx, arg); err != nil || b.ID != one.ID {
				t.Errorf("%q is %q (%v)", arg, b.Codice, err)
			}
		}
		for _, arg := range []string{"reti", "QUATTRO", ""} {
			_, err := Find(o.ctx, o.tx, arg)
			o.refused(err, "there is no call")
		}
	})
}

func TestRestrict_EachListReplacesOnlyItself(t *testing.T) {
	types := func(list ...ente.Tipo) *[]ente.Tipo { return &list }
	classes := func(list ...ente.Classe) *[]ente.Classe { return &list }
	before := []string{"comune/fino_5000", "unione"}
	for i, c := range []struct {
		tipi   *[]ente.Tipo
		classi *[]ente.Classe
		want   []string
	}{
		{nil, nil, before},
		{types(ente.Comune), nil, []string{"comune/fino_5000"}},
		{types(ente.Unione), nil, []string{"unione"}},
		{nil, classes(ente.Fino15000), []string{"comune/5001_15000", "unione"}},
		{nil, classes(), []string{"comune", "unione"}},
		{types(), nil, []string{}},
		{types(), classes(ente.Fino5000), []string{"comune/fino_5000"}},
	} {
		b := Bando{Beneficiari: Beneficiari([]ente.Tipo{ente.Comune, ente.Unione}, []ente.Classe{ente.Fino5000})}
		if err := b.Restrict(c.tipi, c.classi); err != nil || !slices.Equal(b.Ammessi(), c.want) {
			t.Errorf("%d: %q (%v), want %q", i, b.Ammessi(), err, c.want)
		}
	}
	b := Bando{Beneficiari: Beneficiari([]ente.Tipo{ente.Unione}, nil)}
	if err := b.Restrict(nil, classes(ente.Fino5000)); err == nil {
		t.Error("classes without comuni are taken")
	}
}

func TestEdit_WhatIsRecordedBoundsOnlyTheRulesThatChange(t *testing.T) {
	inside(t, func(o *office) {
		b := o.call(Bando{Codice: "SW", QuotaMax: 5000}, "2020-04-02", 200_000)
		_, err := AddCategoria(o.ctx, o.tx, b, Categoria{Codice: "formazione", Ammissibile: true, Natura: Corrente})
		o.must(err)
		// More than the half that the call grants: somebody else decided so.
		o.project(b, 100_000, 70_000, "2020-05-01")
		o.project(b, 100_000, 50_000, "2020-05-01")
		b.Note = "una nota"
		b, err = Edit(o.ctx, o.tx, b)
		o.must(err)
		edit := func(change func(b *Bando)) error {
			c := b
			change(&c)
			_, err := Edit(o.ctx, o.tx, c)
			return err
		}
		o.refused(edit(func(b *Bando) { b.QuotaMax = 6000 }), "cannot have that limit", "grant of 1 project")
		o.refused(edit(func(b *Bando) { b.ContributoMax = euro.Euro(49_999) }), "grants of 2 projects")
		o.refused(edit(func(b *Bando) { b.Natura = Investimento }), "category formazione")
		o.must(edit(func(b *Bando) { b.QuotaMax, b.ContributoMax, b.Natura = 7000, euro.Euro(70_000), Corrente }))
		stored, err := Find(o.ctx, o.tx, "SW")
		o.must(err)
		if stored.QuotaMax != 7000 || stored.Note != "una nota" {
			t.Errorf("stored %+v", stored)
		}
	})
}

func TestCategoria_TheNatureIsThatOfTheCall(t *testing.T) {
	inside(t, func(o *office) {
		b := o.call(Bando{Codice: "SW", Natura: Corrente}, "", 0)
		c, err := AddCategoria(o.ctx, o.tx, b, Categoria{Codice: "Servizi Cloud", Ammissibile: true})
		o.must(err)
		if c.Codice != "servizi_cloud" || c.Natura != Corrente || c.Bando != "SW" {
			t.Errorf("added %+v", c)
		}
		for words, c := range map[string]Categoria{
			"already has":             {Codice: "servizi-cloud", Natura: Corrente},
			"admits only corrente":    {Codice: "device", Ammissibile: true, Natura: Investimento},
			"needs a nature":          {Codice: "device"},
			"cannot be the code of a": {Codice: "è", Natura: Corrente},
		} {
			_, err := AddCategoria(o.ctx, o.tx, b, c)
			o.refused(err, words)
		}
		_, err = AddCategoria(o.ctx, o.tx, b, Categoria{Codice: "device", Natura: Investimento})
		o.must(err)
		_, err = FindCategoria(o.ctx, o.tx, b, "viaggi")
		o.refused(err, "no category of spending", "viaggi")
		list, err := Categorie(o.ctx, o.tx, b.ID)
		o.must(err)
		if got := Ammissibili(list); !slices.Equal(got, []string{"servizi_cloud"}) || len(list) != 2 {
			t.Errorf("admissible %q of %+v", got, list)
		}
		o.must(RemoveCategoria(o.ctx, o.tx, c))
	})
}

func TestTema_OnlyUnusedOnesAreTakenOut(t *testing.T) {
	inside(t, func(o *office) {
		b := o.call(Bando{Codice: "SW"}, "2020-04-02", 100)
		for _, x := range []Tema{{Codice: "cloud", Titolo: "Cloud"}, {Codice: "team", Titolo: "Team", Dimensione: "processi"}} {
			_, err := AddTema(o.ctx, o.tx, b, x)
			o.must(err)
		}
		_, err := AddTema(o.ctx, o.tx, b, Tema{Codice: "spazi", Titolo: "Spazi", Dimensione: "altro"})
		o.refused(err, "altro")
		o.project(b, 100, 70, "2020-05-01")
		_, err = o.tx.Exec(o.ctx, `INSERT INTO progetto_tema (progetto_id, tema_id) SELECT p.id, t.id FROM progetto p, bando_tema t WHERE t.codice = 'cloud'`)
		o.must(err)
		themes, err := FindTemi(o.ctx, o.tx, b, []string{"Cloud", "cloud", "TEAM"})
		o.must(err)
		if len(themes) != 2 || themes[0].Progetti != 1 {
			t.Errorf("found %+v", themes)
		}
		o.refused(RemoveTema(o.ctx, o.tx, themes[0]), "1 project has it")
		o.must(RemoveTema(o.ctx, o.tx, themes[1]))
		_, err = FindTemi(o.ctx, o.tx, b, []string{"team"})
		o.refused(err, "no theme", "team")
		o.refused(Remove(o.ctx, o.tx, b), "in use", "1 project")
	})
}
