package render

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

const secondsOfOneDay = 24 * 60 * 60

// serial returns the moment as the days since the last of 1899 but one, with
// the clock that it was written with (ECMA-376 part 1, 18.17.4.1). Before March
// 1900 the numbers are those of no calendar: 1900 counts as a leap year.
func serial(t time.Time) float64 {
	_, offset := t.Zone()
	seconds := t.Unix() + int64(offset) - time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).Unix()
	return float64(seconds/secondsOfOneDay) + float64(seconds%secondsOfOneDay)/secondsOfOneDay
}

// columnName returns the letters of a column, counted from 0.
func columnName(column int) string {
	var name string
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// text writes s, which is valid UTF-8, so that a reader gets back s.
func (f *sheetFile) text(s string) {
	from := 0
	for i, r := range s {
		if escape := escapeXML(r, s[i:]); escape != "" {
			f.out.WriteString(s[from:i])
			f.out.WriteString(escape)
			from = i + utf8.RuneLen(r)
		}
	}
	f.out.WriteString(s[from:])
}

// escapeXML returns what stands for the character r at the beginning of rest,
// the empty string for r itself. What XML 1.0 cannot hold, and the carriage
// return, which it would change, are written as _x001B_, and what looks like
// that already gets its first underscore written so (ECMA-376 part 1,
// 22.9.2.19).
func escapeXML(r rune, rest string) string {
	switch {
	case r == '&':
		return "&amp;"
	case r == '<':
		return "&lt;"
	case r == '>':
		return "&gt;"
	case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
		return fmt.Sprintf("_x%04X_", r)
	case r == '_' && looksEscaped(rest):
		return "_x005F_"
	}
	return ""
}

// looksEscaped reports whether s begins with a character written as _x001B_.
func looksEscaped(s string) bool {
	const form = "_x001B_"
	return len(s) >= len(form) && s[1] == 'x' && s[6] == '_' && strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
