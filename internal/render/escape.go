package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// reveal returns s with everything that could act on a terminal, reorder what
// is read, or hide, written as an escape: control characters, bidirectional
// and other invisible format characters, bytes that are not UTF-8. The
// characters of keep stay as they are. The two joiners stay too: scripts and
// emoji need them.
func reveal(s, keep string) string {
	if !strings.ContainsFunc(s, acts) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, width := 0, 0; i < len(s); i += width {
		var r rune
		r, width = utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && width == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !acts(r) || strings.ContainsRune(keep, r):
			b.WriteString(s[i : i+width])
		default:
			b.WriteString(escaped(r))
		}
	}
	return b.String()
}

// acts reports whether the character does something other than being seen.
func acts(r rune) bool {
	const nonJoiner, joiner, lineSeparator, paragraphSeparator = 0x200C, 0x200D, 0x2028, 0x2029
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7f
	case r == nonJoiner || r == joiner:
		return false
	case r == lineSeparator || r == paragraphSeparator:
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf)
}

func escaped(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// escapeJSON returns encoded JSON text with the characters that could act on a
// terminal as \u escapes; those below a space are escaped already.
func escapeJSON(encoded string) string {
	var b strings.Builder
	for _, r := range encoded {
		if !acts(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// escapeTSV returns s with what would break a line or a field of TSV written
// as an escape.
func escapeTSV(s string) string {
	if !strings.ContainsAny(s, "\\\t\n\r") {
		return s
	}
	return strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`).Replace(s)
}

// guardExcel returns text as a cell of the excel format, so that Excel neither
// runs it nor turns it into something else.
//
// Text that would start a formula gets an apostrophe in front. Text made of
// digits, such as the code 015146, or that Excel would read as a number or a
// day, such as 5E12 or 3-5, becomes ="015146": a constant that shows the text
// and compares as text, where an apostrophe would be seen and a bare value
// would lose its zeros. Only digits and the marks of numbers and days ever
// stand between those quotes, so no formula can come in by them.
//
// Whoever reads such a file back takes ="…" as the text between the quotes,
// and drops an apostrophe that stands before one of = + - @ TAB CR LF or their
// full-width forms.
func guardExcel(s string) string {
	const starts = "=+-@\t\r\n＝＋－＠"
	switch {
	case s == "":
		return s
	case s[0] >= '0' && s[0] <= '9' && strings.Trim(s, "0123456789.,:/-+eE") == "":
		return `="` + s + `"`
	case strings.ContainsRune(starts, []rune(s)[0]):
		return "'" + s
	}
	return s
}

// escapeMarkdown returns s so that Markdown shows it as it is, inside a cell
// of a table too. An underscore inside a word is no markup in GitHub's dialect
// and stays, so that codes such as c_f257 remain readable.
func escapeMarkdown(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<|~&") {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		if isMarkup(runes, i) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isMarkup(runes []rune, i int) bool {
	switch runes[i] {
	case '_':
		return i == 0 || i == len(runes)-1 || !isWord(runes[i-1]) || !isWord(runes[i+1])
	case '&':
		return i+1 < len(runes) && (isWord(runes[i+1]) || runes[i+1] == '#')
	}
	return strings.ContainsRune("\\`*[]<|~", runes[i])
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Visible returns s for one line of a terminal: everything in it that could
// act on the terminal, reorder what is read, or hide is written as an escape.
func Visible(s string) string { return reveal(s, "") }
