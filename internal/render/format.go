package render

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// Format is one of the ways rows leave the program, named as --output names
// it.
type Format string

// The formats.
const (
	// Table is text in columns for a terminal, without the wide columns.
	Table Format = "table"
	// Wide is Table with every column.
	Wide Format = "wide"
	// CSV has commas, a header of keys, ISO dates and decimal points.
	CSV Format = "csv"
	// TSV is CSV with tabs; a tab, a line end or a backslash inside a value is
	// written \t, \n, \r, \\.
	TSV Format = "tsv"
	// JSON is one document: an array of a listing, an object of a report or of
	// a record.
	JSON Format = "json"
	// JSONL is one object a line.
	JSONL Format = "jsonl"
	// Markdown is a table of GitHub's dialect, without the wide columns.
	Markdown Format = "md"
	// HTML is one complete document, without the wide columns.
	HTML Format = "html"
	// XLSX is a workbook of one sheet with typed cells.
	XLSX Format = "xlsx"
	// Excel is CSV as an Italian Excel opens it by a double click, whatever
	// the language of the program: see writeExcel.
	Excel Format = "excel"
)

// Formats returns every format in the order in which help lists them.
func Formats() []Format {
	return []Format{Table, Wide, CSV, TSV, JSON, JSONL, Markdown, HTML, XLSX, Excel}
}

// ParseFormat returns the format of that name, or a fault of kind Usage that
// lists the valid ones.
func ParseFormat(s string) (Format, error) {
	if f := Format(s); slices.Contains(Formats(), f) {
		return f, nil
	}
	names := make([]string, 0, len(Formats()))
	for _, f := range Formats() {
		names = append(names, string(f))
	}
	return "", fault.New(fault.Usage, "%q is not an output format", s).
		WithHint("choose one of: %s", strings.Join(names, ", "))
}

// FormatOf returns the format that a file's extension asks for, or a fault of
// kind Usage that lists the extensions that say one.
func FormatOf(filename string) (Format, error) {
	given := filepath.Ext(filename)
	var known []string
	for _, e := range extensions() {
		if strings.EqualFold(given, e.name) {
			return e.format, nil
		}
		known = append(known, e.name)
	}
	f := fault.New(fault.Usage, "the extension %q names no format", given)
	if given == "" {
		f = fault.New(fault.Usage, "%s has no extension that names a format", filename)
	}
	return "", f.WithHint("one of: %s; or choose the format with -o", strings.Join(known, ", "))
}

// extension is how the name of a file asks for a format.
type extension struct {
	name   string
	format Format
}

func extensions() []extension {
	return []extension{
		{".txt", Table},
		{".csv", CSV},
		{".tsv", TSV},
		{".json", JSON},
		{".jsonl", JSONL},
		{".ndjson", JSONL},
		{".md", Markdown},
		{".html", HTML},
		{".htm", HTML},
		{".xlsx", XLSX},
	}
}

// hidesWide reports whether the format leaves out the wide columns: those that
// are read as a page, not worked on as data.
func (f Format) hidesWide() bool { return f == Table || f == Markdown || f == HTML }

// translates reports whether the words inside the rows follow the language of
// the reader.
func (f Format) translates() bool {
	return f.hidesWide() || f == Wide || f == XLSX || f == Excel
}
