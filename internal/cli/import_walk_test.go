package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/i18n"
)

// imported returns a database with an import, of number 3, whose lines 3, 4, 5
// and 6 are open.
func importedWithRejects(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db, file := filepath.Join(dir, "t.db"), filepath.Join(dir, "f.csv")
	rows := "Cognome;Nome;Ente;Data iscrizione\nRossi;Mario;Sassuolo;14/09/2021\nVerdi;Luca;Comune Medola;14/09/2021\n" +
		"Bianchi;Anna;COMUNE MEDOLA;15/09/2021\nNeri;Ugo;Sassuolo;31/02/2021\nGallo;Ada;Nessuno;14/09/2021\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"init", "--db", db},
		{"corso", "add", "TD-BASE", "Base", "--audience", "dipendenti"},
		{"edizione", "add", "TD-BASE", "1", "--from", "2021-09-13"},
		{"iscrizione", "import", file, "--edizione", "TD-BASE/1", "--snapshot", "2021-10-01"},
	} {
		database := db
		if args[0] == "init" {
			database = ""
		}
		want := 0
		if args[1] == "import" {
			want = 3
		}
		if got := dtctl(t, database, args...); got.code != want {
			t.Fatalf("%v: %+v", args, got)
		}
	}
	return db
}

// walkThrough answers the questions about the open rows of import 3, and
// returns what was said.
func walkThrough(t *testing.T, db string, answers ...string) string {
	t.Helper()
	locale, err := i18n.Open(i18n.English)
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	env := &Env{Locale: locale, Process: Process{
		Args: []string{"import", "resolve", "3"}, Out: &said, Err: &said, GOOS: "linux",
		Getenv: func(name string) string { return map[string]string{"DTCTL_DB": db, "HOME": t.TempDir()}[name] },
		User:   func() string { return "operatore" },
		Now:    func() time.Time { return time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC) },
	}}
	env.input = strings.NewReader(strings.Join(answers, "\n") + "\n")
	var cmd *cobra.Command
	walk(newRootCmd(env), func(c *cobra.Command) {
		if c.CommandPath() == "dtctl import resolve" {
			cmd = c
		}
	})
	cmd.SetContext(t.Context())
	if err := env.prepare(cmd); err != nil {
		t.Fatal(err)
	}
	if err := newWalker(env, cmd, 3).walk(); err != nil {
		t.Fatalf("%v after:\n%s", err, said.String())
	}
	return said.String()
}

func openRows(t *testing.T, db string) string {
	t.Helper()
	return strings.TrimSpace(dtctl(t, db, "import", "list", "-o", "csv", "--columns", "aperte").out)
}

func TestWalk_AChosenEnteTakesAllRowsOfItsSpelling(t *testing.T) {
	db := importedWithRejects(t)
	said := walkThrough(t, db, "7", "boh", "1", "y", "iscritto_il=30/09/2021", "d")
	for _, want := range []string{
		"4 rows to decide", "f.csv:3:3 ente_sconosciuto", "    Cognome: Verdi", "  1  Medolla (MO, c_f087)",
		"1 other row with this spelling went in too", "line 5 went in: a new record", "line 6 is left out",
		"import 3 has no more rows to decide",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("not said: %s\n%s", want, said)
		}
	}
	if got := openRows(t, db); got != "aperte\n0" {
		t.Errorf("open: %s", got)
	}
	history := dtctl(t, db, "history", "list", "-o", "csv", "--columns", "comando").out
	if !strings.Contains(history, "import resolve 3 --row 3 --ente c_f087 --learn") || strings.Contains(history, "30/09") {
		t.Errorf("history: %s", history)
	}
	if exports := dtctl(t, db, "history", "exports", "-o", "csv", "--columns", "comando,righe").out; !strings.Contains(exports, "import resolve,4") {
		t.Errorf("exports: %s", exports)
	}
}

func TestWalk_WhatIsRefusedAgainIsAskedAgain(t *testing.T) {
	db := importedWithRejects(t)
	said := walkThrough(t, db, "r", "s", "s", "iscritto_il=31/11/2021", "s", "ente Sassuolo", "n")
	for _, want := range []string{
		`line 3 is refused again: there is no ente "Comune Medola"`, `line 5 is refused again: "31/11/2021" is not a day`,
		`Keep the spelling "Nessuno" for later files?`, "line 6 went in: a new record",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("not said: %s\n%s", want, said)
		}
	}
	if got := openRows(t, db); got != "aperte\n3" {
		t.Errorf("open: %s", got)
	}
}

func TestWalk_TheEndOfTheInputStops(t *testing.T) {
	db := importedWithRejects(t)
	walkThrough(t, db, "d", "q")
	if got := openRows(t, db); got != "aperte\n3" {
		t.Errorf("open: %s", got)
	}
	walkThrough(t, db)
	if got := openRows(t, db); got != "aperte\n3" {
		t.Errorf("open: %s", got)
	}
}

func TestWalk_WhatWasAnsweredHoldsUntilTheRowGoesIn(t *testing.T) {
	db := importedWithRejects(t)
	said := walkThrough(t, db, "s", "s", "s", "?", "iscritto_il=31/02/2021", "colore=rosso", "ente Sassuolo", "n", "iscritto_il=15/09/2021")
	for _, want := range []string{"persona NUMBER: the row means this person", `"colore" is no column`, "line 6 went in: a new record"} {
		if !strings.Contains(said, want) {
			t.Errorf("not said: %s\n%s", want, said)
		}
	}
}
