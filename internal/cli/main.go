// Package cli is the shell of dtctl: the tree of commands, their flags, what
// they print and the code they leave with.
//
// A command parses its arguments, opens one transaction, calls one function of
// a noun, and renders what comes back. The rules of the field are in the nouns.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/dtctl/dtctl/internal/config"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/i18n"
	"github.com/dtctl/dtctl/internal/message"
)

// Process is what the program receives from the operating system.
type Process struct {
	// Args are the arguments after the program's name.
	Args []string
	In   io.Reader
	// Out receives data, Err what is said beside it.
	Out, Err io.Writer
	Getenv   func(string) string
	// GOOS is the operating system, as runtime.GOOS names it.
	GOOS string
	// Now returns the instant of the run.
	Now func() time.Time
	// User returns the operator, as the operating system names it.
	User func() string
	// Build is the version of the program.
	Build Build
}

// Build says which program this is; the release fills it in.
type Build struct {
	Version, Commit, Date string
}

// Main runs one command and returns the code to leave with. It never panics.
func Main(p Process) (code int) {
	env := &Env{Process: p}
	defer func() {
		if r := recover(); r != nil {
			// The code of Go's own panic is that of wrong usage: never leave with it.
			env.mutter(fmt.Sprintf("dtctl: internal error: %v\n%s", r, debug.Stack()))
			code = 1
		}
	}()
	if err := env.speak(); err != nil {
		return env.fail(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env.input = interruptible{ctx, p.In}
	root := newRootCmd(env)
	root.SetArgs(p.Args)
	return env.fail(root.ExecuteContext(ctx))
}

// speak chooses the language, before the command tree is built in it.
func (e *Env) speak() error {
	configured := ""
	// A wrong configuration is told by the command that needs it, so that the
	// command that mends it still runs.
	if settings, err := config.Load(config.Options{GOOS: e.GOOS, Getenv: e.Getenv}); err == nil {
		configured = settings.Lang()
	}
	lang, wrong := i18n.Detect(i18n.FromArgs(e.Args), configured, e.Getenv)
	locale, err := i18n.Open(lang)
	if err != nil {
		return err
	}
	e.Locale = locale
	return wrong
}

// fail tells the error, if any, and returns the exit code.
func (e *Env) fail(err error) int {
	if err == nil {
		return exitDone
	}
	text := message.New("%s", err.Error())
	var hint message.Text
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		text, hint = f.Message, f.Hint
	}
	line := "dtctl: " + e.text(text)
	if !hint.IsZero() {
		separator := "\n  → "
		if fault.KindOf(err) == fault.Usage {
			separator = " — "
		}
		line += separator + e.text(hint)
	}
	e.mutter(line + "\n")
	return exitCodeOf(err)
}
