package progetto

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
)

const seed = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est'),
	(11, '11', 'MH', 'MAR', 'IT-57', 'r_marche', 'Marche', 'marche', 'Centro');
INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo) VALUES
	(36, '036', '036', 'MO', 8, 'Modena', 'modena', 'provincia'), (99, '099', '099', 'RN', 8, 'Rimini', 'rimini', 'provincia'),
	(41, '041', '041', 'PU', 11, 'Pesaro e Urbino', 'pesaro e urbino', 'provincia');
INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione, dal, al) VALUES
	(1, 'unione', 'Distretto Ceramico', 'distretto ceramico', 'c_i462a', 0, NULL, NULL),
	(2, 'comune', 'Sassuolo', 'sassuolo', 'c_i462', 0, NULL, NULL),
	(3, 'comune', 'Montecopiolo', 'montecopiolo', 'c_f478', 0, NULL, NULL),
	(4, 'regione', 'Regione', 'regione', 'r_emiro', 0, NULL, NULL);
INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, capoluogo, dal, al) VALUES
	(1, 8, 36, 0, NULL, NULL), (2, 8, 36, 0, NULL, NULL), (3, 11, 41, 0, NULL, '2021-06-16'), (3, 8, 99, 0, '2021-06-17', NULL),
	(4, 8, NULL, 0, NULL, NULL);
`

func today() periodo.Data { return periodo.MustParse("2026-11-21") }

// office is a database with a call of 100,000 euro: 70% of the cost, at most
// 60,000 a project, current spending.
type office struct {
	*testing.T
	ctx  context.Context
	tx   *db.Tx
	call bando.Bando
}

// inside runs fn in an office whose changes are thrown away.
func inside(t *testing.T, fn func(o *office)) {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, seed); err != nil {
			return err
		}
		o := &office{T: t, ctx: ctx, tx: tx}
		o.openCall()
		fn(o)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) openCall() {
	o.Helper()
	b, err := bando.Add(o.ctx, o.tx, bando.Bando{
		Codice: "SW", Titolo: "Smart Working", Gestione: bando.Propria, Natura: bando.Corrente, QuotaMax: 7000,
		ContributoMax: euro.Euro(60_000), Apre: periodo.MustParseMomento("2020-04-02"), Scade: periodo.MustParseMomento("2020-07-31 18:00"),
		Beneficiari: bando.Beneficiari([]ente.Tipo{ente.Comune, ente.Unione}, nil),
	})
	o.must(err)
	o.call = b
	o.must(bando.Publish(o.ctx, o.tx, b, periodo.MustParse("2020-04-02"), "DGR 300/2020"))
	o.must(bando.Refinance(o.ctx, o.tx, b, bando.Dotazione{Data: periodo.MustParse("2020-04-02"), Importo: euro.Euro(100_000), Atto: "DGR 300/2020"}))
	for _, c := range []bando.Categoria{
		{Codice: "formazione", Ammissibile: true, Natura: bando.Corrente}, {Codice: "device", Natura: bando.Investimento},
	} {
		_, err := bando.AddCategoria(o.ctx, o.tx, b, c)
		o.must(err)
	}
}

func amount(n int64) *euro.Importo {
	a := euro.Euro(n)
	return &a
}

// project adds a project of an ente that costs and requests so much.
func (o *office) project(code string, enteID, cost, requested int64) Progetto {
	o.Helper()
	p, err := Add(o.ctx, o.tx, Progetto{Codice: code, BandoID: o.call.ID, EnteID: enteID, Titolo: "Uno", Costo: amount(cost), Richiesto: amount(requested)}, nil)
	o.must(err)
	return p
}

// move takes a step that must succeed, or be refused with the given words.
func (o *office) move(p Progetto, verb, on string, m Mossa, refusal ...string) Progetto {
	o.Helper()
	m.Passo, m.Quando, m.Oggi = PassoDi(verb), periodo.MustParseMomento(on), today()
	next, _, err := Move(o.ctx, o.tx, p, m)
	if len(refusal) == 0 {
		o.must(err)
		return next
	}
	o.refused(err, refusal...)
	return p
}

func (o *office) refused(err error, words ...string) {
	o.Helper()
	if err == nil {
		o.Errorf("not refused: %q", words)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			o.Errorf("%q does not say %q", err, w)
		}
	}
}

func TestMove_AProjectGoesThroughItsLife(t *testing.T) {
	inside(t, func(o *office) {
		p := o.project("UNO", 1, 100_000, 60_000)
		p = o.move(p, "present", "2020-04-20 10:30", Mossa{Atto: "prot. 1"})
		p = o.move(p, "admit", "2020-05-11", Mossa{Atto: "det. 2"})
		if p.Stato != AmmessoFinanziato || p.Concesso != euro.Euro(60_000) || *p.Ammesso != euro.Euro(60_000) {
			t.Errorf("admitted: %+v", p)
		}
		for _, step := range []struct{ verb, on string }{
			{"start", "2020-06-01"}, {"advance", "2020-09-01"}, {"conclude", "2021-03-01"}, {"account", "2021-05-01"},
		} {
			p = o.move(p, step.verb, step.on, Mossa{})
		}
		p = o.move(p, "settle", "2021-06-01", Mossa{Importo: amount(55_000)})
		if p.Stato != Liquidato || p.Concesso != euro.Euro(55_000) || p.Liberato != euro.Euro(5_000) {
			t.Errorf("settled: %s, granted %s, freed %s", p.Stato, p.Concesso, p.Liberato)
		}
		fund, err := bando.FundOf(o.ctx, o.tx, o.call.ID)
		o.must(err)
		for day, want := range map[string]euro.Importo{"2020-05-10": euro.Euro(40_000), "2021-05-31": euro.Euro(40_000), "2021-06-01": euro.Euro(45_000)} {
			if got := fund.Available(periodo.MustParse(day)); got != want {
				t.Errorf("available on %s: %s, want %s", day, got, want)
			}
		}
		o.move(p, "start", "2021-07-01", Mossa{}, "UNO is liquidato")
	})
}

func TestMove_WhatTheCallRefusesIsRefused(t *testing.T) {
	inside(t, func(o *office) {
		p := o.project("UNO", 2, 100_000, 80_000)
		o.move(p, "admit", "2020-05-01", Mossa{}, "is bozza", "presentato")
		o.move(p, "present", "2020-04-01", Mossa{}, "not published")
		o.move(p, "present", "2020-07-31 18:01", Mossa{}, "until 2020-07-31 18:00")
		o.move(p, "present", "2027-01-01", Mossa{}, "in the future")
		p = o.move(p, "present", "2020-07-31 18:00", Mossa{})
		o.move(p, "admit", "2020-07-30", Mossa{}, "dates out of order")
		o.move(p, "admit", "2020-08-01", Mossa{Importo: amount(80_001)}, "granted ≤ requested", "80001.00", "80000.00")
		o.move(p, "admit", "2020-08-01", Mossa{Importo: amount(60_001)}, "greatest contribution", "60001.00", "60000.00")
		p = o.move(p, "admit", "2020-08-01", Mossa{Importo: amount(60_000)})
		q := o.project("DUE", 1, 80_000, 57_000)
		q = o.move(q, "present", "2020-05-01", Mossa{})
		o.move(q, "admit", "2020-08-01", Mossa{Importo: amount(57_000)}, "share of the cost", "57000.00", "70%", "80000.00")
		o.move(q, "admit", "2020-08-01", Mossa{Importo: amount(40_001)}, "granted ≤ endowment", "100000.00", "60000.00", "40000.00", "40001.00")
		// Money that a later day will bring is not there before.
		o.must(bando.Refinance(o.ctx, o.tx, o.call, bando.Dotazione{Data: periodo.MustParse("2020-09-01"), Importo: euro.Euro(10_000)}))
		o.move(q, "admit", "2020-08-31", Mossa{Importo: amount(40_001)}, "granted ≤ endowment")
		q = o.move(q, "admit", "2020-09-01", Mossa{Importo: amount(50_000)})
		region := o.project("TRE", 4, 10, 7)
		o.move(region, "present", "2020-05-01", Mossa{}, "may not apply")
		region = o.move(region, "present", "2020-05-01", Mossa{Deroga: "delibera 9"})
		if acts, err := Atti(o.ctx, o.tx, region.ID); err != nil || acts[0].Deroga != "delibera 9" {
			t.Errorf("%+v, %v", acts, err)
		}
		_, _ = p, q
	})
}

func TestScorri_FreedMoneyGoesToTheNextInTheRanking(t *testing.T) {
	inside(t, func(o *office) {
		score := func(n int64) *int64 { n *= 100; return &n }
		first := o.move(o.project("UNO", 1, 100_000, 60_000), "present", "2020-05-01", Mossa{})
		second := o.move(o.project("DUE", 2, 100_000, 60_000), "present", "2020-05-02", Mossa{})
		third := o.move(o.project("TRE", 3, 20_000, 10_000), "present", "2020-05-03", Mossa{})
		first = o.move(first, "admit", "2020-08-01", Mossa{Punteggio: score(90)})
		o.move(second, "admit", "2020-08-01", Mossa{SenzaFondi: true, Punteggio: score(80)})
		o.move(third, "admit", "2020-08-01", Mossa{SenzaFondi: true, Punteggio: score(70)})
		m := Mossa{Quando: periodo.MustParseMomento("2020-10-01"), Oggi: today(), Atto: "det. 7"}
		// 40,000 are left: the third would fit, but the second comes first.
		_, err := Scorri(o.ctx, o.tx, o.call, m, false)
		o.refused(err, "40000.00", "DUE", "60000.00")
		o.move(first, "renounce", "2020-09-30", Mossa{})
		funded, err := Scorri(o.ctx, o.tx, o.call, m, false)
		o.must(err)
		if len(funded) != 2 || funded[0].Codice != "DUE" || funded[1].Codice != "TRE" || funded[0].Concesso != euro.Euro(60_000) {
			t.Errorf("funded %+v", funded)
		}
		_, err = Scorri(o.ctx, o.tx, o.call, m, false)
		o.refused(err, "no project")
	})
}

func TestGraduatoria_WhatARuleForbidsStopsIt(t *testing.T) {
	inside(t, func(o *office) {
		for i, code := range []string{"UNO", "DUE", "TRE"} {
			p := o.move(o.project(code, int64(i+1), 100_000, int64(10_000+i*5_000)), "present", "2020-05-01", Mossa{})
			o.move(p, "admit", "2020-08-01", Mossa{SenzaFondi: true})
		}
		// A file of others may lower a limit under what was found admissible.
		o.call.ContributoMax = euro.Euro(14_999)
		_, err := o.tx.Exec(o.ctx, `UPDATE bando SET contributo_max_cent = ?`, o.call.ContributoMax)
		o.must(err)
		places, _, err := Graduatoria(o.ctx, o.tx, o.call, today())
		o.must(err)
		for i, want := range []bool{true, false, false} {
			if places[i].Finanziabile != want {
				t.Errorf("%s: %t", places[i].Codice, places[i].Finanziabile)
			}
		}
		m := Mossa{Quando: periodo.MustParseMomento("2020-10-01"), Oggi: today()}
		given, err := Scorri(o.ctx, o.tx, o.call, m, false)
		o.must(err)
		if len(given) != 1 || given[0].Codice != "UNO" {
			t.Errorf("%+v", given)
		}
		_, err = Scorri(o.ctx, o.tx, o.call, m, false)
		o.refused(err, "greatest contribution", "15000.00", "14999.00")
	})
}

func TestErogazione_WhatIsPaidNeverExceedsTheGrantUnsaid(t *testing.T) {
	inside(t, func(o *office) {
		p := o.move(o.project("UNO", 1, 100_000, 60_000), "present", "2020-05-01", Mossa{})
		pay := func(n int64, on string, tipo TipoErogazione) error {
			p, err := Find(o.ctx, o.tx, "UNO")
			o.must(err)
			_, err = SaveErogazione(o.ctx, o.tx, p, Erogazione{Tipo: tipo, Importo: euro.Euro(n), Data: periodo.MustParse(on)}, today())
			return err
		}
		o.refused(pay(1, "2020-08-02", Acconto), "UNO is presentato", "is paid")
		p = o.move(p, "admit", "2020-08-01", Mossa{})
		o.refused(pay(1, "2020-07-31", Acconto), "dates out of order")
		o.refused(pay(60_001, "2020-08-02", Acconto), "paid ≤ granted", "60000.00", "60001.00", "1.00")
		o.must(pay(40_000, "2020-08-02", Acconto))
		o.refused(pay(20_001, "2020-08-03", Saldo), "paid ≤ granted", "40000.00")
		step := Mossa{Passo: PassoDi("revoke"), Quando: periodo.MustParseMomento("2020-12-01"), Oggi: today(), Importo: amount(30_000)}
		p, notes, err := Move(o.ctx, o.tx, p, step)
		o.must(err)
		if p.Stato != AmmessoFinanziato || p.Concesso != euro.Euro(30_000) || len(notes) != 1 || !strings.Contains(notes[0].String(), "10000.00 euro") {
			t.Errorf("partly revoked: %s %s %v", p.Stato, p.Concesso, notes)
		}
		found, err := Check(o.ctx, o.tx, o.call.ID)
		o.must(err)
		if len(found) != 2 || found[0].Regola != "pagato_oltre_concesso" || found[1].Regola != "cup_mancante" {
			t.Errorf("found %+v", found)
		}
		o.refused(pay(-40_001, "2021-01-01", Recupero), "recovered ≤ paid")
		o.must(pay(-10_000, "2021-01-01", Recupero))
		if p, err := Find(o.ctx, o.tx, "UNO"); err != nil || p.Erogato != euro.Euro(30_000) || p.Residuo() != 0 {
			t.Errorf("paid %s, %v", p.Erogato, err)
		}
	})
}

func TestSpesa_WhatTheCallDoesNotAdmitIsRefused(t *testing.T) {
	inside(t, func(o *office) {
		p := o.move(o.project("UNO", 1, 100_000, 60_000), "present", "2020-05-01", Mossa{})
		spend := Spesa{Importo: euro.Euro(2_000), Data: periodo.MustParse("2020-09-01")}
		_, err := SaveSpesa(o.ctx, o.tx, p, spend, "formazione", today())
		o.refused(err, "presentato")
		p = o.move(p, "admit", "2020-08-01", Mossa{})
		_, err = SaveSpesa(o.ctx, o.tx, p, spend, "device", today())
		o.refused(err, "inadmissible spending", "device", "corrente", "2000.00")
		_, err = SaveSpesa(o.ctx, o.tx, p, spend, "viaggi", today())
		o.refused(err, "no category", "viaggi")
		s, err := SaveSpesa(o.ctx, o.tx, p, spend, "Formazione", today())
		o.must(err)
		if list, err := Spese(o.ctx, o.tx, FilterSpese{ProgettoID: p.ID}); err != nil || len(list) != 1 || list[0] != s {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestFind_TheRegionIsThatOfTheDayOfTheApplication(t *testing.T) {
	inside(t, func(o *office) {
		for code, want := range map[string]string{"PRIMA": "MH PU", "DOPO": "ER RN"} {
			on := map[string]string{"PRIMA": "2020-06-16 23:00", "DOPO": "2021-06-17 00:10"}[code]
			p := o.project(code, 3, 10, 7)
			o.move(p, "present", on, Mossa{Deroga: "prova"})
			p, err := Find(o.ctx, o.tx, code)
			o.must(err)
			if got := p.Regione + " " + p.Provincia; got != want {
				t.Errorf("%s is of %s, want %s", code, got, want)
			}
		}
	})
}

func TestAdd_CodesAreChecked(t *testing.T) {
	inside(t, func(o *office) {
		for _, p := range []Progetto{
			{Codice: "12"}, {Codice: "J31G20000300002"}, {Codice: "È"}, {CUP: "J31"}, {CIG: "1"}, {Fase: "fine"}, {Costo: amount(1), Richiesto: amount(2)},
		} {
			p.BandoID, p.EnteID = o.call.ID, 1
			if _, err := Add(o.ctx, o.tx, p, nil); err == nil {
				t.Errorf("taken: %+v", p)
			}
		}
		p, err := Add(o.ctx, o.tx, Progetto{BandoID: o.call.ID, EnteID: 1, CUP: "j31g20000300002", CIG: "8527277398"}, nil)
		o.must(err)
		if found, err := Find(o.ctx, o.tx, "J31G20000300002"); err != nil || found.ID != p.ID {
			t.Errorf("%+v, %v", found, err)
		}
		if notes, err := Observed(o.ctx, o.tx, p); err != nil || len(notes) != 1 {
			t.Errorf("%v, %v", notes, err)
		}
	})
}
