package bando

import (
	"testing"

	"github.com/dtctl/dtctl/internal/ente"
)

func TestStatoAl_TheActsAndTheLastDaySayIt(t *testing.T) {
	b := Bando{Scade: moment("2020-07-31 18:00")}
	acts := []Atto{{Stato: Pubblicato, Data: day("2020-04-02")}, {Stato: Istruttoria, Data: day("2020-09-02")}, {Stato: Concluso, Data: day("2021-01-15")}}
	for on, want := range map[string]Stato{
		"2020-04-01": Bozza, "2020-04-02": Pubblicato, "2020-07-31": Pubblicato, "2020-08-01": Chiuso,
		"2020-09-02": Istruttoria, "2021-01-14": Istruttoria, "2021-01-15": Concluso,
	} {
		if got := b.StatoAl(acts, day(on)); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	if got := (Bando{}).StatoAl(acts[:1], day("2030-01-01")); got != Pubblicato {
		t.Errorf("without an end: %s", got)
	}
}

func TestClose_GoesForwardOnly(t *testing.T) {
	inside(t, func(o *office) {
		b := o.call(Bando{Codice: "SW", Scade: moment("2020-07-31 18:00")}, "", 0)
		closing := func(state Stato, on string) error { return Close(o.ctx, o.tx, b, Atto{Stato: state, Data: day(on)}) }
		o.refused(closing(Chiuso, "2020-08-01"), "not published yet")
		o.refused(Publish(o.ctx, o.tx, b, day("2020-08-01"), ""), "dates out of order", "2020-07-31 18:00")
		o.must(Publish(o.ctx, o.tx, b, day("2020-04-02"), "delibera 1"))
		o.refused(closing(Esaurito, "2020-04-01"), "it is pubblicato on 2020-04-02")
		o.must(closing(Esaurito, "2020-06-30"))
		o.refused(closing(Esaurito, "2020-07-01"), "is esaurito since 2020-06-30")
		o.must(closing(Istruttoria, "2020-09-01"))
		o.refused(closing(Chiuso, "2020-07-31"), "is istruttoria since 2020-09-01")
		o.refused(closing(Concluso, "2020-08-31"), "cannot be concluso on 2020-08-31")
		o.refused(Publish(o.ctx, o.tx, b, day("2020-07-01"), ""), "it is esaurito on 2020-06-30")
		// The act of the publication stays where only its day is corrected.
		o.must(Publish(o.ctx, o.tx, b, day("2020-04-03"), ""))
		acts, err := Atti(o.ctx, o.tx, b.ID)
		o.must(err)
		if len(acts) != 3 || acts[0] != (Atto{Stato: Pubblicato, Data: day("2020-04-03"), Atto: "delibera 1"}) || acts[2].Stato != Istruttoria {
			t.Errorf("acts %+v", acts)
		}
	})
}

func TestIsOpenAt_OnlyHoursThatAreKnownCount(t *testing.T) {
	b := Bando{Apre: moment("2020-04-02 10:00"), Scade: moment("2020-07-31 18:00")}
	for m, want := range map[string]bool{
		"2020-04-01": false, "2020-04-02": true, "2020-04-02 09:59": false, "2020-04-02 10:00": true,
		"2020-07-31": true, "2020-07-31 18:00": true, "2020-07-31 18:00:01": false, "2020-08-01": false,
	} {
		if got := b.IsOpenAt(moment(m)); got != want {
			t.Errorf("open on %s: %t", m, got)
		}
	}
}

func TestMatch_ByTypeAndClassOnTheDay(t *testing.T) {
	inside(t, func(o *office) {
		small := []ente.Classe{ente.Fino5000}
		o.call(Bando{Codice: "TUTTI"}, "2020-01-01", 0)
		o.call(Bando{Codice: "PICCOLI", Scade: moment("2020-12-31"), Beneficiari: Beneficiari(nil, small)}, "2020-01-01", 0)
		o.call(Bando{Codice: "MISTO", Scade: moment("2020-06-30"), Beneficiari: Beneficiari([]ente.Tipo{ente.Unione, ente.Comune}, small)}, "2020-01-01", 0)
		o.call(Bando{Codice: "COMUNI", Scade: moment("2020-06-30 12:00"), Beneficiari: Beneficiari([]ente.Tipo{ente.Comune}, nil)}, "2020-01-01", 0)
		o.call(Bando{Codice: "BOZZA"}, "", 0)
		o.call(Bando{Codice: "DOPO", Apre: moment("2020-06-01")}, "2020-01-01", 0)
		gone := o.call(Bando{Codice: "ESAURITO"}, "2020-01-01", 0)
		o.must(Close(o.ctx, o.tx, gone, Atto{Stato: Esaurito, Data: day("2020-05-01")}))
		people := func(n int64) *int64 { return &n }
		for _, c := range []struct {
			e    ente.Ente
			on   string
			want string
		}{
			{ente.Ente{Tipo: ente.Comune, Popolazione: people(5000)}, "2020-05-31", "MISTO COMUNI PICCOLI TUTTI "},
			{ente.Ente{Tipo: ente.Comune, Popolazione: people(5001)}, "2020-05-31", "COMUNI TUTTI "},
			{ente.Ente{Tipo: ente.Comune}, "2020-05-31", "COMUNI TUTTI "},
			{ente.Ente{Tipo: ente.Unione}, "2020-05-31", "MISTO TUTTI "},
			{ente.Ente{Tipo: ente.Provincia}, "2020-06-01", "DOPO TUTTI "},
			{ente.Ente{Tipo: ente.Unione}, "2020-07-01", "DOPO TUTTI "},
			{ente.Ente{Tipo: ente.Unione}, "2020-04-30", "MISTO ESAURITO TUTTI "},
			{ente.Ente{Tipo: ente.Unione}, "2019-12-31", ""},
		} {
			found, err := Match(o.ctx, o.tx, c.e, day(c.on))
			o.must(err)
			got := ""
			for _, q := range found {
				got += q.Codice + " "
			}
			if got != c.want {
				t.Errorf("%s on %s: %q, want %q", c.e.Tipo, c.on, got, c.want)
			}
		}
		ended := ente.Ente{Tipo: ente.Comune, Denominazione: "Tresigallo"}
		ended.Al = day("2018-12-31")
		_, err := Match(o.ctx, o.tx, ended, day("2020-05-31"))
		o.refused(err, "Tresigallo", "does not exist on 2020-05-31")
	})
}
