package coverage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/programma"
)

// edition adds a course with one edition and returns what restricts enrolments
// to it.
func (w *world) edition(codice string) Corsi {
	w.t.Helper()
	w.next++
	w.exec(`INSERT INTO corso (id, codice, titolo, norma, destinatari) VALUES (?, ?, ?, ?, 'dipendenti')`,
		w.next, codice, codice, strings.ToLower(codice))
	w.exec(`INSERT INTO edizione (id, corso_id, numero) VALUES (?, ?, 1)`, w.next+1000, w.next)
	return Corsi{EdizioneID: w.next + 1000, Codice: codice + "/1"}
}

// person adds a person and returns its id.
func (w *world) person() int64 {
	w.t.Helper()
	w.next++
	w.exec(`INSERT INTO persona (id, cognome, nome, norma) VALUES (?, 'Rossi', 'Anna', 'rossi anna')`, w.next)
	return w.next
}

// enrol enrols a person for an ente on 1 March 2021; on is the day on which the
// state came about, empty where it is not known.
func (w *world) enrol(c Corsi, persona, enteID int64, stato, on string) {
	w.t.Helper()
	var completed, withdrawn string
	switch stato {
	case "completato":
		completed = on
	case "ritirato":
		withdrawn = on
	}
	w.exec(`INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, completato_il, ritirato_il, rilevato_il)
		VALUES (?, ?, ?, ?, '2021-03-01', nullif(?, ''), nullif(?, ''), '2021-12-31')`,
		c.EdizioneID, persona, enteID, stato, completed, withdrawn)
}

func (w *world) employees(id, n int64, on string) {
	w.t.Helper()
	w.exec(`INSERT INTO ente_dato (ente_id, grandezza, valore, data_rif, fonte) VALUES (?, 'dipendenti', ?, ?, '')`, id, n, on)
}

// sign adds a convention for a platform and returns its number.
func (w *world) sign(enteID int64, platform, dal, al string, covered ...int64) {
	w.t.Helper()
	w.next++
	w.exec(`INSERT INTO convenzione (id, tipo, ente_id, dal, al) VALUES (?, ?, ?, ?, nullif(?, ''))`, w.next, platform, enteID, dal, al)
	for _, id := range covered {
		w.exec(`INSERT INTO convenzione_ente (convenzione_id, ente_id) VALUES (?, ?)`, w.next, id)
	}
}

// of returns a question about a metric without roles.
func (w *world) of(metric string, per100 bool, on string) Question {
	w.t.Helper()
	m, err := FindMetric(metric, per100)
	if err != nil {
		w.t.Fatal(err)
	}
	return Question{
		Metric: m, Base: Diretta, Peso: PerEnte, Decimali: 1, Filter: ente.Filter{AsOf: day(on)}, Piattaforma: "SELF",
	}
}

func TestFormazione_AnEnteIsCoveredByOneEnrolmentThatCounts(t *testing.T) {
	w := newWorld(t)
	c := w.edition("TD")
	for i, stato := range []string{"iscritto", "in_corso", "completato", "non_completato", "ritirato", "annullata"} {
		id := w.comune(fmt.Sprint("Comune ", i), "BO")
		w.enrol(c, w.person(), id, stato, "2021-06-30")
		if stato == "annullata" {
			w.enrol(c, w.person(), id, "ritirato", "")
		}
	}
	q := w.of("formazione", false, "2021-07-15")
	w.wantFigure(q, "4/6")
	// Nobody had enrolled yet; and who withdrew later still took part.
	q.Filter.AsOf = day("2021-02-28")
	w.wantFigure(q, "0/6")
	q.Filter.AsOf = day("2021-06-29")
	w.wantFigure(q, "5/6")
}

func TestFormazione_OneCourseOrEditionAlone(t *testing.T) {
	w := newWorld(t)
	base, other := w.edition("TD"), w.edition("ALTRO")
	one, two := w.comune("Imola", "BO"), w.comune("Dozza", "BO")
	w.enrol(base, w.person(), one, "iscritto", "")
	w.enrol(other, w.person(), two, "iscritto", "")
	q := w.of("formazione", false, "2021-07-15")
	w.wantFigure(q, "2/2")
	q.Corsi = base
	w.wantFigure(q, "1/2")
	q.Corsi = Corsi{CorsoID: base.EdizioneID - 1000}
	w.wantFigure(q, "1/2")
}

func TestCoverage_Trap04_APersonOfTwoEntiIsInEachRowAndOnceInTheTotal(t *testing.T) {
	w := newWorld(t)
	first, second := w.edition("UNO"), w.edition("DUE")
	bo, near, rn, unknown := w.comune("Imola", "BO"), w.comune("Dozza", "BO"), w.comune("Rimini", "RN"), w.comune("Riccione", "RN")
	w.employees(bo, 10, "2020-12-31")
	w.employees(bo, 99, "2015-12-31")
	w.employees(near, 10, "2020-12-31")
	w.employees(rn, 5, "2021-12-31")
	both, wide, close := w.person(), w.person(), w.person()
	w.enrol(first, both, bo, "completato", "2021-06-01")
	w.enrol(second, both, bo, "iscritto", "")
	w.enrol(first, wide, bo, "iscritto", "")
	w.enrol(second, wide, rn, "iscritto", "")
	w.enrol(first, close, bo, "iscritto", "")
	w.enrol(second, close, near, "iscritto", "")
	w.enrol(first, w.person(), unknown, "iscritto", "")
	w.enrol(first, w.person(), rn, "ritirato", "2021-06-01")
	q := w.of("formazione", true, "2021-07-15")
	q.Per = PerProvincia
	a := w.compute(q)
	if got := groups(a); !slices.Equal(got, []string{"BO 3/20", "RN 1/5"}) {
		t.Errorf("groups %v", got)
	}
	if figure(a) != "3/25" || a.PersoneInPiuGruppi != 1 {
		t.Errorf("total %s, %d persons in several groups", figure(a), a.PersoneInPiuGruppi)
	}
	if want := (Statistica{Dal: day("2020-12-31"), Al: day("2021-12-31"), Ignoti: 1}); a.Dipendenti != want {
		t.Errorf("employees %+v, want %+v", a.Dipendenti, want)
	}
}

func TestCoverage_Trap14_WhatNeverStartedIsToldFromWhatWasCompleted(t *testing.T) {
	w := newWorld(t)
	c := w.edition("TD")
	id := w.comune("Imola", "BO")
	w.comune("Rimini", "RN")
	for stato, n := range map[string]int{"iscritto": 3, "in_corso": 2, "non_completato": 1, "ritirato": 4, "annullata": 5} {
		for range n {
			w.enrol(c, w.person(), id, stato, "2021-06-30")
		}
	}
	w.enrol(c, w.person(), id, "completato", "2021-07-15")
	w.enrol(c, w.person(), id, "completato", "")
	q := w.of("completamento", false, "2021-07-15")
	q.Per = PerProvincia
	a := w.compute(q)
	if got := groups(a); !slices.Equal(got, []string{"BO 2/8", "RN 0/0"}) {
		t.Errorf("groups %v", got)
	}
	if want := (Iscrizioni{Iscritti: 3, InCorso: 2, Completati: 2, NonCompletati: 1, Ritirati: 4}); a.Totals[0].Iscrizioni != want {
		t.Errorf("%+v, want %+v", a.Totals[0].Iscrizioni, want)
	}
	if a.Rows[1].Quota(1).IsKnown() {
		t.Error("no enrolments have a share")
	}
	// What was completed or withdrawn later was under way.
	q.Filter.AsOf = day("2021-06-29")
	if got, want := w.compute(q).Totals[0].Iscrizioni, (Iscrizioni{Iscritti: 7, InCorso: 3, Completati: 1, NonCompletati: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestProvince_EachCountsOnceAndLiesInItsRegion(t *testing.T) {
	w := newWorld(t)
	c := w.edition("TD")
	for range 2 {
		w.enrol(c, w.person(), w.comune("Comune", "BO"), "iscritto", "")
	}
	w.comune("Ferrara", "FE")
	w.enrol(c, w.person(), w.comune("Urbino", "PU"), "ritirato", "2021-06-30")
	q := w.of("province", false, "2021-07-15")
	a := w.compute(q)
	if figure(a) != "1/3" || a.Universe.Enti != 4 {
		t.Errorf("%s provinces of %d enti", figure(a), a.Universe.Enti)
	}
	q.Per = PerRegione
	if got := groups(w.compute(q)); !slices.Equal(got, []string{"ER 1/2", "MH 0/1"}) {
		t.Errorf("groups %v", got)
	}
	if q.Metric.Divides(PerTipo) || !q.Metric.Divides(PerRegione) {
		t.Error("a provincia is of no type")
	}
}

func TestConvenzione_OwnOrByACapofilaOnTheDay(t *testing.T) {
	w := newWorld(t)
	u := w.ente(ente.Unione, "Unione Valli", "BO", "", "2022-12-31")
	own, covered := w.comune("Imola", "BO"), w.comune("Dozza", "BO")
	other := w.comune("Medicina", "BO")
	w.sign(u, "SELF", "2021-07-01", "", own, covered)
	w.sign(own, "self", "2021-01-01", "2021-12-31")
	w.sign(other, "Syllabus", "2021-01-01", "")
	q := w.of("convenzione", false, "2021-07-15")
	for on, want := range map[string]Row{
		"2020-12-31": {Misurati: 4},
		"2021-06-30": {Misurati: 4, Diretti: 1},
		"2021-07-15": {Misurati: 4, Diretti: 2, Tramite: 1},
		"2022-12-31": {Misurati: 4, Diretti: 1, Tramite: 2},
		// The capofila has ended.
		"2023-01-01": {Misurati: 3},
	} {
		q.Filter.AsOf = day(on)
		if got := w.compute(q).Totals[0]; got != want {
			t.Errorf("%s: %+v, want %+v", on, got, want)
		}
	}
	q.Filter.AsOf, q.Piattaforma = day("2021-07-15"), "syllabus"
	w.wantFigure(q, "1/4")
	q.Piattaforma = "SELF"
	if missing := w.missing(q); len(missing) != 1 || missing[0].EnteID != other || len(missing[0].RuoliMancanti) != 0 {
		t.Errorf("missing %+v", missing)
	}
}

func TestCompare_AsksWhatWasAskedOfACourse(t *testing.T) {
	w := newWorld(t)
	c := w.edition("TD")
	id := w.comune("Imola", "BO")
	w.enrol(c, w.person(), id, "completato", "2021-06-01")
	q := w.of("completamento", false, "2021-07-15")
	q.Corsi = c
	if err := w.save(q, "press"); err != nil {
		t.Fatal(err)
	}
	w.enrol(c, w.person(), id, "iscritto", "")
	i, err := w.compareWith("press")
	if err != nil {
		t.Fatal(err)
	}
	now := i.Now.Question
	if figure(i.Now) != "1/2" || i.SavedTotals[0].Misurati != 1 || i.SavedTotals[0].Iscrizioni.Completati != 1 || now.Corsi != c {
		t.Errorf("then %+v, now %+v of %+v", i.SavedTotals, i.Now.Totals, now.Corsi)
	}
	w.exec(`DELETE FROM iscrizione`)
	w.exec(`DELETE FROM edizione`)
	if _, err := w.compareWith("press"); err == nil {
		t.Error("the edition is gone")
	}
}

func TestCount_PersonsOfSeveralEntiAreCountedOnceInEachGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := anyMembers(t, 3)
		l := line{conti: make([]conto, len(members))}
		inGroup, all := map[string]map[int]bool{}, 0
		var present []int
		for i, m := range members {
			if !m.escluso {
				present = append(present, i)
			}
		}
		if len(present) == 0 {
			return
		}
		for p := range rapid.IntRange(0, 20).Draw(t, "persons") {
			same := rapid.SliceOfNDistinct(rapid.SampledFrom(present), 1, min(3, len(present)), rapid.ID).Draw(t, "enti")
			for _, i := range same {
				l.conti[i].num++
				for _, g := range members[i].groups() {
					if inGroup[g] == nil {
						inGroup[g] = map[int]bool{}
					}
					inGroup[g][p] = true
				}
			}
			if len(same) > 1 {
				l.doppi = append(l.doppi, same)
			}
			all++
		}
		a := count(Question{Per: PerArea, Peso: PerEnte}, measured{enti: members, units: members, lines: []line{l}})
		for _, r := range a.Rows {
			if r.Coperti() != int64(len(inGroup[r.Gruppo])) {
				t.Fatalf("group %q has %d persons, not %d", r.Gruppo, len(inGroup[r.Gruppo]), r.Coperti())
			}
		}
		if a.Totals[0].Coperti() != int64(all) {
			t.Fatalf("%d persons in all, not %d", all, a.Totals[0].Coperti())
		}
	})
}

// TestFormazione_ARegionIsReadThroughItsIndexes keeps the price of a region
// from being that of the nation.
func TestFormazione_ARegionIsReadThroughItsIndexes(t *testing.T) {
	w := nation(t, 10)
	c := w.edition("TD")
	w.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		INSERT INTO persona (id, cognome, nome, norma) SELECT 100000 + i, 'R', 'A', 'r a' FROM n`)
	w.exec(`INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, rilevato_il)
		SELECT ?, id, 1001 + id % 8000, 'iscritto', '2021-03-01', '2021-03-01' FROM persona WHERE id > 100000`, c.EdizioneID)
	for _, statistics := range []string{`SELECT 1`, `ANALYZE`} {
		w.exec(statistics)
		q := w.of("formazione", false, "2021-07-15")
		q.Filter.Regioni = []int64{108}
		for what, corsi := range map[string]Corsi{"all": {}, "edition": c, "course": {CorsoID: c.EdizioneID - 1000}} {
			q.Corsi = corsi
			var members []member
			w.view(func(ctx context.Context, tx *db.Tx) (err error) {
				members, err = universe(ctx, tx, scopeOf(q, programma.Ambito{}), q)
				return err
			})
			sql, args := enrolmentsQuery(members, q)
			w.wantNoScan(what+" enrolments", sql, args)
			from, args := enrolled(members, q)
			w.wantNoScan(what+" persons", `SELECT i.persona_id `+from, args)
			sql, args = convenzioniQuery(members, q)
			w.wantNoScan("conventions", sql, args)
		}
	}
}

func TestFormazione_AnAnnulledEditionCountsNothing(t *testing.T) {
	w := newWorld(t)
	imola := w.comune("Imola", "BO")
	held, annulled := w.edition("A"), w.edition("B")
	w.exec(`UPDATE edizione SET stato = 'annullata' WHERE id = ?`, annulled.EdizioneID)
	w.enrol(annulled, w.person(), imola, "completato", "2021-05-01")
	w.wantFigure(w.of("formazione", false, "2021-07-15"), "0/1")
	w.wantFigure(w.of("completamento", false, "2021-07-15"), "0/0")
	w.enrol(held, w.person(), imola, "in_corso", "")
	w.wantFigure(w.of("formazione", false, "2021-07-15"), "1/1")
	w.wantFigure(w.of("completamento", false, "2021-07-15"), "0/1")
}
