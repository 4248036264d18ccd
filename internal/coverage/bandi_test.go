package coverage

import (
	"context"
	"slices"
	"testing"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/programma"
)

// call adds a call for the kinds of ente given, for all without.
func (w *world) call(codice string, who ...bando.Beneficiario) bando.Bando {
	w.t.Helper()
	var added bando.Bando
	w.update(func(ctx context.Context, tx *db.Tx) (err error) {
		added, err = bando.Add(ctx, tx, bando.Bando{Codice: codice, Titolo: codice, Gestione: bando.Propria, Beneficiari: who})
		return err
	})
	return added
}

// applies adds a project of a call that an ente leads and others are of, which
// was presented on a day and refused on another, where there is one.
func (w *world) applies(b bando.Bando, lead int64, on, refused string, others ...int64) {
	w.t.Helper()
	w.next++
	s := progetto.Scheda{
		Progetto: progetto.Progetto{
			ID: w.next, BandoID: b.ID, EnteID: lead, Stato: progetto.Presentato, PresentatoIl: periodo.MustParseMomento(on + " 10:00"),
		},
		Atti: []progetto.Atto{{Stato: progetto.Presentato, Data: day(on)}},
	}
	if refused != "" {
		s.Stato = progetto.NonAmmesso
		s.Atti = append(s.Atti, progetto.Atto{Stato: progetto.NonAmmesso, Data: day(refused)})
	}
	for i, id := range others {
		s.Partecipi = append(s.Partecipi, progetto.Partecipe{EnteID: id, Ruolo: progetto.Ruoli()[i%2]})
	}
	w.update(func(ctx context.Context, tx *db.Tx) error { return progetto.Load(ctx, tx, []progetto.Scheda{s}) })
}

func TestBando_TheLeadIsCoveredAndOthersOnlyWhenAsked(t *testing.T) {
	w := newWorld(t)
	u := w.ente(ente.Unione, "Unione Valli", "BO", "", "")
	imola, dozza, medicina := w.comune("Imola", "BO"), w.comune("Dozza", "BO"), w.comune("Medicina", "BO")
	b := w.call("SW")
	w.applies(b, u, "2021-03-01", "", imola, dozza)
	w.applies(b, imola, "2021-04-01", "2021-06-01")
	w.applies(b, imola, "2021-04-02", "2021-05-01")
	q := w.of("bando", false, "2021-07-15")
	for on, want := range map[string][2]Row{
		"2021-02-28": {{Misurati: 4}, {Misurati: 4}},
		"2021-03-01": {{Misurati: 4, Diretti: 1}, {Misurati: 4, Diretti: 1, Tramite: 2}},
		"2021-05-31": {{Misurati: 4, Diretti: 2}, {Misurati: 4, Diretti: 2, Tramite: 1}},
		"2021-06-01": {{Misurati: 4, Diretti: 1}, {Misurati: 4, Diretti: 1, Tramite: 2}},
	} {
		q.Filter.AsOf = day(on)
		for i, concerned := range []bool{false, true} {
			q.Bandi.Interessati = concerned
			if got := w.compute(q).Totals[0]; got != want[i] {
				t.Errorf("%s, concerned %t: %+v, want %+v", on, concerned, got, want[i])
			}
		}
	}
	q.Filter.AsOf = day("2021-07-15")
	if missing := w.missing(q); len(missing) != 1 || missing[0].EnteID != medicina {
		t.Errorf("missing %+v", missing)
	}
	q.Per = PerTipo
	if got, want := groups(w.compute(q)), []string{"comune 2/3", "unione 1/1"}; !slices.Equal(got, want) {
		t.Errorf("by type %v, want %v", got, want)
	}
	points, err := w.trend(q, "2021-02-28", "2021-06-30", Mese)
	if err != nil || len(points.Punti) != 6 || points.Punti[0].Totals[0].Coperti() != 0 || points.Punti[5].Totals[0].Coperti() != 3 {
		t.Errorf("trend %+v, %v", points.Punti, err)
	}
}

// The universe of one call is who may apply for it, whatever the usual types are.
func TestBando_OneCallIsMeasuredAgainstWhoMayApply(t *testing.T) {
	w := newWorld(t)
	u := w.ente(ente.Unione, "Unione Valli", "BO", "", "")
	ausl := w.ente(ente.AUSL, "AUSL", "BO", "", "")
	small, large := w.comune("Dozza", "BO"), w.comune("Imola", "BO")
	w.comune("Ignota", "FE")
	w.residents(small, 6_000, "2021-01-01")
	w.residents(large, 70_000, "2021-01-01")
	all := w.call("TUTTI")
	pnrr := w.call("PNRR", bando.Beneficiario{Tipo: ente.Comune, Classe: ente.Fino15000}, bando.Beneficiario{Tipo: ente.AUSL})
	w.applies(all, u, "2021-03-01", "")
	w.applies(pnrr, small, "2021-03-01", "", large)
	w.applies(pnrr, ausl, "2021-03-01", "")
	dc := w.programme("DC", programma.Ambito{Regioni: []int64{8}})
	for _, c := range []struct {
		what   string
		change func(q *Question)
		want   string
	}{
		{"no call", func(*Question) {}, "2/4"},
		{"a call for all", func(q *Question) { q.Bandi.Bando = all }, "1/4"},
		{"a call for some", func(q *Question) { q.Bandi.Bando = pnrr }, "2/2"},
		{"the concerned may not apply", func(q *Question) { q.Bandi = Bandi{pnrr, true} }, "2/2"},
		{"by residents", func(q *Question) { q.Bandi.Bando, q.Peso = pnrr, PerPopolazione }, "6000/6000"},
		{"a type that may apply", func(q *Question) { q.Bandi.Bando, q.Filter.Tipi = pnrr, []ente.Tipo{ente.AUSL} }, "1/1"},
		{"a type that may not", func(q *Question) { q.Bandi.Bando, q.Filter.Tipi = pnrr, []ente.Tipo{ente.Unione} }, "0/0"},
		{"a class that may not", func(q *Question) { q.Bandi.Bando, q.Filter.Classi = pnrr, []ente.Classe{ente.NonNota, ente.Oltre50000} }, "1/1"},
		{"the usual types of a programme", func(q *Question) { q.Bandi.Bando, q.Programma.ID = pnrr, dc }, "1/1"},
	} {
		q := w.of("bando", false, "2021-07-15")
		c.change(&q)
		if got := figure(w.compute(q)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestCompare_AsksWhatWasAskedOfACall(t *testing.T) {
	w := newWorld(t)
	imola, dozza := w.comune("Imola", "BO"), w.comune("Dozza", "BO")
	b := w.call("SW", bando.Beneficiario{Tipo: ente.Comune})
	w.applies(b, imola, "2021-03-01", "", dozza)
	q := w.of("bando", false, "2021-07-15")
	q.Bandi = Bandi{b, true}
	if err := w.save(q, "press"); err != nil {
		t.Fatal(err)
	}
	w.applies(w.call("ALTRO"), dozza, "2021-03-01", "")
	i, err := w.compareWith("press")
	if err != nil {
		t.Fatal(err)
	}
	want := Row{Misurati: 2, Diretti: 1, Tramite: 1}
	if now := i.Now.Question.Bandi; i.SavedTotals[0] != want || i.Now.Totals[0] != want || !now.Interessati || now.Bando.Codice != "SW" || len(now.Bando.Beneficiari) != 1 {
		t.Errorf("then %+v, now %+v of %+v", i.SavedTotals, i.Now.Totals, now)
	}
	for _, table := range []string{"progetto_ente", "progetto_atto", "progetto", "bando_beneficiario", "bando"} {
		w.exec(`DELETE FROM ` + table)
	}
	if _, err := w.compareWith("press"); err == nil {
		t.Error("the call is gone")
	}
}

// TestBando_ARegionIsReadThroughItsIndexes keeps the price of a region from
// being that of every project.
func TestBando_ARegionIsReadThroughItsIndexes(t *testing.T) {
	w := nation(t, 10)
	b := w.call("SW", bando.Beneficiario{Tipo: ente.Comune, Classe: ente.NonNota})
	w.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		INSERT INTO progetto (id, bando_id, ente_id, concesso_cent, liberato_cent, presentato_il, stato)
		SELECT 100000 + i, ?, 1001 + i % 8000, 0, 0, '2021-03-01', 'presentato' FROM n`, b.ID)
	w.exec(`INSERT INTO progetto_atto (progetto_id, stato, data, concesso_cent) SELECT id, 'presentato', '2021-03-01', 0 FROM progetto`)
	w.exec(`INSERT INTO progetto_ente (progetto_id, ente_id, ruolo) SELECT id, 1001 + (id + 1) % 8000, 'partner' FROM progetto`)
	for _, statistics := range []string{`SELECT 1`, `ANALYZE`} {
		w.exec(statistics)
		for _, asked := range []Bandi{{}, {Interessati: true}, {Bando: b}, {b, true}} {
			q := w.of("bando", false, "2021-07-15")
			q.Filter.Regioni, q.Bandi = []int64{108}, asked
			var members []member
			w.view(func(ctx context.Context, tx *db.Tx) (err error) {
				members, err = universe(ctx, tx, scopeOf(q, programma.Ambito{}), q)
				return err
			})
			if len(members) != 400 {
				t.Errorf("%d enti", len(members))
			}
			sql, args := bandiQuery(members, q)
			w.wantNoScan("projects", sql, args)
		}
	}
}
