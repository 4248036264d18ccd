package ruolo

import (
	"context"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// The programmes of every test.
const (
	dc = 1
	pd = 2
)

// inside runs fn in one transaction of a database with two programmes, an ente
// and two persons.
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
		for _, query := range []string{
			`INSERT INTO programma (id, codice, nome, norma, tipo, stato) VALUES
				(1, 'DC', 'Digitale Comune', 'digitale comune', 'programma', 'avviato'),
				(2, 'PD', 'Punti digitali', 'punti digitali', 'programma', 'avviato')`,
			`INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione) VALUES (1, 'comune', 'Sassuolo', 'sassuolo', 0)`,
			`INSERT INTO persona (id, cognome, nome, norma) VALUES (1, 'Bianchi', 'Anna', 'bianchi anna'), (2, 'Verdi', 'Luca', 'verdi luca')`,
		} {
			if _, err := tx.Exec(ctx, query); err != nil {
				return err
			}
		}
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func add(ctx context.Context, t *testing.T, tx *db.Tx, codice string, programmaID int64) Ruolo {
	t.Helper()
	r, err := Add(ctx, tx, Ruolo{Codice: codice, Nome: "Responsabile", ProgrammaID: programmaID})
	if err != nil {
		t.Fatal(err)
	}
	return r
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

func TestAdd_StoresTheCanonicalForm(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		r, err := Add(ctx, tx, Ruolo{Codice: " Referente_UFL ", Nome: " Referente UFL ", ProgrammaID: dc, Unico: true})
		want := Ruolo{ID: r.ID, Codice: "referente_ufl", Nome: "Referente UFL", ProgrammaID: dc, Programma: "DC", Unico: true}
		if err != nil || r != want {
			t.Errorf("got %+v, %v, want %+v", r, err, want)
		}
	})
}

func TestAdd_MalformedIsUsage(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, r := range []Ruolo{
			{Nome: "Senza codice"},
			{Codice: "a b", Nome: "Spazio"},
			{Codice: "città", Nome: "Accento"},
			{Codice: "rtd"},
			{Codice: "Tutti", Nome: "Parola dei totali"},
			{Codice: "almeno_uno", Nome: "Parola dei totali"},
			{Codice: "lungo", Nome: strings.Repeat("è", 301)},
		} {
			_, err := Add(ctx, tx, r)
			refused(t, err, fault.Usage)
		}
	})
}

func TestAdd_ACodeNamesOneRoleInEachProgramme(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, "rtd", 0)
		add(ctx, t, tx, "formazione", dc)
		add(ctx, t, tx, "formazione", pd)
		for _, c := range []struct {
			codice    string
			programma int64
			want      string
		}{
			{"rtd", 0, "already a role rtd"},
			{"rtd", dc, "rtd is a general role"},
			{"formazione", dc, "already a role formazione (DC)"},
			{"formazione", 0, "formazione is a role of programme DC"},
		} {
			_, err := Add(ctx, tx, Ruolo{Codice: c.codice, Nome: "X", ProgrammaID: c.programma})
			refused(t, err, fault.Failed, c.want)
		}
	})
}

func TestFind_ByCodeInOrOutOfAProgramme(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		rtd := add(ctx, t, tx, "rtd", 0)
		comunicazione := add(ctx, t, tx, "comunicazione", dc)
		formazione := add(ctx, t, tx, "formazione", dc)
		add(ctx, t, tx, "formazione", pd)
		for _, c := range []struct {
			codice    string
			programma int64
			want      Ruolo
		}{
			{"rtd", 0, rtd},
			{"RTD", dc, rtd},
			{"comunicazione", 0, comunicazione},
			{"Formazione", dc, formazione},
		} {
			if r, err := Find(ctx, tx, c.codice, c.programma); err != nil || r != c.want {
				t.Errorf("%s in %d is %+v, %v, want %+v", c.codice, c.programma, r, err, c.want)
			}
		}
		_, err := Find(ctx, tx, "formazione", 0)
		refused(t, err, fault.Failed, "formazione (DC), formazione (PD)", "--programma DC")
		_, err = Find(ctx, tx, "comunicazione", pd)
		refused(t, err, fault.Failed, "comunicazione (DC)")
		_, err = Find(ctx, tx, "comunicazone", 0)
		refused(t, err, fault.Failed, `"comunicazone"`, "did you mean comunicazione (DC)?")
		_, err = Find(ctx, tx, "x", 0)
		refused(t, err, fault.Failed, "dtctl ruolo list")
	})
}

func TestList_GeneralRolesFirst(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		for _, r := range []struct {
			codice    string
			programma int64
		}{{"formazione", pd}, {"formazione", dc}, {"rtd", 0}, {"comunicazione", dc}} {
			add(ctx, t, tx, r.codice, r.programma)
		}
		for programma, want := range map[int64]string{
			0:  "rtd, comunicazione (DC), formazione (DC), formazione (PD)",
			dc: "comunicazione (DC), formazione (DC)",
			9:  "",
		} {
			list, err := List(ctx, tx, programma)
			if err != nil || labels(list) != want || list == nil {
				t.Errorf("programme %d has %q, %v, want %q", programma, labels(list), err, want)
			}
		}
	})
}

func TestEdit_KeepsTheProgrammeAndTheRules(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, "comunicazione", dc)
		r := add(ctx, t, tx, "formazione", dc)
		r.Nome, r.Norma, r.Obbligatorio = "Responsabile della formazione", "DGR 1/2021", true
		if got, err := Edit(ctx, tx, r); err != nil || got != r {
			t.Errorf("got %+v, %v, want %+v", got, err, r)
		}
		r.Codice = "comunicazione"
		_, err := Edit(ctx, tx, r)
		refused(t, err, fault.Failed, "already a role comunicazione (DC)")
	})
}

func TestEdit_TwoHoldersAtOnceKeepARoleFromBeingUnique(t *testing.T) {
	for second, overlap := range map[string]bool{
		"(1, 1, 2, 'attiva', '2021-07-31', NULL, 'singola', 'nessuno')":    true,
		"(1, 1, 2, 'attiva', '2021-08-01', NULL, 'singola', 'nessuno')":    false,
		"(1, 1, 2, 'annullata', '2021-07-31', NULL, 'singola', 'nessuno')": false,
		"(1, 1, 2, 'invitato', NULL, NULL, 'singola', 'nessuno')":          false,
	} {
		inside(t, func(ctx context.Context, tx *db.Tx) {
			r := add(ctx, t, tx, "comunicazione", dc)
			_, err := tx.Exec(ctx, `INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, al, forma, copre)
				VALUES (1, 1, 1, 'cessata', '2021-07-01', '2021-07-31', 'singola', 'nessuno'), `+second)
			if err != nil {
				t.Fatal(err)
			}
			r.Unico = true
			_, err = Edit(ctx, tx, r)
			if overlap {
				refused(t, err, fault.Failed, "comunicazione (DC)", "Sassuolo")
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}
