package coverage

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/programma"
)

func (w *world) save(q Question, label string) error {
	return w.db.Update(context.Background(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		a, err := Compute(ctx, tx, q)
		if err != nil {
			return err
		}
		return Save(ctx, tx, a, label, day("2021-07-16"))
	})
}

func (w *world) compareWith(label string) (Istantanea, error) {
	var i Istantanea
	err := w.db.View(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		i, err = Compare(ctx, tx, label)
		return err
	})
	return i, err
}

func TestSnapshot_ALateActMovesTheFigureOfNowAndNotThatOfThen(t *testing.T) {
	w := newWorld(t)
	imola, ferrara := w.comune("Imola", "BO"), w.comune("Ferrara", "FE")
	w.appoint(imola, "rtd", "2021-01-01")
	q := w.ask("2021-07-15", "rtd")
	q.Per = PerProvincia
	if err := w.save(q, " press "); err != nil {
		t.Fatal(err)
	}
	w.appoint(ferrara, "rtd", "2021-07-10")
	w.exec(`UPDATE ruolo SET codice = 'rtd2' WHERE codice = 'rtd'`)
	i, err := w.compareWith("press")
	if err != nil {
		t.Fatal(err)
	}
	if want := []Row{{Gruppo: "BO", Ruolo: "rtd2", Misurati: 1, Diretti: 1}, {Gruppo: "FE", Ruolo: "rtd2", Misurati: 1}}; !slices.Equal(i.Saved, want) {
		t.Errorf("then: %+v", i.Saved)
	}
	if got, want := i.SavedTotals[0].Quota(1).String()+" "+i.Now.Totals[0].Quota(1).String(), "50.0 100.0"; got != want {
		t.Errorf("then and now: %s, want %s", got, want)
	}
	if i.SalvataIl != day("2021-07-16") || i.Now.Question.Filter.AsOf != day("2021-07-15") {
		t.Errorf("saved on %s for %s", i.SalvataIl, i.Now.Question.Filter.AsOf)
	}
}

func TestSnapshot_AQuestionIsAskedAgainAsItWas(t *testing.T) {
	w := newWorld(t)
	w.comune("Imola", "BO")
	id := w.programme("DC", programma.Ambito{Regioni: []int64{8}})
	w.role("comunicazione", id, true)
	s, err := w.resolve("DC")
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	q := w.ask("2021-07-15")
	q.Subject, q.Base, q.Peso, q.Per, q.Decimali = s, Territoriale, PerPopolazione, PerClasse, 2
	q.Filter = ente.Filter{
		Regioni: []int64{8}, Province: []int64{1}, Tipi: []ente.Tipo{ente.Comune}, Classi: []ente.Classe{ente.NonNota},
		Capoluogo: &yes, Aree: []int64{1}, Unioni: []int64{2}, Search: "imola", AsOf: day("2021-07-15"),
	}
	if err := w.save(q, "all"); err != nil {
		t.Fatal(err)
	}
	i, err := w.compareWith("all")
	if err != nil {
		t.Fatal(err)
	}
	got := i.Now.Question
	// Functions cannot be compared.
	got.Metric, q.Metric = Metric{Nome: got.Metric.Nome}, Metric{Nome: q.Metric.Nome}
	if !reflect.DeepEqual(got, q) {
		t.Errorf("asked %+v, then %+v", q, got)
	}
}

func TestSnapshot_LabelsAreTakenOnceAndFoundExactly(t *testing.T) {
	w := newWorld(t)
	q := w.ask("2021-07-15", "rtd")
	if _, err := w.compareWith("press"); fault.KindOf(err) != fault.Failed {
		t.Errorf("nothing saved: %v", err)
	}
	if err := w.save(q, "press"); err != nil {
		t.Fatal(err)
	}
	if err := w.save(q, "press"); fault.KindOf(err) != fault.Failed || err == nil {
		t.Errorf("saved twice: %v", err)
	}
	if err := w.save(q, " "); fault.KindOf(err) != fault.Usage {
		t.Errorf("no label: %v", err)
	}
	if _, err := w.compareWith("pres"); fault.KindOf(err) != fault.Failed || err == nil {
		t.Errorf("a near label: %v", err)
	}
	w.exec(`UPDATE istantanea SET righe = '[]'`)
	if _, err := w.compareWith("press"); fault.KindOf(err) != fault.Damaged {
		t.Errorf("rows that were lost: %v", err)
	}
	w.exec(`DELETE FROM ruolo`)
	if _, err := w.compareWith("press"); fault.KindOf(err) != fault.Failed || err == nil {
		t.Errorf("a role that is gone: %v", err)
	}
}

func TestWords_NameTheRecordsOfAFilter(t *testing.T) {
	w := newWorld(t)
	u := w.ente(ente.Unione, "Unione Valli", "BO", "", "")
	w.exec(`INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'CER', 'Ceramico', 'ceramico', 'distretto')`)
	var got Words
	w.view(func(ctx context.Context, tx *db.Tx) (err error) {
		got, err = WordsOf(ctx, tx, ente.Filter{
			Regioni: []int64{11, 8}, Province: []int64{w.provinces["BO"][0]}, Aree: []int64{1}, Unioni: []int64{u},
		})
		return err
	})
	want := Words{
		Regioni: []string{"ER", "MH"}, NomiRegioni: []string{"Emilia-Romagna", "Marche"}, Province: []string{"BO"},
		Aree: []string{"CER"}, Unioni: []string{"Unione Valli"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
