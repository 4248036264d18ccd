package contatto

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

const seed = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est'),
	(11, '11', 'MH', 'MAR', 'IT-57', 'r_marche', 'Marche', 'marche', 'Centro');
INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo) VALUES
	(36, '036', '036', 'MO', 8, 'Modena', 'modena', 'provincia'),
	(41, '041', '041', 'PU', 11, 'Pesaro e Urbino', 'pesaro e urbino', 'provincia'),
	(99, '099', '099', 'RN', 8, 'Rimini', 'rimini', 'provincia');
INSERT INTO ente (id, tipo, denominazione, norma, ipa, in_liquidazione, dal, al) VALUES
	(1, 'comune', 'Polinago', 'polinago', 'c_g789', 0, NULL, NULL),
	(2, 'comune', 'Montecopiolo', 'montecopiolo', 'c_f478', 0, NULL, NULL),
	(3, 'comune', 'Tresigallo', 'tresigallo', 'c_l390', 0, NULL, '2018-12-31');
INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, istat, capoluogo, dal, al) VALUES
	(1, 8, 36, '036032', 0, NULL, NULL),
	(2, 11, 41, '041033', 0, NULL, '2021-06-16'),
	(2, 8, 99, '099030', 0, '2021-06-17', NULL),
	(3, 8, 36, '038024', 0, NULL, '2018-12-31');
`

func inside(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
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
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func day(s string) periodo.Data { return periodo.MustParse(s) }

func add(ctx context.Context, t *testing.T, tx *db.Tx, contatti ...Contatto) {
	t.Helper()
	for _, c := range contatti {
		if _, err := Add(ctx, tx, c); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAdd_PlacesTheEnteOnTheDayOfTheContact(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		got, err := Add(ctx, tx, Contatto{
			EnteID: 2, Data: day("2021-06-16"), Canale: "telefono", Esito: "da_richiamare", Parte: "formazione",
			Operatore: " Rossi ", ProssimoIl: day("2021-06-16"), Testo: "attende delibera",
		})
		want := Contatto{
			ID: got.ID, EnteID: 2, Data: day("2021-06-16"), Canale: "telefono", Esito: "da_richiamare", Parte: "formazione",
			Operatore: "Rossi", ProssimoIl: day("2021-06-16"), Testo: "attende delibera",
			Ente: "Montecopiolo", Tipo: "comune", IPA: "c_f478", Regione: "MH", Provincia: "PU",
		}
		if err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	})
}

func TestAdd_RefusesWhatCannotBe(t *testing.T) {
	for what, c := range map[string]struct {
		contatto Contatto
		kind     fault.Kind
		want     string
	}{
		"no day":          {Contatto{EnteID: 1, Canale: "pec", Esito: "risposto"}, fault.Usage, "needs its day"},
		"no channel":      {Contatto{EnteID: 1, Data: day("2021-07-01"), Esito: "risposto"}, fault.Usage, "--channel"},
		"no outcome":      {Contatto{EnteID: 1, Data: day("2021-07-01"), Canale: "pec"}, fault.Usage, "--outcome"},
		"next comes soon": {Contatto{EnteID: 1, Data: day("2021-07-01"), Canale: "pec", Esito: "risposto", ProssimoIl: day("2021-06-30")}, fault.Failed, "would come before"},
		"ente has ended":  {Contatto{EnteID: 3, Data: day("2019-01-01"), Canale: "pec", Esito: "risposto"}, fault.Failed, "Tresigallo does not exist"},
	} {
		inside(t, func(ctx context.Context, tx *db.Tx) {
			_, err := Add(ctx, tx, c.contatto)
			f, ok := err.(*fault.Fault)
			if !ok || f.Kind != c.kind || !strings.Contains(f.Message.String()+f.Hint.String(), c.want) {
				t.Errorf("%s: %v", what, err)
			}
		})
	}
}

func TestCheckPast_ADayToComeIsRefused(t *testing.T) {
	today := day("2021-07-15")
	if err := (Contatto{Data: today}).CheckPast(today); err != nil {
		t.Error(err)
	}
	if err := (Contatto{Data: today.AddDays(1)}).CheckPast(today); fault.KindOf(err) != fault.Failed || err == nil {
		t.Errorf("%v", err)
	}
}

func TestList_AContactToRepeatOnNoDayIsDueAtOnce(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx,
			Contatto{EnteID: 1, Data: day("2021-07-05"), Canale: "telefono", Esito: DaRichiamare},
			Contatto{EnteID: 2, Data: day("2021-07-01"), Canale: "telefono", Esito: "non_risposto"},
			Contatto{EnteID: 2, Data: day("2021-07-02"), Canale: "telefono", Esito: DaRichiamare, ProssimoIl: day("2021-07-04")},
		)
		for due, want := range map[string]int{"2021-07-03": 0, "2021-07-04": 1, "2021-07-05": 2} {
			rows, err := List(ctx, tx, Filter{Due: day(due)})
			if err != nil || len(rows) != want {
				t.Errorf("%d due on %s, %v, want %d", len(rows), due, err, want)
			}
		}
		add(ctx, t, tx, Contatto{EnteID: 1, Data: day("2021-07-06"), Canale: "pec", Esito: "risposto"})
		if rows, err := List(ctx, tx, Filter{Due: day("2021-07-31")}); err != nil || len(rows) != 1 {
			t.Errorf("%d due after the answer, %v", len(rows), err)
		}
	})
}

func TestList_FiltersAndTheWorklist(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx,
			Contatto{EnteID: 1, Data: day("2021-06-28"), Canale: "telefono", Esito: "non_risposto", Parte: "formazione", ProssimoIl: day("2021-07-05")},
			Contatto{EnteID: 1, Data: day("2021-07-05"), Canale: "telefono", Esito: "da_richiamare", Parte: "formazione", ProssimoIl: day("2021-07-19"), Operatore: "Rossi"},
			Contatto{EnteID: 1, Data: day("2021-07-06"), Canale: "pec", Esito: "risposto", Parte: "comunicazione"},
			Contatto{EnteID: 2, Data: day("2021-06-01"), Canale: "email", Esito: "risposto", ProssimoIl: day("2021-07-12")},
			Contatto{EnteID: 2, Data: day("2021-06-01"), Canale: "email", Esito: "risposto"},
			Contatto{EnteID: 2, Data: day("2021-06-02"), Canale: "email", Esito: "da_richiamare", ProssimoIl: day("2021-07-10")},
		)
		for what, c := range map[string]struct {
			f    Filter
			want string
		}{
			"all":      {Filter{}, "3 2 1 6 5 4"},
			"ente":     {Filter{EnteID: 1}, "3 2 1"},
			"region":   {Filter{Enti: &ente.Filter{Regioni: []int64{11}, AsOf: day("2021-06-16")}}, "6 5 4"},
			"since":    {Filter{Since: day("2021-07-05")}, "3 2"},
			"channel":  {Filter{Canali: []Canale{"email", "pec"}}, "3 6 5 4"},
			"outcome":  {Filter{Esiti: []Esito{"da_richiamare"}}, "2 6"},
			"part":     {Filter{Parti: []Parte{"comunicazione"}}, "3"},
			"operator": {Filter{Operatore: "rossi"}, "2"},
			"due":      {Filter{Due: day("2021-07-19")}, "6 2"},
			"due soon": {Filter{Due: day("2021-07-18")}, "6"},
			"none due": {Filter{Due: day("2021-07-09")}, ""},
		} {
			rows, err := List(ctx, tx, c.f)
			var got []string
			for _, r := range rows {
				got = append(got, string(rune('0'+r.ID)))
			}
			if err != nil || strings.Join(got, " ") != c.want {
				t.Errorf("%s gives %v, %v, want %s", what, got, err, c.want)
			}
		}
	})
}
