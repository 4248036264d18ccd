package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Damaged reports whether a cell holds characters that its writer never meant:
// replacement characters, control characters that no text has, and UTF-8 read
// as Windows-1252, such as ForlÃ¬ for Forlì.
func Damaged(cell string) bool {
	if isASCII(cell) {
		return false
	}
	replacements, mojibake := damage(cell)
	return replacements+mojibake > 0
}

// damage counts the characters of s that are lost for good, and those that can
// be repaired.
func damage(s string) (replacements, mojibake int) {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if decoded, length := misread(s, i); length > 0 {
			size = length
			if decoded == utf8.RuneError {
				replacements++
			} else {
				mojibake++
			}
		} else if r == utf8.RuneError || r < 0xa0 {
			replacements++
		}
		i += size
	}
	return replacements, mojibake
}

// suspect reports whether damage may find anything in the text, which is UTF-8;
// it passes over most text many times faster.
func suspect(text []byte) bool {
	if bytes.Contains(text, []byte("\ufffd")) {
		return true
	}
	for _, lead := range []byte{0xc2, 0xc3} {
		for rest := text; ; {
			i := bytes.IndexByte(rest, lead)
			if i < 0 || i+1 == len(rest) {
				break
			}
			r, _ := utf8.DecodeRune(rest[i:])
			if r < 0xa0 || strings.ContainsRune(misreadStarts, r) {
				return true
			}
			rest = rest[i+2:]
		}
	}
	return false
}

// repair returns s with UTF-8 that was read as Windows-1252 read as UTF-8, even
// when it happened more than once. What was lost stays lost.
func repair(s string) string {
	const times = 3
	for range times {
		var b strings.Builder
		from := 0
		for i := 0; i < len(s); {
			r, length := misread(s, i)
			if length == 0 || r == utf8.RuneError {
				i++
				continue
			}
			b.WriteString(s[from:i])
			if r != '\ufeff' {
				b.WriteRune(r)
			}
			i += length
			from = i
		}
		if from == 0 {
			return s
		}
		b.WriteString(s[from:])
		s = b.String()
	}
	return s
}

// misreadStarts are the characters that misread begins with.
const misreadStarts = "ÂÃÄÅâï"

// misread returns the character of whose bytes in UTF-8 the text at s[i:] shows
// each as one of Windows-1252, and the length of that text, 0 when there is
// none. Of the characters only those are looked for that European text has:
// the text FORLÌ with a no-break space behind it is the UTF-8 of another one,
// which nobody meant.
func misread(s string, i int) (r rune, length int) {
	// All the first characters below begin with this byte.
	if s[i] != 0xc3 {
		return 0, 0
	}
	first, size := utf8.DecodeRuneInString(s[i:])
	var encoded [3]byte
	switch first {
	case 'Â', 'Ã', 'Ä', 'Å':
		size += fillBytes(encoded[:2], byte(first), s[i+size:])
	case 'â', 'ï':
		size += fillBytes(encoded[:3], byte(first), s[i+size:])
	default:
		return 0, 0
	}
	r, n := utf8.DecodeRune(encoded[:])
	switch {
	case n == 1:
		return blankAfter(s, i, first)
	case r >= 0xa0 && r < 0x180, r >= 0x2010 && r <= 0x203a, r == '€', r == '™', r == '\ufeff', r == utf8.RuneError:
		return r, size
	}
	return 0, 0
}

// fillBytes puts the first byte and the bytes of Windows-1252 of the next
// characters of s into encoded, and returns the length of the latter.
func fillBytes(encoded []byte, first byte, s string) (length int) {
	encoded[0] = first
	for i := 1; i < len(encoded); i++ {
		r, size := utf8.DecodeRuneInString(s[length:])
		b, ok := windowsByte(r)
		if !ok || b < utf8.RuneSelf {
			encoded[0] = 0xff
			return 0
		}
		encoded[i] = b
		length += size
	}
	return length
}

// blankAfter recognises the à whose second byte, a no-break space, has become
// a blank or nothing, as in CittÃ di Castello.
func blankAfter(s string, i int, first rune) (r rune, length int) {
	const size, after = len("Ã"), " \"\r\n" + delimiters
	rest := s[i+size:]
	afterLetter := i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z'
	if first != 'Ã' || !afterLetter || rest != "" && strings.IndexByte(after, rest[0]) < 0 {
		return 0, 0
	}
	if strings.HasPrefix(rest, "  ") {
		return 'à', size + 1
	}
	return 'à', size
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
