// Command dtctl says how much of the territory is covered, who is missing, and
// since when.
package main

import (
	"os"
	"os/user"
	"runtime"
	"runtime/debug"
	"time"
	_ "time/tzdata" // Windows has no time zones of its own, and days are Italian.

	"github.com/dtctl/dtctl/internal/cli"
)

// The release fills these in.
var version, commit, date string

func main() {
	// A command lives for milliseconds: collecting less often is worth the
	// few megabytes.
	debug.SetGCPercent(400)
	os.Exit(cli.Main(process(time.Now)))
}

// process gathers what the operating system says; the scripts' driver gives it
// another clock.
func process(now func() time.Time) cli.Process {
	return cli.Process{
		Args:   os.Args[1:],
		In:     os.Stdin,
		Out:    os.Stdout,
		Err:    os.Stderr,
		Getenv: os.Getenv,
		GOOS:   runtime.GOOS,
		Now:    now,
		User:   operator,
		Build:  cli.Build{Version: version, Commit: commit, Date: date},
	}
}

// operator names who is at the keyboard, for the ledger.
func operator() string {
	for _, name := range []string{"USER", "USERNAME", "LOGNAME"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "?"
}
