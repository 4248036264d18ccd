// Package codice checks the official codes of enti and persons.
//
// Each function takes a code as people write it and returns its canonical
// form, or a fault of kind Usage that says what is wrong with it. A check is
// of the form and of the check digit alone: whether a code is in force, only
// the register knows. No message repeats what was typed, which may be personal
// or in the wrong place, beyond one character that cannot belong to a code: the
// caller names the flag or the cell.
package codice

import (
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/message"
)

// firstBad returns the first character of s that is not allowed and its
// position, counted from 1; position 0 when all are allowed.
func firstBad(s string, allowed func(rune) bool) (string, int) {
	position := 0
	for _, r := range s {
		position++
		if !allowed(r) {
			return string(r), position
		}
	}
	return "", 0
}

// length says how many characters a code has.
func length(s string) message.Text {
	n := utf8.RuneCountInString(s)
	return message.Count(n, "%d character", "%d characters", n)
}

// padded returns digits with the zeros in front that a spreadsheet drops.
func padded(digits string, width int) string {
	return strings.Repeat("0", width-len(digits)) + digits
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isCapital(r rune) bool { return 'A' <= r && r <= 'Z' }

func isSmall(r rune) bool { return 'a' <= r && r <= 'z' }
