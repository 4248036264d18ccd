package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/db"
)

// program runs dtctl as a process of its own on one database.
type program struct {
	t        *testing.T
	database string
}

func newProgram(t *testing.T) program {
	t.Helper()
	p := program{t: t, database: filepath.Join(t.TempDir(), "a.db")}
	p.must("init")
	return p
}

func (p program) command(args ...string) *exec.Cmd {
	cmd := exec.Command("dtctl", append(args, "--db", p.database)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "HOME="+filepath.Dir(p.database))
	return cmd
}

func (p program) run(args ...string) (code int, output string) {
	p.t.Helper()
	out, err := p.command(args...).CombinedOutput()
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		return e.ExitCode(), string(out)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return 0, string(out)
}

func (p program) must(args ...string) string {
	p.t.Helper()
	code, out := p.run(args...)
	if code != 0 {
		p.t.Fatalf("dtctl %s: exit %d: %s", strings.Join(args, " "), code, out)
	}
	return out
}

// rows counts the rows of a table.
func (p program) rows(table string) (n int64) {
	p.t.Helper()
	d, err := db.Open(p.t.Context(), p.database, db.ReadOnly, time.Second)
	if err != nil {
		p.t.Fatal(err)
	}
	defer d.Close()
	err = d.View(p.t.Context(), func(ctx context.Context, tx *db.Tx) error {
		n, _, err = db.First(ctx, tx, db.Value[int64], "SELECT count(*) FROM "+table)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

// invitation is a long write: one row for each comune of Italy.
func (p program) invitation() []string {
	p.must("programma", "add", "IT", "--name", "Italia")
	p.must("ruolo", "add", "referente", "--programma", "IT", "--name", "Referente")
	return []string{"nomina", "invite", "--programma", "IT", "--role", "referente", "--date", "2026-11-01"}
}

func TestFault_KilledWriterLeavesTheOldRowsOrTheNew(t *testing.T) {
	p := newProgram(t)
	invite := p.invitation()
	start := time.Now()
	p.must(append(invite, "--dry-run")...)
	whole := time.Since(start)
	want := int64(-1)
	for i := range 20 {
		cmd := p.command(invite...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(whole))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		killed := cmd.Wait() != nil
		if code, out := p.run("db", "check"); code != 0 {
			t.Fatalf("after kill %d: exit %d: %s", i, code, out)
		}
		switch n := p.rows("nomina"); {
		case n == 0 && killed:
		case n > 0 && (want < 0 || n == want):
			want = n
			p.must("undo")
			if left := p.rows("nomina"); left != 0 {
				t.Fatalf("undo left %d rows", left)
			}
		default:
			t.Fatalf("after kill %d: %d rows", i, n)
		}
	}
}

func TestFault_TwoWritersLoseNothing(t *testing.T) {
	p := newProgram(t)
	const writers, each = 2, 10
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := range each {
				code := fmt.Sprintf("A%d-%d", w, i)
				if out, err := p.command("area", "add", code, "--name", code, "--busy-timeout", "30s").CombinedOutput(); err != nil {
					t.Errorf("%s: %v: %s", code, err, out)
				}
			}
		})
	}
	group.Wait()
	if n := p.rows("area"); n != writers*each {
		t.Errorf("%d rows, want %d", n, writers*each)
	}
	p.must("db", "check")
}

func TestFault_ImpatientWriterIsTold(t *testing.T) {
	p := newProgram(t)
	d, err := db.Open(t.Context(), p.database, db.ReadWrite, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Update(t.Context(), db.Write{}, func(context.Context, *db.Tx) error {
		code, out := p.run("area", "add", "X", "--name", "X", "--busy-timeout", "20ms")
		if code != 6 || !strings.Contains(out, "another dtctl is writing") {
			t.Errorf("exit %d: %s", code, out)
		}
		p.must("area", "list")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFault_FullDiskChangesNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the size of files cannot be limited here")
	}
	p := newProgram(t)
	invite := p.invitation()
	before := p.rows("operazione")
	line := strings.Join(append(invite, "--db", p.database), " ")
	// A file cannot grow beyond 200 blocks: the side file fills up like a disk.
	cmd := exec.Command("sh", "-c", "ulimit -f 200; exec dtctl "+line)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.CombinedOutput()
	if e, ok := errors.AsType[*exec.ExitError](err); !ok || e.ExitCode() != 1 || strings.Contains(string(out), "SQL") {
		t.Errorf("%v: %s", err, out)
	}
	if n := p.rows("nomina"); n != 0 {
		t.Errorf("%d rows were written", n)
	}
	if after := p.rows("operazione"); after != before {
		t.Errorf("%d operations, want %d", after, before)
	}
	p.must("db", "check")
}
