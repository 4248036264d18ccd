package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// long reports whether the tests that take minutes are to run too.
func long() bool { return os.Getenv("DTCTL_LONG") == "1" }

// crowd is an enrolment file of many persons.
func crowd(t *testing.T, rows int) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("Cognome;Nome;E-mail;Codice IPA;Corso;Edizione;Data iscrizione;Stato\n")
	ipa := []string{"c_d704", "c_i462", "c_f087", "c_f257"}
	for i := range rows {
		fmt.Fprintf(&b, "Rossi%s;Ada;p%d@posta.example;%s;TD-BASE;%d;14/09/2021;Iscritto\n", letters(i), i, ipa[i%4], 1+i%3)
	}
	return file(t, "f.csv", b.String())
}

// letters writes a number in letters.
func letters(n int) string {
	text := ""
	for ; n > 0; n /= 26 {
		text += string(rune('a' + n%26))
	}
	return text
}

// alone is a command whose temporary files have a folder of their own.
func (p program) alone(args ...string) (cmd *exec.Cmd, folder string) {
	folder = p.t.TempDir()
	cmd = p.command(args...)
	cmd.Env = append(cmd.Env, "TMPDIR="+folder)
	return cmd, folder
}

// left lists the files of a folder that hold anything.
func left(t *testing.T, folder string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestImport_KilledLeavesTheDatabaseBeforeOrAfterAndNothingElse(t *testing.T) {
	t.Parallel()
	rows, kills := 20_000, 3
	if long() {
		rows, kills = 200_000, 20
	}
	school := newSchool(t)
	path := crowd(t, rows)
	start := time.Now()
	school.must("iscrizione", "import", path, "--dry-run")
	whole := time.Since(start)
	before := school.enrolments(t)
	for i := range kills {
		p := school.twin(t)
		cmd, temporary := p.alone("iscrizione", "import", path, "--rejects", filepath.Join(filepath.Dir(p.database), "scarti.csv"))
		// In the last run the rows come through the standard input.
		if i == kills-1 {
			cmd, temporary = p.alone("iscrizione", "import", "-")
			input, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer input.Close()
			cmd.Stdin = input
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole/10 + rand.N(whole))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		killed := cmd.Wait() != nil
		if code, out := p.run("db", "check"); code != 0 {
			t.Fatalf("kill %d: exit %d: %s", i, code, out)
		}
		switch n := p.rows("iscrizione"); {
		case n == int64(rows):
		case n == 0 && killed:
			same(t, "enrolments", p.enrolments(t), before)
			if n := p.rows("importazione"); n != 0 {
				t.Errorf("kill %d: %d imports are recorded", i, n)
			}
		default:
			t.Errorf("kill %d: %d rows, killed %t", i, n, killed)
		}
		if runtime.GOOS != "windows" {
			if files := left(t, temporary); len(files) > 0 {
				t.Errorf("kill %d: files with personal data stay behind: %v", i, files)
			}
		}
		p.must("iscrizione", "import", path, "-q")
		if n := p.rows("iscrizione"); n != int64(rows) {
			t.Errorf("kill %d: afterwards the file brings %d rows", i, n)
		}
	}
}

func TestImport_InterruptedChangesNothing(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be interrupted here")
	}
	school := newSchool(t)
	path := crowd(t, 100_000)
	for _, wait := range []time.Duration{0, 300 * time.Millisecond} {
		p := school.twin(t)
		rejects := filepath.Join(filepath.Dir(p.database), "scarti.csv")
		cmd, temporary := p.alone("iscrizione", "import", path, "--rejects", rejects)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Once the database has its side file the import is under way.
		for range 1000 {
			if _, err := os.Stat(p.database + "-wal"); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		time.Sleep(wait)
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 130 {
			t.Errorf("after %s: %v: %s", wait, err, out.String())
		}
		if !strings.Contains(out.String(), "interrupted: nothing has been changed") || strings.Contains(out.String(), "goroutine") {
			t.Errorf("after %s: %s", wait, out.String())
		}
		if n := p.rows("iscrizione") + p.rows("importazione"); n != 0 {
			t.Errorf("after %s: %d rows", wait, n)
		}
		if files := append(left(t, temporary), left(t, filepath.Dir(p.database))...); len(files) != 1 {
			t.Errorf("after %s there are %v", wait, files)
		}
	}
}

func TestImport_FullDiskChangesNothing(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the size of files cannot be limited here")
	}
	school := newSchool(t)
	path := crowd(t, 40_000)
	before := school.rows("operazione")
	// A file cannot grow beyond so many blocks of 512 bytes: first the spools of
	// the import are full, then the side file of the database.
	for _, blocks := range []int{100, 3000, 9000} {
		p := school.twin(t)
		temporary := t.TempDir()
		cmd := exec.Command("sh", "-c", fmt.Sprintf(`ulimit -f %d; exec "$@"`, blocks), "sh", "dtctl", "iscrizione", "import", path, "--db", p.database)
		cmd.Env = append(os.Environ(), "LC_ALL=C", "TMPDIR="+temporary)
		out, err := cmd.CombinedOutput()
		code := cmd.ProcessState.ExitCode()
		if code != 1 && code != 6 || !strings.Contains(string(out), "dtctl: ") || strings.Contains(string(out), "SQL") || strings.Contains(string(out), "goroutine") {
			t.Errorf("%d blocks: %v: %s", blocks, err, out)
		}
		if n := p.rows("iscrizione") + p.rows("persona"); n != 0 {
			t.Errorf("%d blocks: %d rows were written", blocks, n)
		}
		if after := p.rows("operazione"); after != before {
			t.Errorf("%d blocks: %d operations, want %d", blocks, after, before)
		}
		if files := left(t, temporary); len(files) > 0 {
			t.Errorf("%d blocks: %v stay behind", blocks, files)
		}
		p.must("db", "check")
	}
}

func TestImport_ReadersSeeTheStateBeforeWhileItRuns(t *testing.T) {
	t.Parallel()
	rows := 60_000
	if long() {
		rows = 1_000_000
	}
	p := newSchool(t)
	path := crowd(t, rows)
	coverage := []string{"coverage", "--region", "ER", "--metric", "formazione", "--as-of", "2021-12-31", "-o", "json"}
	want := p.must(coverage...)
	cmd := p.command("iscrizione", "import", path, "-q")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	reads := 0
	for running := true; running; {
		got := p.must(append(coverage, "--busy-timeout", "0s")...)
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			running = false
		default:
			// The import still ran when the answer was there.
			same(t, "coverage while the import runs", got, want)
			reads++
		}
	}
	if reads < 2 {
		t.Errorf("only %d answers came while the import ran", reads)
	}
	if got := p.must(coverage...); got == want {
		t.Error("the import changed nothing")
	}
}
