package sheet

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf16"
)

// Dialect is how a table is written as text.
type Dialect struct {
	Encoding  Encoding
	Delimiter byte
	// BOM begins the text with a byte order mark, Sep with Excel's line
	// "sep=;", and CRLF ends the lines as Windows does.
	BOM, Sep, CRLF bool
}

// Dialect returns the dialect of the file, in which its rows go back to
// whoever sent it; for a workbook, CSV as Excel opens it.
func (f File) Dialect() Dialect {
	if f.Format == XLSX {
		return Dialect{Encoding: UTF8, Delimiter: ';', BOM: true, CRLF: true}
	}
	return Dialect{Encoding: f.Encoding, Delimiter: f.Delimiter, BOM: f.BOM, Sep: f.Sep, CRLF: f.CRLF}
}

// Writer writes rows in a dialect.
type Writer struct {
	// Replaced counts the characters that the encoding does not have; each was
	// written as a question mark.
	Replaced int

	out     *bufio.Writer
	dialect Dialect
	begun   bool
}

// NewWriter returns a Writer of the dialect; Flush must follow the last row.
func NewWriter(w io.Writer, d Dialect) *Writer {
	return &Writer{out: bufio.NewWriter(w), dialect: d}
}

// Write writes one row. A cell that Excel would run as a formula, or that
// reading would take for something else, is guarded with an apostrophe or ="…"
// as File.Rows takes it; every other cell is written as it is. An error of the
// underlying writer may come only with Flush.
func (w *Writer) Write(cells []string) error {
	w.begin()
	for i, cell := range cells {
		if i > 0 {
			w.text(string(w.dialect.Delimiter))
		}
		cell = guard(cell)
		// A lone empty cell would leave an empty line, which is no row.
		if len(cells) == 1 && cell == "" || strings.ContainsAny(cell, "\"\r\n"+delimiters) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		w.text(cell)
	}
	return w.lineEnd()
}

// Flush writes what is still kept back.
func (w *Writer) Flush() error {
	w.begin()
	return w.out.Flush()
}

func (w *Writer) begin() {
	if w.begun {
		return
	}
	w.begun = true
	if w.dialect.BOM {
		w.out.WriteString(w.dialect.Encoding.mark())
	}
	if w.dialect.Sep {
		w.text("sep=" + string(w.dialect.Delimiter))
		_ = w.lineEnd()
	}
}

func (w *Writer) lineEnd() error {
	end := "\n"
	if w.dialect.CRLF {
		end = "\r\n"
	}
	w.text(end)
	_, err := w.out.Write(nil)
	return err
}

// text writes s in the encoding.
func (w *Writer) text(s string) {
	switch e := w.dialect.Encoding; {
	case e.wide():
		high := e.high()
		for _, unit := range utf16.Encode([]rune(s)) {
			var pair [2]byte
			pair[high], pair[1-high] = byte(unit>>8), byte(unit)
			w.out.Write(pair[:])
		}
	case e == Windows1252:
		for _, r := range s {
			b, ok := windowsByte(r)
			if !ok {
				b = '?'
				w.Replaced++
			}
			w.out.WriteByte(b)
		}
	default:
		w.out.WriteString(s)
	}
}
