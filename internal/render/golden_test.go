package render

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the golden files")

// writers are the three shapes, on the data of the golden files.
func writers() map[string]func(io.Writer, Options) error {
	return map[string]func(io.Writer, Options) error{
		"listing": func(w io.Writer, o Options) error { return WriteListing(w, bodyListing(), o) },
		"report":  func(w io.Writer, o Options) error { return WriteReport(w, coverageReport(), o) },
		"record":  func(w io.Writer, o Options) error { return WriteRecord(w, bodyRecord(), o) },
		"empty":   func(w io.Writer, o Options) error { return WriteListing(w, List(bodyColumns(), nil), o) },
	}
}

func TestWrite_EveryShapeInEveryFormat(t *testing.T) {
	for shape, write := range writers() {
		for _, format := range Formats() {
			for _, locale := range []Locale{italian(), english()} {
				name := fmt.Sprintf("%s.%s.%s", shape, locale.Lang(), format)
				if !format.translates() {
					// One file for both languages: machines read the same.
					name = fmt.Sprintf("%s.%s", shape, format)
				}
				t.Run(name, func(t *testing.T) {
					var out bytes.Buffer
					if err := write(&out, Options{Format: format, Locale: locale}); err != nil {
						t.Fatal(err)
					}
					got := out.Bytes()
					if format == XLSX {
						got = dumpXLSX(t, got)
					}
					golden(t, name, got)
				})
			}
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs.\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

// dumpXLSX lists the cells of a workbook: address, type, raw value, and what
// Excel shows.
func dumpXLSX(t *testing.T, data []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	panes, err := f.GetPanes(sheetName)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "frozen rows: %d\n", panes.YSplit)
	rows, err := f.GetRows(sheetName)
	if err != nil {
		t.Fatal(err)
	}
	for y, row := range rows {
		for x, shown := range row {
			cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
			raw, _ := f.GetCellValue(sheetName, cell, excelize.Options{RawCellValue: true})
			kind, _ := f.GetCellType(sheetName, cell)
			formula, _ := f.GetCellFormula(sheetName, cell)
			if formula != "" {
				t.Errorf("%s holds the formula %s", cell, formula)
			}
			if raw != "" {
				fmt.Fprintf(&out, "%s %s %q %q%s\n", cell, kindName(kind), raw, shown, emphasis(t, f, cell))
			}
		}
	}
	return out.Bytes()
}

func kindName(k excelize.CellType) string {
	switch k {
	case excelize.CellTypeInlineString:
		return "text"
	case excelize.CellTypeBool:
		return "bool"
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		return "number"
	}
	return fmt.Sprint("type ", k)
}

func emphasis(t *testing.T, f *excelize.File, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheetName, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	// 49 is text among the number formats that every reader knows.
	if style.NumFmt == 49 {
		words = append(words, "@")
	}
	if style.CustomNumFmt != nil {
		words = append(words, *style.CustomNumFmt)
	}
	if style.Font != nil && style.Font.Bold {
		words = append(words, "bold")
	}
	if style.Alignment != nil {
		words = append(words, style.Alignment.Horizontal)
	}
	return " " + strings.Join(words, " ")
}
