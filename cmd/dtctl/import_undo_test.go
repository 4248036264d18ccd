package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// list is an enrolment file of n persons, some of whom have nothing but a name.
func list(n int, day string) [][]string {
	table := [][]string{{"Cognome", "Nome", "E-mail", "Ente", "Corso", "Edizione", "Data iscrizione", "Stato", "Data completamento"}}
	for i := range n {
		row := []string{fmt.Sprintf("Cognome%c%c", 'a'+i/26, 'a'+i%26), "Ada", fmt.Sprintf("p%d@posta.example", i), "Sassuolo", "TD-BASE", "1", day, "Iscritto", ""}
		if i%3 == 0 {
			row[2] = ""
		}
		table = append(table, row)
	}
	return table
}

func TestImport_UndoRestoresAllButWhatWasEditedSince(t *testing.T) {
	t.Parallel()
	p := newSchool(t)
	old, _ := p.take(t, file(t, "old.csv", text(t, list(20, "14/09/2021"), ';')), "--snapshot", "2021-10-01")
	old.done(t)
	before := p.content(t)

	// The new file changes the first ten, and adds twenty persons.
	table := list(40, "14/09/2021")
	for i := 1; i <= 10; i++ {
		table[i][7], table[i][8] = "Completato", "02/11/2021"
	}
	run, counts := p.take(t, file(t, "new.csv", text(t, table, ';')), "--snapshot", "2021-12-01")
	run.done(t)
	if counts.Aggiornate != 10 || counts.Nuove != 20 || counts.PersoneNuove != 20 {
		t.Fatalf("%+v", counts)
	}
	after := p.content(t)
	// One of the changed, two of the new.
	changed := p.texts(t, "SELECT CAST(id AS TEXT) FROM iscrizione WHERE stato = 'completato' ORDER BY id")[0]
	for _, id := range []string{changed, "25", "26"} {
		p.ask("iscrizione", "edit", id, "--hours", "7").done(t)
	}
	edited := p.content(t)

	undo := p.ask("undo", fmt.Sprint(*counts.Importazione)).done(t)
	for _, id := range []string{changed, "25", "26"} {
		if !strings.Contains(undo.err, "iscrizione "+id+": changed since") {
			t.Errorf("%s is not listed: %s", id, undo.err)
		}
	}
	// Kept are the three, and the persons of the two that were new.
	var want []string
	for _, row := range before {
		if !strings.HasPrefix(row, "iscrizione "+changed+",") {
			want = append(want, row)
		}
	}
	for _, row := range edited {
		for _, kept := range []string{"iscrizione " + changed + ",", "iscrizione 25,", "iscrizione 26,", "persona 25,", "persona 26,"} {
			if strings.HasPrefix(row, kept) {
				want = append(want, row)
			}
		}
	}
	got := p.content(t)
	slices.Sort(want)
	slices.Sort(got)
	same(t, "rows", got, want)
	p.ask("db", "check").done(t)

	// The undo can be undone; without edits everything is as it was.
	_, number, _ := strings.Cut(undo.err, "dtctl undo ")
	p.ask("undo", strings.TrimSpace(number)).done(t)
	same(t, "rows after the undo of the undo", p.content(t), edited)
	for range 3 {
		p.ask("undo").done(t)
	}
	same(t, "rows after the undo of the edits", p.content(t), after)
	p.ask("undo").done(t)
	same(t, "rows after the undo", p.content(t), before)
}

func TestImport_MendedRejectsAddUpToTheCleanFile(t *testing.T) {
	t.Parallel()
	school := newSchool(t)
	clean := list(12, "14/09/2021")
	clean[2][0], clean[5][3] = "Nicolò", "Forlì"
	clean[7][0] = "Due\nrighe"
	broken := make([][]string, len(clean))
	for i, row := range clean {
		broken[i] = slices.Clone(row)
	}
	broken[2][6], broken[5][3], broken[7][5], broken[9][4] = "31/02/2021", "Forlimpopolino", "9", "XX-BASE"
	want := school.twin(t)
	whole, _ := want.take(t, file(t, "clean.csv", text(t, clean, ';')), "--snapshot", "2021-12-31")
	whole.done(t)

	dialects := map[string]func(string) string{
		"utf-8":        func(s string) string { return s },
		"with mark":    func(s string) string { return "\ufeff" + s },
		"sep":          func(s string) string { return "sep=;\r\n" + s },
		"windows-1252": windowsOf,
		"utf-16le":     func(s string) string { return utf16Of(s, binary.LittleEndian) },
		"utf-16be":     func(s string) string { return utf16Of(s, binary.BigEndian) },
		"windows ends": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"xlsx":         nil,
	}
	for name, encode := range dialects {
		t.Run(name, func(t *testing.T) {
			p := school.twin(t)
			path := workbook(t, broken)
			if encode != nil {
				path = file(t, "f.csv", encode(text(t, broken, ';')))
			} else {
				encode = func(s string) string { return "\ufeff" + s }
			}
			rejects := filepath.Join(t.TempDir(), "scarti.csv")
			run, counts := p.take(t, path, "--snapshot", "2021-12-31", "--rejects", rejects)
			run.leaves(t, 3)
			if counts.Scartate != 4 || counts.Nuove != 8 {
				t.Fatalf("%+v", counts)
			}
			content, err := os.ReadFile(rejects)
			if err != nil {
				t.Fatal(err)
			}
			// Sent again as it is, nothing of it goes in.
			again, counts := p.take(t, rejects, "--snapshot", "2021-12-31", "--dry-run")
			again.leaves(t, 3)
			if counts.Scartate != 4 || counts.Righe != 4 {
				t.Errorf("%+v", counts)
			}
			mended := string(content)
			for _, change := range [][2]string{{"31/02/2021", "14/09/2021"}, {"Forlimpopolino", "Forlì"}, {";9;", ";1;"}, {"XX-BASE", "TD-BASE"}} {
				from, to := encode(change[0]), encode(change[1])
				if n := strings.Count(mended, unmarked(from)); n == 0 {
					t.Fatalf("%q is not in %q", change[0], mended)
				}
				mended = strings.Replace(mended, unmarked(from), unmarked(to), 1)
			}
			if err := os.WriteFile(rejects, []byte(mended), 0o600); err != nil {
				t.Fatal(err)
			}
			run, counts = p.take(t, rejects, "--snapshot", "2021-12-31")
			if run.code != 0 || counts.Scartate != 0 || counts.Nuove != 4 {
				t.Fatalf("exit %d, %+v: %s", run.code, counts, run.err)
			}
			same(t, "enrolments", p.enrolments(t), want.enrolments(t))
			open := p.ask("import", "list", "--open", "-o", "json").done(t)
			same(t, "open imports", open.out, "[]\n")
		})
	}
}

// unmarked is an encoded text without what stands at the beginning of a file.
func unmarked(s string) string {
	for _, mark := range []string{"\ufeff", "sep=;\r\n", "\xff\xfe", "\xfe\xff"} {
		s = strings.TrimPrefix(s, mark)
	}
	return s
}
