package db

import (
	"context"
	"errors"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/dtctl/dtctl/internal/fault"
)

// primaryCode is the part of an extended result code that names its family.
const primaryCode = 0xff

// explain turns an error of the engine into a fault for people; every other
// error passes unchanged.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if _, done := errors.AsType[*fault.Fault](err); done {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return interrupted(err)
	}
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch e.Code() & primaryCode {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fault.New(fault.Unavailable, "another dtctl is writing to the database").
			WithHint("try again in a moment, or wait longer with --busy-timeout 30s").WithCause(err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return fault.New(fault.Damaged, "the database is damaged").
			WithHint("keep the file as it is and restore a copy with: dtctl db restore FILE").WithCause(err)
	case lib.SQLITE_FULL:
		return fault.New(fault.Failed, "the disk is full: nothing has been changed").
			WithHint("free some space and try again").WithCause(err)
	case lib.SQLITE_IOERR:
		return fault.New(fault.Failed, "the disk is full or does not answer: nothing has been changed").
			WithHint("check the disk and its free space, and try again").WithCause(err)
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM, lib.SQLITE_AUTH:
		return fault.New(fault.Unavailable, "the database cannot be opened or changed").
			WithHint("check the permissions of the file and of its folder").WithCause(err)
	case lib.SQLITE_INTERRUPT:
		return interrupted(err)
	case lib.SQLITE_CONSTRAINT:
		return explainConstraint(e)
	}
	return err
}

// named says which file is damaged, where the engine found that one is.
func (d *DB) named(err error) error {
	if e, ok := errors.AsType[*sqlite.Error](err); ok && fault.KindOf(explain(e)) == fault.Damaged {
		return damaged(d.path).WithCause(e)
	}
	return err
}

func interrupted(err error) error {
	return fault.New(fault.Interrupted, "interrupted: nothing has been changed").WithCause(err)
}

// explainConstraint is the last resort for a rule that the nouns did not check
// beforehand.
func explainConstraint(e *sqlite.Error) error {
	subject := constraintSubject(e.Error())
	switch e.Code() {
	case lib.SQLITE_CONSTRAINT_UNIQUE, lib.SQLITE_CONSTRAINT_PRIMARYKEY:
		return fault.New(fault.Failed, "another record already has the same %s", subject).
			WithHint("look it up with the list command of that noun").WithCause(e)
	case lib.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fault.New(fault.Failed, "the record is still used by others").
			WithHint("end or remove what depends on it first").WithCause(e)
	}
	return fault.New(fault.Failed, "the values break the rule %s", subject).
		WithHint("check the values given").WithCause(e)
}

// constraintSubject returns what the engine's sentence names after its last
// colon: a list of columns, or the name of a check.
func constraintSubject(text string) string {
	text, _, _ = strings.Cut(text, " (")
	if i := strings.LastIndex(text, ": "); i >= 0 {
		text = text[i+2:]
	}
	return text
}

// IsConstraint reports whether err came from a rule of the schema: a value
// used twice, a missing or still used record, a value out of range.
func IsConstraint(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&primaryCode == lib.SQLITE_CONSTRAINT
}
