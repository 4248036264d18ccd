package coverage

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

func TestCompute_DirectWinsOverTheUnione(t *testing.T) {
	w := newWorld(t)
	u := w.ente(ente.Unione, "Unione Valli", "BO", "", "")
	own, member := w.comune("Imola", "BO"), w.comune("Dozza", "BO")
	w.comune("Medicina", "BO")
	w.joins(u, own, "2020-01-01", "")
	w.joins(u, member, "2020-01-01", "")
	w.appoint(own, "rtd", "2021-01-01")
	w.nomina(u, "rtd", "2021-01-01", "", "aderenti")
	q := w.ask("2021-07-15", "rtd")
	if got, want := w.compute(q).Totals[0], (Row{Ruolo: "rtd", Misurati: 4, Diretti: 2}); got != want {
		t.Errorf("diretta: %+v, want %+v", got, want)
	}
	q.Base = Territoriale
	if got, want := w.compute(q).Totals[0], (Row{Ruolo: "rtd", Misurati: 4, Diretti: 2, Tramite: 1}); got != want {
		t.Errorf("territoriale: %+v, want %+v", got, want)
	}
}

func TestCompute_ANominaCoversWhatItSaysAndOnlyComuni(t *testing.T) {
	w := newWorld(t)
	u, other := w.ente(ente.Unione, "Unione Valli", "BO", "", ""), w.ente(ente.Unione, "Unione Monti", "BO", "", "")
	member, listed := w.comune("Imola", "BO"), w.comune("Dozza", "BO")
	w.joins(u, member, "2020-01-01", "")
	w.nomina(u, "rtd", "2021-01-01", "2021-03-31", "nessuno")
	n := w.nomina(u, "rtd", "2021-04-01", "", "elenco")
	for _, id := range []int64{listed, other} {
		w.exec(`INSERT INTO nomina_estensione (nomina_id, ente_id) VALUES (?, ?)`, n, id)
	}
	q := w.ask("2021-03-01", "rtd")
	q.Base = Territoriale
	if got := w.compute(q).Totals[0]; got.Diretti != 1 || got.Tramite != 0 {
		t.Errorf("a nomina that covers nobody: %+v", got)
	}
	q.Filter.AsOf = day("2021-07-15")
	if got := w.compute(q).Totals[0]; got.Diretti != 1 || got.Tramite != 1 {
		t.Errorf("a list with a comune and an Unione: %+v", got)
	}
}

func TestCompute_GroupsOfEveryDimension(t *testing.T) {
	w := newWorld(t)
	u := w.ente(ente.Unione, "Unione Valli", "BO", "", "")
	imola, napoli := w.comune("Imola", "BO"), w.comune("Napoli", "NA")
	w.joins(u, imola, "2020-01-01", "")
	w.residents(imola, 69_000, "2024-11-21")
	w.exec(`UPDATE ente_collocazione SET capoluogo = 1 WHERE ente_id = ?`, napoli)
	w.exec(`INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'CER', 'Ceramico', 'ceramico', 'distretto')`)
	w.exec(`INSERT INTO area_ente (area_id, ente_id, dal, al) VALUES (1, ?, '2020-01-01', '2021-12-31')`, imola)
	w.appoint(imola, "rtd", "2021-01-01")
	for d, want := range map[Dimensione][]string{
		PerRegione:   {"CM 0/1", "ER 1/2"},
		PerProvincia: {"BO 1/2", "NA 0/1"},
		PerTipo:      {"comune 1/2", "unione 0/1"},
		PerClasse:    {"oltre_50000 1/1", "nd 0/2"},
		PerUnione:    {"Unione Valli 1/1", " 0/2"},
		PerArea:      {"CER 1/1", " 0/2"},
		PerCapoluogo: {"si 0/1", "no 1/2"},
	} {
		q := w.ask("2021-07-15", "rtd")
		q.Per = d
		a := w.compute(q)
		if got := groups(a); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", d, got, want)
		}
		if figure(a) != "1/3" {
			t.Errorf("%s: total %s", d, figure(a))
		}
	}
}

func TestCompute_TheSameGroupTwiceIsOneGroup(t *testing.T) {
	w := newWorld(t)
	id := w.comune("Imola", "BO")
	for _, name := range []string{"Unione Valli", "Unione Monti"} {
		w.joins(w.ente(ente.Unione, name, "BO", "", "2021-06-30"), id, "2020-01-01", "2021-12-31")
	}
	w.exec(`INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'CER', 'Ceramico', 'ceramico', 'distretto')`)
	for _, al := range []string{"2021-12-31", "2022-12-31"} {
		w.exec(`INSERT INTO area_ente (area_id, ente_id, dal, al) VALUES (1, ?, '2020-01-01', ?)`, id, al)
	}
	q := w.ask("2021-07-15", "rtd")
	for d, want := range map[Dimensione]string{PerArea: "CER 0/1", PerUnione: " 0/1"} {
		q.Per = d
		if a := w.compute(q); !slices.Equal(groups(a), []string{want}) || a.InPiuGruppi != 0 {
			t.Errorf("%s: %v, %d in several groups", d, groups(a), a.InPiuGruppi)
		}
	}
}

func TestCompute_ByResidentsOnlyComuniCount(t *testing.T) {
	w := newWorld(t)
	imola, dozza := w.comune("Imola", "BO"), w.comune("Dozza", "BO")
	u := w.ente(ente.Unione, "Unione Valli", "BO", "", "")
	w.residents(imola, 69_000, "2024-11-21")
	w.residents(imola, 70_000, "2021-01-01")
	w.residents(dozza, 6_000, "2024-11-21")
	w.residents(u, 75_000, "2024-11-21")
	w.appoint(imola, "rtd", "2021-01-01")
	q := w.ask("2021-07-15", "rtd")
	q.Peso = PerPopolazione
	w.wantFigure(q, "70000/76000")
	q.Filter.AsOf = day("2024-01-01")
	w.wantFigure(q, "69000/75000")
	q.Filter.Tipi = []ente.Tipo{ente.Comune, ente.Unione}
	err := w.db.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := Compute(ctx, tx, q)
		return err
	})
	if fault.KindOf(err) != fault.Usage || err == nil {
		t.Errorf("an Unione weighed by residents: %v", err)
	}
}

func (w *world) resolve(programme string, roles ...string) (Subject, error) {
	var s Subject
	err := w.db.View(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		s, err = Resolve(ctx, tx, programme, roles)
		return err
	})
	return s, err
}

func (s Subject) words() string {
	words := s.Programma.Codice + ":"
	for _, r := range s.Ruoli {
		words += " " + r.Codice
	}
	if (Question{Metric: Metrics()[0], Subject: s}).sums() {
		words += " +"
	}
	if len(s.Altri) > 0 {
		words += " (" + strings.Join(s.Altri, " ") + ")"
	}
	return words
}

func TestResolve_ChoosesTheProgrammeThatIsMeant(t *testing.T) {
	w := newWorld(t)
	check := func(want, programme string, roles ...string) {
		t.Helper()
		s, err := w.resolve(programme, roles...)
		if err != nil || s.words() != want {
			t.Errorf("Resolve(%q, %v) = %q, %v, want %q", programme, roles, s.words(), err, want)
		}
	}
	check(": rtd +", "")
	check(": rtd", "", "rtd", "RTD")
	dc := w.programme("DC", programma.Ambito{})
	w.role("comunicazione", dc, true)
	w.role("formazione", dc, true)
	w.role("referente", dc, false)
	check("DC: comunicazione formazione +", "")
	check("DC: rtd", "", "rtd")
	sw := w.programme("SW", programma.Ambito{})
	w.role("smart", sw, true)
	check(": rtd + (DC SW)", "")
	check("DC: comunicazione formazione +", "dc")
	check("DC: referente comunicazione +", "", "referente", "comunicazione")
	check(": comunicazione smart + (DC SW)", "", "comunicazione", "smart")
	check("SW: rtd", "SW", "rtd")
}

func TestResolve_RefusesWhatItCannotChoose(t *testing.T) {
	w := newWorld(t)
	w.programme("DC", programma.Ambito{})
	if _, err := w.resolve(""); err == nil || !strings.Contains(err.Error(), "no compulsory role") {
		t.Errorf("a programme without compulsory roles: %v", err)
	}
	w.exec(`UPDATE ruolo SET obbligatorio = 0`)
	w.programme("SW", programma.Ambito{})
	for _, ask := range [][]string{{""}, {"NO"}, {"", "ignoto"}} {
		if s, err := w.resolve(ask[0], ask[1:]...); fault.KindOf(err) != fault.Failed || err == nil {
			t.Errorf("%v: %+v, %v", ask, s, err)
		}
	}
}

func TestFindMetric_KnowsTheTable(t *testing.T) {
	for _, name := range MetricNames() {
		if m, err := FindMetric(name, false); err != nil || m.Nome != name || m.Per100 {
			t.Errorf("%s: %v", name, err)
		}
		if m, err := FindMetric(name, true); (name == "formazione") != (err == nil && m.Per100) {
			t.Errorf("%s per 100: %v", name, err)
		}
	}
	if _, err := FindMetric("ignota", false); fault.KindOf(err) != fault.Usage {
		t.Errorf("an unknown metric: %v", err)
	}
}
