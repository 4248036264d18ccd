package cli

import (
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// exitCode is one line of the table of exit codes.
type exitCode struct {
	kind    fault.Kind
	code    int
	meaning message.Text
}

// exitDone is the exit code of a command that did what it was asked.
const exitDone = 0

// exitCodes returns the table of exit codes, the only one of the program.
func exitCodes() []exitCode {
	return []exitCode{
		{fault.Failed, 1, message.New("failed: an unknown or ambiguous ente, a rule that would be broken")},
		{fault.Usage, 2, message.New("wrong usage: an unknown command or flag, a missing argument, a value outside a fixed list")},
		{fault.Rejected, 3, message.New("done, but some rows were rejected")},
		{fault.Threshold, 4, message.New("a threshold or a guard was not met")},
		{fault.Damaged, 5, message.New("a check found damaged or inconsistent data")},
		{fault.Unavailable, 6, message.New("the database is unavailable: locked, missing, unreadable, or newer than the program")},
		{fault.Interrupted, 130, message.New("interrupted")},
	}
}

// exitCodeOf returns the code that the program leaves with after err.
func exitCodeOf(err error) int {
	if err == nil {
		return exitDone
	}
	kind := fault.KindOf(err)
	for _, e := range exitCodes() {
		if e.kind == kind {
			return e.code
		}
	}
	return 1
}
