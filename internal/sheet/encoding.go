package sheet

import (
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// Encoding is how a text is written in bytes, by the name that people know.
type Encoding string

// The encodings that can be read and written.
const (
	UTF8        Encoding = "UTF-8"
	UTF16LE     Encoding = "UTF-16LE"
	UTF16BE     Encoding = "UTF-16BE"
	Windows1252 Encoding = "Windows-1252"
)

// chunkSize is how many bytes are read at once; it is even, as UTF-16 needs.
const chunkSize = 64 << 10

// parseEncoding returns the encoding of a name, or a fault of kind Usage.
func parseEncoding(name string) (Encoding, error) {
	switch strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name)) {
	case "utf8", "utf8bom", "utf8sig":
		return UTF8, nil
	case "utf16le", "utf16", "unicode":
		return UTF16LE, nil
	case "utf16be":
		return UTF16BE, nil
	case "windows1252", "cp1252", "ansi", "latin1", "iso88591":
		return Windows1252, nil
	}
	return "", fault.New(fault.Usage, "%q is no encoding that can be read", name).
		WithHint("choose one of utf-8, utf-16le, utf-16be, windows-1252")
}

// wide reports whether the encoding has two bytes or more for each character.
func (e Encoding) wide() bool { return e == UTF16LE || e == UTF16BE }

// mark returns the byte order mark of the encoding, empty when it has none.
func (e Encoding) mark() string {
	switch e {
	case UTF8:
		return "\xef\xbb\xbf"
	case UTF16LE:
		return "\xff\xfe"
	case UTF16BE:
		return "\xfe\xff"
	}
	return ""
}

// high returns which byte of two holds the upper half of a unit of UTF-16.
func (e Encoding) high() int {
	if e == UTF16BE {
		return 0
	}
	return 1
}

// marked returns the encoding whose byte order mark the text begins with, the
// empty one when it begins with none.
func marked(head []byte) Encoding {
	for _, e := range []Encoding{UTF8, UTF16LE, UTF16BE} {
		if strings.HasPrefix(string(head[:min(len(head), 3)]), e.mark()) {
			return e
		}
	}
	return ""
}

// patterned returns the encoding of UTF-16 without a mark: the upper half of
// most characters is a zero byte, the lower half of none is.
func patterned(head []byte) Encoding {
	var zeros [2]int
	pairs := len(head) / 2
	for i, b := range head[:2*pairs] {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[1] > pairs/2 && zeros[0] <= pairs/20:
		return UTF16LE
	case zeros[0] > pairs/2 && zeros[1] <= pairs/20:
		return UTF16BE
	}
	return ""
}

// windowsRune returns the character of a byte of Windows-1252. The five bytes
// that have none there stand for the control characters of the same number, as
// Windows and the web read them (WHATWG, index windows-1252), so that nothing
// is lost.
func windowsRune(b byte) rune {
	if b < 0x80 || b >= 0xa0 {
		return rune(b)
	}
	return [32]rune{
		'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
		0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
	}[b-0x80]
}

// windowsByte returns the byte of a character in Windows-1252.
func windowsByte(r rune) (b byte, ok bool) {
	if r < 0x80 || r >= 0xa0 && r <= 0xff {
		return byte(r), true
	}
	for b := byte(0x80); b < 0xa0; b++ {
		if windowsRune(b) == r {
			return b, true
		}
	}
	return 0, false
}
