package bando

import (
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
)

func TestList_FiltersAndFiguresAreOfTheDay(t *testing.T) {
	inside(t, func(o *office) {
		first := o.call(Bando{Codice: "PRIMO", Fonte: "Regione", Misura: "L.R. 1", Scade: moment("2020-07-31 18:00")}, "2020-04-02", 100_000)
		o.call(Bando{Codice: "SECONDO", Fonte: "PNRR", Misura: "1.4.1 Servizi", Gestione: Esterna, Scade: moment("2021-01-15")}, "2020-10-01", 0)
		o.call(Bando{Codice: "TERZO", Misura: "1.4.4"}, "", 0)
		o.project(first, 100_000, 60_000, "2020-05-01")
		for i, c := range []struct {
			f    Filter
			on   string
			want string
		}{
			{Filter{}, "2020-05-01", "SECONDO PRIMO TERZO"},
			{Filter{Gestione: Esterna}, "2020-05-01", "SECONDO"},
			{Filter{Fonte: "regione"}, "2020-05-01", "PRIMO"},
			{Filter{Misura: "1.4"}, "2020-05-01", "SECONDO TERZO"},
			{Filter{Stati: []Stato{Bozza}}, "2020-05-01", "SECONDO TERZO"},
			{Filter{Stati: []Stato{Chiuso}}, "2020-08-01", "PRIMO"},
			{Filter{Open: true}, "2020-05-01", "PRIMO"},
			{Filter{Open: true}, "2020-10-01", "SECONDO"},
			{Filter{Scade: periodo.Periodo{Dal: day("2020-07-31"), Al: day("2020-12-31")}}, "2020-05-01", "PRIMO"},
		} {
			c.f.AsOf = day(c.on)
			found, err := List(o.ctx, o.tx, c.f)
			o.must(err)
			var codes []string
			for _, q := range found {
				codes = append(codes, q.Codice)
			}
			if got := strings.Join(codes, " "); got != c.want {
				t.Errorf("%d: %q, want %q", i, got, c.want)
			}
		}
	})
}

func TestDescribe_FiguresOfADayForgetWhatCameLater(t *testing.T) {
	inside(t, func(o *office) {
		b := o.call(Bando{Codice: "SW"}, "2020-04-02", 100_000)
		o.must(Refinance(o.ctx, o.tx, b, Dotazione{Data: day("2020-08-01"), Importo: euro.Euro(50_000)}))
		o.project(b, 100_000, 60_000, "2020-05-01")
		o.project(b, 100_000, 20_000, "2020-05-20")
		// The second is renounced: its grant is freed.
		o.act(2, "rinunciato", "2020-09-01", -20_000)
		_, err := o.tx.Exec(o.ctx, `UPDATE progetto SET stato = 'rinunciato', concesso_cent = 0, liberato_cent = 2000000 WHERE id = 2`)
		o.must(err)
		type figures struct {
			endowment, granted                   int64
			projects, funded, admitted, notAdmit int64
			wait                                 int
		}
		for on, want := range map[string]figures{
			"2020-04-30": {100_000, 0, 0, 0, 0, 0, -1},
			"2020-05-01": {100_000, 60_000, 1, 1, 1, 0, 29},
			"2020-05-20": {100_000, 80_000, 2, 2, 2, 0, 29},
			"2020-08-31": {150_000, 80_000, 2, 2, 2, 0, 29},
			"2020-09-01": {150_000, 60_000, 2, 1, 2, 0, 29},
		} {
			s, err := Describe(o.ctx, o.tx, b, day(on))
			o.must(err)
			got := figures{int64(s.Dotazione) / 100, int64(s.Concesso) / 100, s.Progetti, s.Finanziati, s.Ammessi, s.NonAmmessi, -1}
			if s.Attesa != nil {
				got.wait = *s.Attesa
			}
			if got != want {
				t.Errorf("on %s: %+v, want %+v", on, got, want)
			}
		}
	})
}

func TestRemove_TakesOutWhatIsOfTheCall(t *testing.T) {
	inside(t, func(o *office) {
		b := o.call(Bando{Codice: "SW", Beneficiari: Beneficiari(nil, nil)}, "2020-04-02", 100)
		_, err := AddCategoria(o.ctx, o.tx, b, Categoria{Codice: "formazione", Natura: Corrente})
		o.must(err)
		_, err = AddTema(o.ctx, o.tx, b, Tema{Codice: "cloud", Titolo: "Cloud"})
		o.must(err)
		o.must(Remove(o.ctx, o.tx, b))
		_, err = Find(o.ctx, o.tx, "SW")
		o.refused(err, "there is no call")
		o.call(Bando{Codice: "SW"}, "", 0)
	})
}
