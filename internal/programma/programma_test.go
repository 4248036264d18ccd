package programma

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Ids of the small register of these tests.
const (
	emiliaRomagna = 8
	toscana       = 9
	marche        = 11

	sassuolo = 1
	medolla  = 2
	consorzo = 5
	regione  = 6
	dissesto = 7

	basso = 1
	alto  = 2
)

// inside runs fn in one transaction of a database with a small register.
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
		if err := seed(ctx, tx); err != nil {
			return err
		}
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func seed(ctx context.Context, tx *db.Tx) error {
	for _, query := range []string{
		`INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
			(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est'),
			(9, '09', 'TC', 'TOS', 'IT-52', 'r_toscan', 'Toscana', 'toscana', 'Centro'),
			(11, '11', 'MH', 'MAR', 'IT-57', 'r_marche', 'Marche', 'marche', 'Centro')`,
		`INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione, al) VALUES
			(1, 'comune', 'Sassuolo', 'sassuolo', 0, NULL),
			(2, 'comune', 'Medolla', 'medolla', 0, NULL),
			(3, 'comune', 'Firenze', 'firenze', 0, NULL),
			(4, 'unione', 'Unione', 'unione', 0, NULL),
			(5, 'consorzio', 'Consorzio', 'consorzio', 0, NULL),
			(6, 'regione', 'Regione', 'regione', 0, NULL),
			(7, 'comune', 'Dissesto', 'dissesto', 1, NULL),
			(8, 'comune', 'Porretta', 'porretta', 0, '2018-12-31'),
			(9, 'comune', 'Montecopiolo', 'montecopiolo', 0, NULL)`,
		`INSERT INTO ente_collocazione (ente_id, regione_id, capoluogo, dal, al) VALUES
			(1, 8, 0, NULL, NULL), (2, 8, 0, NULL, NULL), (3, 9, 0, NULL, NULL), (4, 8, 0, NULL, NULL),
			(5, 8, 0, NULL, NULL), (6, 8, 0, NULL, NULL), (7, 8, 0, NULL, NULL), (8, 8, 0, NULL, '2018-12-31'),
			(9, 11, 0, NULL, '2021-06-16'), (9, 8, 0, '2021-06-17', NULL)`,
		`INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'BST', 'Basso', 'basso', 'interna'),
			(2, 'ALT', 'Alto', 'alto', 'interna')`,
		`INSERT INTO area_ente (area_id, ente_id, dal, al) VALUES (1, 1, '2020-01-01', '2021-06-16'),
			(1, 3, '2020-01-01', NULL), (2, 1, '2020-01-01', NULL), (2, 2, '2020-01-01', NULL)`,
	} {
		if _, err := tx.Exec(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// refused fails the test unless err is a fault of the given kind whose message
// and hint contain want.
func refused(t *testing.T, err error, kind fault.Kind, want ...string) {
	t.Helper()
	f, ok := err.(*fault.Fault)
	if !ok || f.Kind != kind {
		t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
	text := f.Message.String() + "\n" + f.Hint.String()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q does not contain %q", text, w)
		}
	}
}

// valid returns a programme that can be added.
func valid(codice string) Programma {
	return Programma{Codice: codice, Nome: "Digitale Comune", Tipo: "programma", Stato: "avviato"}
}

func TestAdd_StoresTheCanonicalForm(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		want := valid(" dc-2021 ")
		want.Nome, want.Email, want.Promotore = " Digitale Comune ", "Info@Example.it", "Regione"
		want.Dal, want.Al = periodo.MustParse("2021-01-01"), periodo.MustParse("2023-12-31")
		got, err := Add(ctx, tx, want, Ambito{})
		if err != nil {
			t.Fatal(err)
		}
		want.ID, want.Codice, want.Nome, want.Email = got.ID, "DC-2021", "Digitale Comune", "info@example.it"
		if got != want {
			t.Errorf("returned %+v, want %+v", got, want)
		}
		if found, err := Find(ctx, tx, "Dc-2021"); err != nil || found != want {
			t.Errorf("stored %+v, %v, want %+v", found, err, want)
		}
	})
}

func TestAdd_WrongValuesAreRefused(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for name, c := range map[string]struct {
			kind   fault.Kind
			change func(*Programma, *Ambito)
		}{
			"no code":      {fault.Usage, func(p *Programma, _ *Ambito) { p.Codice = "" }},
			"a blank":      {fault.Usage, func(p *Programma, _ *Ambito) { p.Codice = "D C" }},
			"an accent":    {fault.Usage, func(p *Programma, _ *Ambito) { p.Codice = "CITTÀ" }},
			"no name":      {fault.Usage, func(p *Programma, _ *Ambito) { p.Nome = " " }},
			"a long name":  {fault.Usage, func(p *Programma, _ *Ambito) { p.Nome = strings.Repeat("è", 301) }},
			"kind":         {fault.Usage, func(p *Programma, _ *Ambito) { p.Tipo = "bando" }},
			"state":        {fault.Usage, func(p *Programma, _ *Ambito) { p.Stato = "chiuso" }},
			"e-mail":       {fault.Usage, func(p *Programma, _ *Ambito) { p.Email = "info" }},
			"type of ente": {fault.Usage, func(_ *Programma, a *Ambito) { a.Tipi = []ente.Tipo{"villaggio"} }},
			"no reason":    {fault.Usage, func(_ *Programma, a *Ambito) { *a = a.Exclude(Eccezione{sassuolo, " "}) }},
			"no reason in": {fault.Usage, func(_ *Programma, a *Ambito) { *a = a.Include(Eccezione{sassuolo, ""}) }},
			"reversed": {fault.Failed, func(p *Programma, _ *Ambito) {
				p.Dal, p.Al = periodo.MustParse("2022-01-01"), periodo.MustParse("2021-01-01")
			}},
		} {
			p, a := valid("DC"), Ambito{}
			c.change(&p, &a)
			_, err := Add(ctx, tx, p, a)
			t.Run(name, func(t *testing.T) { refused(t, err, c.kind) })
		}
	})
}

func TestAdd_TakenCodeIsRefused(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := Add(ctx, tx, valid("DC"), Ambito{}); err != nil {
			t.Fatal(err)
		}
		_, err := Add(ctx, tx, valid("dc"), Ambito{})
		refused(t, err, fault.Failed, "DC", "Digitale Comune", "dtctl programma show DC")
	})
}

func TestFind_UnknownSuggests(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := Add(ctx, tx, valid("DC"), Ambito{}); err != nil {
			t.Fatal(err)
		}
		for arg, want := range map[string]string{
			"DD":              "did you mean DC (Digitale Comune)?",
			"digitale comune": "did you mean DC (Digitale Comune)?",
			"XYZ":             "dtctl programma list",
		} {
			_, err := Find(ctx, tx, arg)
			refused(t, err, fault.Failed, arg, want)
		}
	})
}

func TestEdit_ChangesTheProgrammeAndItsScope(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		p, err := Add(ctx, tx, valid("DC"), Ambito{
			Regioni: []int64{emiliaRomagna, toscana}, Tipi: []ente.Tipo{"comune"},
		}.Exclude(Eccezione{sassuolo, "first"}).Include(Eccezione{consorzo, "second"}))
		if err != nil {
			t.Fatal(err)
		}
		a, err := AmbitoDi(ctx, tx, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		p.Codice, p.Stato = "DC2", "concluso"
		a.Regioni, a.Aree = []int64{toscana, marche, marche}, []int64{alto}
		a = a.Include(Eccezione{sassuolo, "third"})
		a, dropped := a.Drop(consorzo)
		if !dropped {
			t.Error("the consorzio was let in by hand")
		}
		if _, dropped := a.Drop(medolla); dropped {
			t.Error("nothing was said of Medolla")
		}
		if _, err := Edit(ctx, tx, p, a); err != nil {
			t.Fatal(err)
		}
		if found, err := Find(ctx, tx, "DC2"); err != nil || found != p {
			t.Errorf("stored %+v, %v, want %+v", found, err, p)
		}
		s, err := Describe(ctx, tx, p, periodo.MustParse("2021-07-15"))
		if err != nil {
			t.Fatal(err)
		}
		for got, want := range map[string]string{
			strings.Join(s.Regioni, ","): "TC,MH",
			strings.Join(s.Tipi, ","):    "comune",
			strings.Join(s.Aree, ","):    "ALT",
		} {
			if got != want {
				t.Errorf("the scope has %q, want %q", got, want)
			}
		}
		if len(s.Esclusioni) != 0 || len(s.Inclusioni) != 1 || s.Inclusioni[0] != (Caso{sassuolo, "Sassuolo", "", "third"}) {
			t.Errorf("by hand in %v, out %v", s.Inclusioni, s.Esclusioni)
		}
	})
}

func TestEdit_WritesOnlyWhatChanged(t *testing.T) {
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	var p Programma
	scope := Ambito{Regioni: []int64{emiliaRomagna}}.Exclude(Eccezione{sassuolo, "why"})
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) (err error) {
		if err = seed(ctx, tx); err == nil {
			p, err = Add(ctx, tx, valid("DC"), scope)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	record := func(_ context.Context, _ *db.Tx, changes *db.Changes) error {
		n := 0
		for c, err := range changes.All() {
			if n++; err != nil || n > 1 || c.Table != "programma_ambito" || c.Action != db.Inserted {
				t.Errorf("changed %+v, %v", c, err)
			}
		}
		return nil
	}
	scope.Regioni = append(scope.Regioni, toscana)
	err = d.Update(t.Context(), db.Write{Record: record}, func(ctx context.Context, tx *db.Tx) error {
		_, err := Edit(ctx, tx, p, scope)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestDescribe_CountsTheExcludedApart(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		p, err := Add(ctx, tx, valid("DC"), Ambito{
			Regioni: []int64{emiliaRomagna}, Tipi: []ente.Tipo{"comune"},
		}.Exclude(Eccezione{sassuolo, "has its own"}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO ruolo (codice, nome, programma_id, unico, obbligatorio) VALUES
			('formazione', 'F', ?, 1, 1), ('comunicazione', 'C', ?, 1, 1), ('rtd', 'R', NULL, 1, 1)`, p.ID, p.ID); err != nil {
			t.Fatal(err)
		}
		for day, enti := range map[string]int{"2021-06-16": 1, "2021-06-17": 2} {
			s, err := Describe(ctx, tx, p, periodo.MustParse(day))
			if err != nil || s.Enti != enti || s.Esclusi != 1 {
				t.Errorf("on %s %d enti and %d excluded, %v", day, s.Enti, s.Esclusi, err)
			}
			if got := strings.Join(s.Ruoli, ","); got != "comunicazione,formazione" {
				t.Errorf("the roles are %s", got)
			}
		}
	})
}
