package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dtctl/dtctl/internal/cli"
	"github.com/dtctl/dtctl/internal/db"
)

// newSchool is a program whose database has a course with three editions.
func newSchool(t *testing.T) program {
	t.Helper()
	p := newProgram(t)
	p.ask("corso", "add", "TD-BASE", "Trasformazione digitale", "--audience", "dipendenti", "--platform", "SELF").done(t)
	for _, edition := range []string{"1", "2", "3"} {
		p.ask("edizione", "add", "TD-BASE", edition, "--from", "2021-09-13", "--to", "2021-12-31").done(t)
	}
	return p
}

// twin is a program on a copy of the database as it is.
func (p program) twin(t *testing.T) program {
	t.Helper()
	q := program{t: t, database: filepath.Join(t.TempDir(), "a.db")}
	p.copyTo(q)
	return q
}

func (p program) copyTo(q program) {
	p.t.Helper()
	content, err := os.ReadFile(p.database)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(q.database, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// answer is what a command said.
type answer struct {
	args     []string
	code     int
	out, err string
}

// ask runs a command within the process of the test.
func (p program) ask(args ...string) answer { return p.askWith(strings.NewReader(""), args...) }

func (p program) askWith(in io.Reader, args ...string) answer {
	var out, err bytes.Buffer
	a := answer{args: args}
	a.code = cli.Main(cli.Process{
		Args: append(args[:len(args):len(args)], "--db", p.database), In: in, Out: &out, Err: &err, GOOS: runtime.GOOS, Now: fixedNow,
		Getenv: func(string) string { return "" },
		User:   func() string { return "operatore" },
	})
	a.out, a.err = out.String(), err.String()
	return a
}

// leaves fails the test unless the command left with the code.
func (a answer) leaves(t *testing.T, code int) answer {
	t.Helper()
	if a.code != code {
		t.Fatalf("dtctl %s: exit %d, want %d: %s%s", strings.Join(a.args, " "), a.code, code, a.out, a.err)
	}
	return a
}

func (a answer) done(t *testing.T) answer {
	t.Helper()
	return a.leaves(t, 0)
}

// counted is what an import says it did.
type counted struct {
	Importazione                        *int64
	Righe, Nuove, Aggiornate, Invariate int
	Scartate, Ignorate, Ritirate        int
	PersoneNuove                        int    `json:"persone_nuove"`
	PersoneRiconosciute                 int    `json:"persone_riconosciute"`
	ZeriAggiunti                        int    `json:"zeri_aggiunti"`
	CelleRiparate                       int    `json:"celle_riparate"`
	GiaImportato                        *int64 `json:"gia_importato"`
	Problemi, Avvisi                    []problem
}

type problem struct {
	Riga, Colonna                int
	Codice, Motivo, Suggerimento string
}

// take imports a file of enrolments and returns what came of it.
func (p program) take(t *testing.T, path string, args ...string) (answer, counted) {
	t.Helper()
	a := p.ask(append([]string{"iscrizione", "import", path, "-o", "json"}, args...)...)
	var c counted
	if a.out != "" {
		if err := json.Unmarshal([]byte(a.out), &c); err != nil {
			t.Fatalf("%v: %s", err, a.out)
		}
	}
	return a, c
}

// inside runs fn on the database of the program.
func (p program) inside(t *testing.T, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	d, err := db.Open(t.Context(), p.database, db.ReadOnly, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// texts returns the only column of a query.
func (p program) texts(t *testing.T, query string) (list []string) {
	t.Helper()
	p.inside(t, func(ctx context.Context, tx *db.Tx) {
		var err error
		if list, err = db.Collect(ctx, tx, db.Value[string], query); err != nil {
			t.Fatal(err)
		}
	})
	return list
}

// content is every row of every table but those of the ledger.
func (p program) content(t *testing.T) (rows []string) {
	t.Helper()
	for _, query := range p.texts(t, `
		SELECT 'SELECT ''' || s.name || ' '' || ' || (SELECT group_concat('quote("' || c.name || '")', ' || '','' || ' ORDER BY c.cid)
			FROM pragma_table_info(s.name) c) || ' FROM ' || s.name || ' ORDER BY id'
		FROM sqlite_schema s WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite%' AND s.name NOT IN
			('operazione', 'modifica', 'importazione', 'importazione_scarto', 'iscrizione_lista', 'esportazione') ORDER BY s.name`) {
		rows = append(rows, p.texts(t, query)...)
	}
	return rows
}

// enrolments are the enrolments and their persons, up to their numbers.
func (p program) enrolments(t *testing.T) []string {
	t.Helper()
	return p.texts(t, `
		SELECT concat_ws('|', p.cognome, p.nome, p.cf, p.email, p.piattaforma, p.id_esterno, '/', i.edizione_id, i.ente_id, i.stato,
			i.iscritto_il, i.completato_il, i.ritirato_il, i.minuti, i.esito, i.rilevato_il)
		FROM iscrizione i JOIN persona p ON p.id = i.persona_id ORDER BY 1`)
}

// same fails the test when two lists differ.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s differ (-want +got):\n%s", what, diff)
	}
}

// file writes a file for the test.
func file(t *testing.T, name string, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
