// Package message holds sentences for people before a language is chosen.
//
// Everything below the shell speaks in Text: an English format and its
// arguments. The shell turns a Text into English or Italian when it prints it,
// so a rule of the field can explain itself without knowing who is reading.
package message

import (
	"fmt"
	"strings"
)

// Text is one sentence for people, not yet in any language. The zero Text says
// nothing.
//
// An argument may itself be a Text (it is translated first), a date or a
// number (it is written as the reader's language writes it), or a list of
// strings (it is written with commas). Identifiers, years and codes go in as
// strings, so that no thousands mark enters them.
type Text struct {
	// Format is the English sentence, with fmt verbs. It is the key of the
	// translation.
	Format string
	// Many is the English plural of Format, empty where the sentence does not
	// count anything.
	Many string
	// N chooses between Format and Many.
	N int
	// Args fill the verbs of the format.
	Args []any
}

// New returns the sentence with the given English format and arguments.
func New(format string, args ...any) Text {
	return Text{Format: format, Args: args}
}

// Count returns the sentence that fits n things: one when n is 1, many
// otherwise. Both formats receive the same arguments.
func Count(n int, one, many string, args ...any) Text {
	return Text{Format: one, Many: many, N: n, Args: args}
}

// IsZero reports whether the text says nothing.
func (t Text) IsZero() bool { return t.Format == "" }

// String returns the sentence in English. It serves tests and logs; people
// read what the shell translates.
func (t Text) String() string {
	format := t.Format
	if t.Many != "" && t.N != 1 {
		format = t.Many
	}
	if len(t.Args) == 0 {
		return format
	}
	args := make([]any, len(t.Args))
	for i, a := range t.Args {
		if words, is := a.([]string); is {
			a = strings.Join(words, ", ")
		}
		args[i] = a
	}
	return fmt.Sprintf(format, args...)
}
