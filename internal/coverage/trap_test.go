package coverage

import (
	"context"
	"slices"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/quota"
)

// The traps of coverage have the numbers of the field's own list. Traps 4 and
// 14 are about enrolments: they are tested with the metrics of training.

func TestCoverage_Trap01_AComuneThatChangesRegionCountsWhereItLies(t *testing.T) {
	w := newWorld(t)
	w.comune("Rimini", "RN")
	moved := w.ente(ente.Comune, "Montecopiolo", "PU", "", "2021-06-16")
	w.exec(`UPDATE ente SET al = NULL WHERE id = ?`, moved)
	w.place(moved, "RN", "2021-06-17", "")
	w.appoint(moved, "rtd", "2021-01-01")
	for _, c := range []struct {
		regione  int64
		on, want string
	}{
		{8, "2021-06-16", "0/1"},
		{11, "2021-06-16", "1/1"},
		{8, "2021-06-17", "1/2"},
		{11, "2021-06-17", "0/0"},
	} {
		q := w.ask(c.on, "rtd")
		q.Filter.Regioni = []int64{c.regione}
		w.wantFigure(q, c.want)
	}
}

func TestCoverage_Trap02_ANominaDoesNotFollowAMergerByItself(t *testing.T) {
	w := newWorld(t)
	old := w.ente(ente.Comune, "Tresigallo", "FE", "", "2018-12-31")
	w.ente(ente.Comune, "Tresignana", "FE", "2019-01-01", "")
	w.appoint(old, "rtd", "2018-03-01")
	w.wantFigure(w.ask("2018-12-31", "rtd"), "1/1")
	w.wantFigure(w.ask("2019-01-01", "rtd"), "0/1")
}

func TestCoverage_Trap03_ASuppressedComuneCountsUntilItsLastDay(t *testing.T) {
	w := newWorld(t)
	old := w.ente(ente.Comune, "Porretta Terme", "BO", "", "2015-12-31")
	next := w.ente(ente.Comune, "Alto Reno Terme", "BO", "2016-01-01", "")
	w.nomina(old, "rtd", "2015-01-01", "2015-12-31", "nessuno")
	w.appoint(next, "rtd", "2016-02-01")
	w.wantFigure(w.ask("2015-12-31", "rtd"), "1/1")
	w.wantFigure(w.ask("2016-01-31", "rtd"), "0/1")
	w.wantFigure(w.ask("2016-02-01", "rtd"), "1/1")
}

func TestCoverage_Trap05_AReplacementLeavesNoGapAndNoDouble(t *testing.T) {
	w := newWorld(t)
	id := w.comune("Imola", "BO")
	w.nomina(id, "rtd", "2021-01-01", "2021-07-09", "nessuno")
	w.appoint(id, "rtd", "2021-07-10")
	for _, on := range []string{"2021-07-09", "2021-07-10"} {
		w.wantFigure(w.ask(on, "rtd"), "1/1")
	}
	// Two at once, by whatever mistake, are still one covered ente.
	w.appoint(id, "rtd", "2021-07-11")
	w.wantFigure(w.ask("2021-07-11", "rtd"), "1/1")
}

func TestCoverage_Trap06_ANominaWithoutItsFirstDayNeverCounts(t *testing.T) {
	w := newWorld(t)
	id := w.comune("Imola", "BO")
	for _, stato := range []string{"invitato", "proposta", "rifiutata", "annullata"} {
		w.exec(`INSERT INTO nomina (ente_id, ruolo_id, stato, invitato_il, forma, copre)
			VALUES (?, ?, ?, '2021-01-01', 'singola', 'nessuno')`, id, w.roles["rtd"], stato)
	}
	w.exec(`INSERT INTO persona (id, cognome, nome, norma) VALUES (9000, 'Rossi', 'Anna', 'rossi anna')`)
	w.exec(`INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, forma, copre)
		VALUES (?, ?, 9000, 'annullata', '2021-01-01', 'singola', 'nessuno')`, id, w.roles["rtd"])
	w.wantFigure(w.ask("2021-07-15", "rtd"), "0/1")
	err := w.db.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE nomina SET stato = 'attiva', dal = NULL WHERE persona_id = 9000`)
		return err
	})
	if err == nil {
		t.Error("a nomina in force without its first day was stored")
	}
}

func TestCoverage_Trap07_ConsortiaAreNotInTheDenominator(t *testing.T) {
	w := newWorld(t)
	w.comune("Imola", "BO")
	w.ente(ente.Consorzio, "Consorzio di Imola", "BO", "", "")
	w.ente(ente.Regione, "Regione Emilia-Romagna", "BO", "", "")
	w.wantFigure(w.ask("2021-07-15", "rtd"), "0/1")
	asked := w.ask("2021-07-15", "rtd")
	asked.Filter.Tipi = []ente.Tipo{ente.Consorzio}
	w.wantFigure(asked, "0/1")
}

func TestCoverage_Trap08_TheUniverseIsPartOfTheFigure(t *testing.T) {
	w := newWorld(t)
	covered := w.comune("Imola", "BO")
	w.comune("Dozza", "BO")
	w.ente(ente.Unione, "Unione Valli", "BO", "", "")
	w.appoint(covered, "rtd", "2021-01-01")
	all := w.compute(w.ask("2021-07-15", "rtd"))
	q := w.ask("2021-07-15", "rtd")
	q.Filter.Tipi = []ente.Tipo{ente.Comune}
	comuni := w.compute(q)
	if figure(all) != "1/3" || figure(comuni) != "1/2" {
		t.Errorf("all %s, comuni %s", figure(all), figure(comuni))
	}
	if !slices.Equal(all.Universe.Tipi, []Tipo{{ente.Comune, 2}, {ente.Unione, 1}}) ||
		!slices.Equal(comuni.Universe.Tipi, []Tipo{{ente.Comune, 2}}) {
		t.Errorf("universes %v and %v", all.Universe, comuni.Universe)
	}
	for n, want := range map[int64]string{330: "77.0", 380: "66.8"} {
		if got := (Row{Misurati: n, Diretti: 254}).Quota(1).String(); got != want {
			t.Errorf("254 of %d is %s, want %s", n, got, want)
		}
	}
}

func TestCoverage_Trap09_AProvinciaIsWhereEntiLieNotABody(t *testing.T) {
	w := newWorld(t)
	w.ente(ente.Provincia, "Provincia di Bologna", "BO", "", "2014-12-31")
	w.comune("Imola", "BO")
	w.comune("Dozza", "BO")
	q := w.ask("2021-07-15", "rtd")
	q.Per = PerProvincia
	if got := groups(w.compute(q)); !slices.Equal(got, []string{"BO 0/2"}) {
		t.Errorf("groups %v", got)
	}
}

func TestCoverage_Trap10_AnUnioneCoversItsMembersOfTheDayOnly(t *testing.T) {
	w := newWorld(t)
	q := func(on string) Question {
		q := w.ask(on, "rtd")
		q.Base = Territoriale
		q.Filter.Tipi = []ente.Tipo{ente.Comune}
		return q
	}
	stays, leaves := w.comune("Imola", "BO"), w.comune("Dozza", "BO")
	u := w.ente(ente.Unione, "Unione Valli", "BO", "", "")
	w.joins(u, stays, "2020-01-01", "")
	w.joins(u, leaves, "2020-01-01", "2021-06-30")
	w.nomina(u, "rtd", "2021-01-01", "", "aderenti")
	w.wantFigure(q("2021-06-30"), "2/2")
	w.wantFigure(q("2021-07-01"), "1/2")

	// Twice in an Unione by a typing error: one ente all the same.
	other := w.ente(ente.Unione, "Unione Monti", "BO", "", "")
	w.joins(other, stays, "2020-02-01", "2021-12-31")
	w.nomina(other, "rtd", "2021-01-01", "", "aderenti")
	w.wantFigure(q("2021-07-01"), "1/2")

	// Dissolved, with nobody having closed its nomina or its memberships.
	w.exec(`UPDATE ente SET al = '2021-07-31' WHERE id IN (?, ?)`, u, other)
	w.wantFigure(q("2021-07-31"), "1/2")
	w.wantFigure(q("2021-08-01"), "0/2")
}

func TestCoverage_Trap11_NapoliIsAProvinciaAndNotAMissingValue(t *testing.T) {
	w := newWorld(t)
	w.appoint(w.comune("Napoli", "NA"), "rtd", "2021-01-01")
	q := w.ask("2021-07-15", "rtd")
	q.Per = PerProvincia
	if got := groups(w.compute(q)); !slices.Equal(got, []string{"NA 1/1"}) {
		t.Errorf("groups %v", got)
	}
}

func TestCoverage_Trap12_ATotalIsNotTheMeanOfItsRows(t *testing.T) {
	w := newWorld(t)
	w.appoint(w.comune("Imola", "BO"), "rtd", "2021-01-01")
	for _, name := range []string{"Ferrara", "Cento", "Copparo"} {
		w.comune(name, "FE")
	}
	q := w.ask("2021-07-15", "rtd")
	q.Per = PerProvincia
	a := w.compute(q)
	if got := groups(a); !slices.Equal(got, []string{"BO 1/1", "FE 0/3"}) {
		t.Errorf("groups %v", got)
	}
	if got := a.Totals[0].Quota(1); got != quota.Of(1, 4, 1) {
		t.Errorf("the total is %s, want 25.0 and not the mean 50.0", got)
	}
}

func TestCoverage_Trap13_AnEnteCountsOnlyInItsLife(t *testing.T) {
	w := newWorld(t)
	w.comune("Imola", "BO")
	ended := w.ente(ente.Comune, "Porretta Terme", "BO", "", "2015-12-31")
	w.appoint(ended, "rtd", "2015-01-01")
	unborn := w.ente(ente.Comune, "Alto Reno Terme", "BO", "2022-01-01", "")
	w.appoint(unborn, "rtd", "2021-01-01")
	w.wantFigure(w.ask("2021-07-15", "rtd"), "0/1")
	w.wantFigure(w.ask("2022-01-01", "rtd"), "1/2")
}

func TestCoverage_EntiInLiquidationAndThoseKeptOutAreNotCounted(t *testing.T) {
	w := newWorld(t)
	w.comune("Imola", "BO")
	closing := w.comune("Dozza", "BO")
	w.exec(`UPDATE ente SET in_liquidazione = 1 WHERE id = ?`, closing)
	out := w.comune("Medicina", "BO")
	w.appoint(out, "rtd", "2021-01-01")
	id := w.programme("DC", programma.Ambito{
		Regioni: []int64{8}, Esclusi: []programma.Eccezione{{EnteID: out, Motivo: "withdrew"}},
	})
	q := w.ask("2021-07-15", "rtd")
	q.Programma.ID = id
	got := w.compute(q).Totals[0]
	if want := (Row{Ruolo: "rtd", Misurati: 1, Esclusi: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
