package render

import (
	"bufio"
	"io"

	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Report is rows with what must be known to read them.
type Report struct {
	Title message.Text
	// Parameters are what was asked for; those without a value are left out
	// where people read.
	Parameters []Parameter
	// AsOf is the day the figures describe.
	AsOf     periodo.Data
	Universe Universe
	Rows     Listing
	Total    Total
	// Notes are the footnotes.
	Notes []message.Text
	// List makes the JSON an array of the rows, for a listing that only people
	// read as a report.
	List bool
}

// HoldsNotes reports whether the format has room for the notes of the report.
func (r Report) HoldsNotes(f Format) bool {
	switch f {
	case JSON:
		return !r.List
	case CSV, TSV, JSONL, Excel:
		return false
	}
	return true
}

// Parameter is one thing that was asked for: a key as in Column, an English
// title, and a value of a kind that a cell may hold.
type Parameter struct {
	Key, Title string
	Value      any
	// Text says the value to people, where it does not say enough by itself:
	// "60 days".
	Text message.Text
}

// Universe says what the figures are measured against.
type Universe struct {
	// Text says it to people: "330 enti (330 comuni)".
	Text message.Text
	// Fields say it to programs, as one JSON object.
	Fields []Field
}

// Field is one key and value of an object; the value is of a kind that a cell
// may hold.
type Field struct {
	Key   string
	Value any
}

// Total is the closing rows of a report, with the columns of its rows. Where
// people read, the first column says "Total" unless it has a value. The zero
// Total is a report without totals.
type Total struct {
	Rows [][]any
	// Many makes the JSON total an array of objects even when there is one
	// row, for reports that may have several; a single total is an object.
	Many bool
}

// WriteReport writes a report. CSV, TSV, excel and JSONL hold its rows only,
// as does the JSON of a List.
// The errors are those of WriteListing.
func WriteReport(w io.Writer, r Report, o Options) error {
	if err := r.verify(); err != nil {
		return err
	}
	rows, picked, err := prepare(r.Rows, o)
	if err != nil {
		return err
	}
	r.Rows, r.Total.Rows = rows, projectRows(r.Total.Rows, picked)
	return write(w, rows, o,
		func() document { return reportDocument(r, o.Locale) },
		func(out *bufio.Writer) error {
			if r.List {
				return writeJSONArray(out, rows)
			}
			return writeJSONReport(out, r)
		})
}

// verify checks the values outside the rows as verifyRows does those inside.
func (r Report) verify() error {
	if err := verifyRows(r.Rows.Columns, r.Total.Rows); err != nil {
		return err
	}
	for _, p := range r.Parameters {
		if err := verifyCell(p.Value); err != nil {
			return err
		}
	}
	for _, f := range r.Universe.Fields {
		if err := verifyCell(f.Value); err != nil {
			return err
		}
	}
	return nil
}
