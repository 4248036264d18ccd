// Package fault holds errors that are written for people.
//
// A Fault names what went wrong in the words of whoever typed the command, and
// says what to do next. Its kind tells the shell which exit code to leave
// with. Any other error that reaches the shell is a defect of the program.
package fault

import (
	"errors"

	"github.com/dtctl/dtctl/internal/message"
)

// Kind says what sort of trouble a Fault is; the shell derives the exit code
// from it.
type Kind int

// The kinds of trouble. The exit codes are those of `dtctl help exit-codes`.
const (
	// Failed is the ordinary refusal: an unknown ente, a rule of the field
	// that would be broken (exit 1).
	Failed Kind = iota
	// Usage is a mistake in the command line itself: an unknown flag, a
	// missing argument, a value outside a fixed list (exit 2).
	Usage
	// Rejected means that the work was done but some rows were left out
	// (exit 3).
	Rejected
	// Threshold means that a guard or a minimum was not met (exit 4).
	Threshold
	// Damaged means that a check found broken or contradictory data (exit 5).
	Damaged
	// Unavailable means that the database cannot be used: locked, missing,
	// unreadable, or newer than the program (exit 6).
	Unavailable
	// Interrupted means that the person stopped the command (exit 130).
	Interrupted
)

// Fault is an error for people.
type Fault struct {
	Kind    Kind
	Message message.Text
	// Hint says what to do next, zero when there is nothing to suggest.
	Hint message.Text
	// Cause is the technical error behind, shown only when asked for.
	Cause error
}

// New returns a Fault of the given kind whose message is the English format
// filled with args.
func New(kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Message: message.New(format, args...)}
}

// WithHint returns the same Fault with a sentence that says what to do next.
func (f *Fault) WithHint(format string, args ...any) *Fault {
	g := *f
	g.Hint = message.New(format, args...)
	return &g
}

// WithCause returns the same Fault wrapping the technical error behind it.
func (f *Fault) WithCause(err error) *Fault {
	g := *f
	g.Cause = err
	return &g
}

// Error returns the message in English.
func (f *Fault) Error() string { return f.Message.String() }

// Unwrap returns the technical error behind the Fault, if any.
func (f *Fault) Unwrap() error { return f.Cause }

// KindOf returns the kind of the first Fault in err's chain, Failed when there
// is none.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Failed
}
