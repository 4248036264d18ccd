// Package render turns typed rows into what leaves the program: tables for a
// terminal, documents for people, files for spreadsheets, and formats for
// other programs.
//
// The columns of a row type are declared once and feed every format, the
// choice of columns and the order of rows. Values stay typed until here, and
// only render decides how each format writes them. It is the one home of
// tablewriter, and of the workbooks that spreadsheets open: a library linked for
// them would delay every start of the program.
package render

import (
	"bufio"
	"io"

	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Locale is what render needs of a language.
type Locale interface {
	// Text returns the sentence in the language.
	Text(message.Text) string
	// T returns a short string of the program, such as the title of a column,
	// in the language.
	T(english string) string
	// Date returns the day as the language writes it, the empty string for no
	// day.
	Date(periodo.Data) string
	// Integer returns the number with the language's thousands mark.
	Integer(int64) string
	// Decimal returns a number written with a decimal point, "78.2", with the
	// language's own mark, "78,2".
	Decimal(string) string
	// Compare returns -1, 0 or 1 as a comes before, with or after b in the
	// Italian alphabetical order.
	Compare(a, b string) int
	// Lang returns the language's code, "it" or "en".
	Lang() string
}

// Options say how rows are to leave the program.
type Options struct {
	Format Format
	// Columns are the keys of the columns to write, in order; empty for the
	// usual ones.
	Columns []string
	// Sort are the keys to sort the rows by, "-key" for descending; empty
	// leaves the rows in the order they came in.
	Sort []string
	// Color allows emphasis by escape sequences in a table. It never changes
	// the content.
	Color bool
	// Width is the number of columns of the terminal that a table is wrapped
	// to, 0 for no limit.
	Width  int
	Locale Locale
}

// WriteListing writes rows of one kind. A table of no rows writes nothing; the
// other formats of no rows are a header or an empty array. It returns a fault
// of kind Usage for an unknown column or format, a fault of kind Failed when a
// spreadsheet cannot hold the rows, or the error of the writer.
func WriteListing(w io.Writer, l Listing, o Options) error {
	l, _, err := prepare(l, o)
	if err != nil {
		return err
	}
	return write(w, l, o,
		func() document { return listingDocument(l, o) },
		func(out *bufio.Writer) error { return writeJSONArray(out, l) })
}

// write writes the format asked for: the document where people read, the JSON
// of its own where it is JSON, the rows alone everywhere else.
func write(w io.Writer, rows Listing, o Options, people func() document, asJSON func(*bufio.Writer) error) error {
	if o.Format == XLSX {
		return writeXLSX(w, people(), o.Locale)
	}
	// It remembers the first error of what it writes to, so that no other place
	// needs to look for one.
	out := bufio.NewWriter(w)
	var err error
	switch o.Format {
	case JSON:
		err = asJSON(out)
	case Markdown, HTML, Table, Wide:
		err = writeDocument(out, people(), o)
	default:
		err = writeRows(out, rows, o)
	}
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return err
}

// writeRows writes a format that knows nothing but rows.
func writeRows(out *bufio.Writer, l Listing, o Options) error {
	switch o.Format {
	case JSONL:
		writeJSONLines(out, l)
	case TSV:
		writeTSV(out, l)
	case Excel:
		return writeExcel(out, l, o.Locale)
	default:
		return writeCSV(out, l)
	}
	return nil
}

// writeDocument writes a text format for people.
func writeDocument(out *bufio.Writer, d document, o Options) error {
	switch o.Format {
	case Markdown:
		writeMarkdown(out, d, o.Locale)
	case HTML:
		writeHTML(out, d, o.Locale)
	default:
		return writeTable(out, d, o)
	}
	return nil
}
