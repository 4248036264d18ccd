package sheet

import (
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// decoder reads text as UTF-8; what is no character becomes U+FFFD.
type decoder struct {
	from io.Reader
	in   []byte
	rest []byte
	err  error
	// decode translates the beginning of src, as much as fits into dst. It
	// leaves an incomplete character for later, unless src is the end.
	decode func(dst, src []byte, end bool) (written, read int)
}

func newDecoder(from io.Reader, e Encoding) *decoder {
	d := &decoder{from: from, in: make([]byte, chunkSize), decode: decodeUTF8}
	switch {
	case e.wide():
		high := e.high()
		d.decode = func(dst, src []byte, end bool) (int, int) { return decodeUTF16(dst, src, end, high) }
	case e == Windows1252:
		d.decode = decodeWindows
	}
	return d
}

// Read fills p as far as its input is at hand; p must hold one character.
func (d *decoder) Read(p []byte) (int, error) {
	if len(p) < utf8.UTFMax {
		return 0, io.ErrShortBuffer
	}
	for {
		written, read := d.decode(p, d.rest, d.err != nil)
		d.rest = d.rest[read:]
		if written > 0 {
			return written, nil
		}
		if d.err != nil {
			return 0, d.err
		}
		kept := copy(d.in, d.rest)
		n, err := d.from.Read(d.in[kept:])
		d.rest, d.err = d.in[:kept+n], err
	}
}

// asASCII copies the ASCII that src begins with, and returns its length.
func asASCII(dst, src []byte) int {
	n := min(len(dst), len(src))
	for i, b := range src[:n] {
		if b >= utf8.RuneSelf {
			return i
		}
		dst[i] = b
	}
	return n
}

func decodeWindows(dst, src []byte, _ bool) (written, read int) {
	for {
		n := asASCII(dst[written:], src[read:])
		written, read = written+n, read+n
		if read == len(src) || len(dst)-written < utf8.UTFMax {
			return written, read
		}
		written += utf8.EncodeRune(dst[written:], windowsRune(src[read]))
		read++
	}
}

func decodeUTF8(dst, src []byte, end bool) (written, read int) {
	for {
		n := asASCII(dst[written:], src[read:])
		written, read = written+n, read+n
		if read == len(src) || len(dst)-written < utf8.UTFMax || !end && !utf8.FullRune(src[read:]) {
			return written, read
		}
		r, size := utf8.DecodeRune(src[read:])
		written += utf8.EncodeRune(dst[written:], r)
		read += size
	}
}

func decodeUTF16(dst, src []byte, end bool, high int) (written, read int) {
	for len(src)-read >= 2 && len(dst)-written >= utf8.UTFMax {
		r, size := unit(src[read:], high), 2
		if r < utf8.RuneSelf {
			dst[written] = byte(r)
			written++
			read += size
			continue
		}
		if utf16.IsSurrogate(r) {
			if len(src)-read < 4 && !end {
				return written, read
			}
			r, size = decodePair(src[read:], high)
		}
		written += utf8.EncodeRune(dst[written:], r)
		read += size
	}
	if end && len(src)-read == 1 && len(dst)-written >= utf8.UTFMax {
		written += utf8.EncodeRune(dst[written:], utf8.RuneError)
		read++
	}
	return written, read
}

// decodePair returns the character of two surrogates, U+FFFD for one alone,
// and the number of its bytes.
func decodePair(src []byte, high int) (r rune, size int) {
	if len(src) >= 4 {
		if r := utf16.DecodeRune(unit(src, high), unit(src[2:], high)); r != utf8.RuneError {
			return r, 4
		}
	}
	return utf8.RuneError, 2
}

// unit returns the first unit of UTF-16 of the text, the upper half of which is
// its first byte or its second.
func unit(src []byte, high int) rune { return rune(src[high&1])<<8 | rune(src[1-high&1]) }
