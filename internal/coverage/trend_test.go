package coverage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
)

func TestPasso_GoesFromTheFirstDayUpToTheLast(t *testing.T) {
	for _, c := range []struct {
		step           Passo
		from, to, want string
	}{
		{Giorno, "2021-02-27", "2021-03-01", "2021-02-27 2021-02-28 2021-03-01"},
		{Settimana, "2021-06-14", "2021-07-05", "2021-06-14 2021-06-21 2021-06-28 2021-07-05"},
		{Settimana, "2021-06-14", "2021-06-20", "2021-06-14 2021-06-20"},
		{Settimana, "2021-06-14", "2021-06-14", "2021-06-14"},
		{Mese, "2021-01-31", "2021-04-30", "2021-01-31 2021-02-28 2021-03-31 2021-04-30"},
		{Mese, "2021-12-15", "2022-02-14", "2021-12-15 2022-01-15 2022-02-14"},
		{Trimestre, "2020-11-30", "2021-06-30", "2020-11-30 2021-02-28 2021-05-30 2021-06-30"},
		{Mese, "2021-06-14", "2021-06-13", ""},
	} {
		var got []string
		for _, d := range c.step.days(day(c.from), day(c.to)) {
			got = append(got, d.String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s from %s to %s: %v, want %s", c.step, c.from, c.to, got, c.want)
		}
	}
}

func (w *world) trend(q Question, from, to string, step Passo) (Trend, error) {
	var trend Trend
	err := w.db.View(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		trend, err = ComputeTrend(ctx, tx, q, day(from), day(to), step)
		return err
	})
	return trend, err
}

func TestTrend_SaysWhatMovedTheDenominatorAndWhy(t *testing.T) {
	w := newWorld(t)
	stays := w.comune("Rimini", "RN")
	for _, name := range []string{"Sassofeltrio", "Montecopiolo"} {
		id := w.ente(ente.Comune, name, "PU", "", "2021-06-16")
		w.exec(`UPDATE ente SET al = NULL WHERE id = ?`, id)
		w.place(id, "RN", "2021-06-17", "")
	}
	next := w.ente(ente.Comune, "Tresignana", "FE", "2021-06-20", "")
	old := w.ente(ente.Comune, "Tresigallo", "FE", "", "2021-06-19")
	w.exec(`UPDATE ente SET successore_id = ? WHERE id = ?`, next, old)
	w.appoint(stays, "rtd", "2021-06-18")
	q := w.ask("2021-01-01", "rtd")
	q.Filter.Regioni = []int64{8}
	trend, err := w.trend(q, "2021-06-14", "2021-07-01", Settimana)
	if err != nil {
		t.Fatal(err)
	}
	var points []string
	for _, p := range trend.Punti {
		points = append(points, fmt.Sprintf("%s %d/%d %t", p.Data, p.Totals[0].Coperti(), p.Totals[0].Misurati, p.Mossa))
	}
	if want := []string{"2021-06-14 0/2 false", "2021-06-21 1/4 true", "2021-06-28 1/4 false", "2021-07-01 1/4 false"}; !slices.Equal(points, want) {
		t.Errorf("points %q, want %q", points, want)
	}
	var moves []string
	for _, m := range trend.Movimenti {
		moves = append(moves, fmt.Sprintf("%s %t %s %s: %s", m.Data, m.Entrati, m.Causa, m.Altrove, strings.Join(m.Enti, ", ")))
	}
	want := []string{
		"2021-06-17 true cambio_regione Marche: Montecopiolo, Sassofeltrio",
		"2021-06-20 false fine Tresignana: Tresigallo",
		"2021-06-20 true nascita : Tresignana",
	}
	if !slices.Equal(moves, want) {
		t.Errorf("moves %q, want %q", moves, want)
	}
}

func TestTrend_SeesAComuneGoAndAChangeThatNoDateExplains(t *testing.T) {
	w := newWorld(t)
	id := w.ente(ente.Comune, "Sestino", "RN", "", "2021-06-16")
	w.exec(`UPDATE ente SET al = NULL WHERE id = ?`, id)
	w.place(id, "FE", "2021-06-17", "2021-06-30")
	w.place(id, "PU", "2021-07-01", "")
	w.exec(`INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'A', 'A', 'a', 'rete')`)
	w.exec(`INSERT INTO area_ente (area_id, ente_id, dal) VALUES (1, ?, '2021-06-10')`, id)
	for _, c := range []struct {
		filter ente.Filter
		want   string
	}{
		{ente.Filter{Regioni: []int64{8}}, "2021-07-01 false cambio_regione Marche"},
		{ente.Filter{Province: []int64{w.provinces["FE"][0]}}, "2021-06-17 true cambio_provincia RN|2021-07-01 false cambio_regione Marche"},
		{ente.Filter{Aree: []int64{1}}, "2021-06-15 true altra "},
	} {
		q := w.ask("2021-01-01", "rtd")
		q.Filter = c.filter
		trend, err := w.trend(q, "2021-06-01", "2021-07-15", Giorno)
		if len(c.filter.Aree) > 0 {
			trend, err = w.trend(q, "2021-06-01", "2021-07-15", Settimana)
		}
		if err != nil {
			t.Fatal(err)
		}
		var moves []string
		for _, m := range trend.Movimenti {
			moves = append(moves, fmt.Sprintf("%s %t %s %s", m.Data, m.Entrati, m.Causa, m.Altrove))
		}
		if got := strings.Join(moves, "|"); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestTrend_RefusesAPeriodThatItCannotWalk(t *testing.T) {
	w := newWorld(t)
	for _, c := range [][2]string{{"2021-07-15", "2021-07-14"}, {"1900-01-01", "2021-07-14"}} {
		if _, err := w.trend(w.ask("2021-07-15", "rtd"), c[0], c[1], Giorno); err == nil || fault.KindOf(err) != fault.Usage {
			t.Errorf("from %s to %s: %v", c[0], c[1], err)
		}
	}
}
