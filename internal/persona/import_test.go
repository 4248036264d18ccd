package persona

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// bring imports rows and returns the result.
func bring(ctx context.Context, t *testing.T, tx *db.Tx, text string, fixed map[string]string) *batch.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := sheet.Examine(ctx, path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := batch.Options{Name: path, Mode: batch.Upsert, Snapshot: periodo.MustParse("2022-09-01"), Today: periodo.MustParse("2022-09-01"), Fixed: fixed}
	r, err := batch.Run(ctx, tx, Import(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Number != 0 {
		// The ledger would write the operation at the end of the transaction.
		_, err = tx.Exec(ctx, `INSERT INTO operazione (id, quando, chi, comando, parametri, inserite, aggiornate, eliminate)
			VALUES (?, '2022-09-01T00:00:00Z', 'test', 'test', '', 0, 0, 0)`, r.Number)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// counted fails the test unless the counts of new, updated, unchanged and
// rejected rows are these.
func counted(t *testing.T, r *batch.Result, want ...int) {
	t.Helper()
	if got := []int{r.New, r.Updated, r.Unchanged, r.Rejected}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v; problems %v", got, want, r.Problems)
	}
}

func TestImport_SameFileTwiceAddsNobodyTwice(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		const text = "cognome;nome;cf;email;id_esterno;telefono\nRossi;Mario;" + cfRossi + ";;;1\nVerdi;Luca;;l.verdi@example.it;;\n" +
			"Neri;Ugo;;;U1;\nGialli;Ivo;;;;2\nRicci;Emanuele;" + cfRicci + ";e.ricci@example.it;;\n"
		r := bring(ctx, t, tx, text, map[string]string{"piattaforma": "SELF"})
		counted(t, r, 5, 0, 0, 0)
		r = bring(ctx, t, tx, text, map[string]string{"piattaforma": "SELF"})
		counted(t, r, 0, 0, 5, 0)
		if r.Changed() || r.PersonsKnown != 5 {
			t.Errorf("%+v", r)
		}
	})
}

func TestImport_OnlyASureKeyChangesAValue(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		add(ctx, t, tx, Persona{Cognome: "Rossi", Nome: "Mario", CF: cfRossi, Email: "a@example.it"}, Persona{Cognome: "Verdi", Nome: "Luca"})
		counted(t, bring(ctx, t, tx, "cognome;nome;cf;email\nDe Rossi;Mario;"+cfRossi+";b@example.it\n", nil), 0, 1, 0, 0)
		counted(t, bring(ctx, t, tx, "cognome;nome;email;note\nDe Rossi;Mario;b@example.it;x\n", nil), 0, 1, 0, 0)
		counted(t, bring(ctx, t, tx, "cognome;nome;email;note\nDe Rossi;Mario;b@example.it;y\n", nil), 0, 0, 1, 0)
		// An address may be that of two persons: a code of another name is a new person's.
		counted(t, bring(ctx, t, tx, "cognome;nome;email\nNeri;Ugo;n@example.it\n", nil), 1, 0, 0, 0)
		counted(t, bring(ctx, t, tx, "cognome;nome;cf;email\nRicci;Emanuele;"+cfRicci+";n@example.it\n", nil), 1, 0, 0, 0)
		// A name alone completes nobody's record.
		r := bring(ctx, t, tx, "cognome;nome;telefono\nVerdi;Luca;1\nVerdi;Luca;\n", nil)
		counted(t, r, 0, 0, 1, 1)
		if r.Problems[0].Code != "persona_incerta" {
			t.Errorf("%+v", r.Problems)
		}
		p, err := find(ctx, tx, 1)
		if err != nil || p.Cognome != "De Rossi" || p.Email != "b@example.it" || p.Note != "x" {
			t.Errorf("%+v, %v", p, err)
		}
	})
}
