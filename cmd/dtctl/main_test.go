package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/dtctl/dtctl/internal/cli"
	"github.com/dtctl/dtctl/internal/demo"
)

var update = flag.Bool("update", false, "rewrite the expected outputs of the scripts")

// fixedNow is the instant of every script.
func fixedNow() time.Time { return time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC) }

// TestMain lets the test binary be dtctl itself, with a fixed clock.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dtctl": func() { os.Exit(cli.Main(process(fixedNow))) },
	})
}

// TestScripts runs every script of testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LC_ALL", "C")
			env.Setenv("USER", "operatore")
			env.Setenv("XDG_DATA_HOME", env.WorkDir+"/data")
			env.Setenv("XDG_CONFIG_HOME", env.WorkDir+"/config")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"demofile": demoFile,
		},
	})
}

// demoFile makes a file of the demonstration, so that a script can see what
// stays written.
func demoFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: demofile FILE")
	}
	d, err := demo.Open(context.Background())
	ts.Check(err)
	ts.Check(errors.Join(d.Backup(context.Background(), ts.MkAbs(args[0])), d.Close()))
	ts.Check(os.Chmod(ts.MkAbs(args[0]), 0o600))
}

// exits runs a command that must leave with the given code; what it prints can
// be matched with stdout and stderr afterwards.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if e, ok := err.(*exec.ExitError); ok {
		got = e.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("%s: exit %d, want %d", fmt.Sprint(args[1:]), got, want)
	}
}
