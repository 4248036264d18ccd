package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/xuri/excelize/v2"
)

// saveBook writes a workbook that fill has filled.
func saveBook(t testing.TB, fill func(*excelize.File) error) string {
	t.Helper()
	book := excelize.NewFile()
	if err := fill(book); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "in.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// saveParts writes a workbook of parts.
func saveParts(t testing.TB, rows string, parts map[string]string) string {
	t.Helper()
	return save(t, string(packParts(t, rows, parts)))
}

// packParts returns a workbook of one sheet whose parts are given as they are;
// the sheet holds the rows.
func packParts(t testing.TB, rows string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
		"xl/sharedStrings.xml":       `<sst/>`,
		"xl/styles.xml":              `<styleSheet/>`,
	}
	for name, content := range parts {
		all[name] = content
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		method := zip.Store
		if len(all[name]) > MaxRecord {
			method = zip.Deflate
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, all[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSX_ValuesComeAsTheyAreMeant(t *testing.T) {
	day := time.Date(2021, time.September, 14, 0, 0, 0, 0, time.UTC)
	path := saveBook(t, func(book *excelize.File) error {
		style := func(format string) int {
			n, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for cell, value := range map[string]any{
			"A1": "Codice", "B1": "Valore", "A2": "015146", "B2": 15146, "A3": "città\n=x", "B3": 12.3, "A4": true, "B4": 80062600372.0,
			"A5": day, "B5": day.Add(10*time.Hour + 15*time.Minute), "A6": 44453, "B6": 0.5208333333333334, "A7": 15146, "B7": 1.25,
			"A8": 44453.5, "B8": -3, "C10": "gap", "A11": "_x005F_x0041_", "B11": 0.1 + 0.2, "A12": "'+39 051 1",
		} {
			if err := book.SetCellValue("Sheet1", cell, value); err != nil {
				return err
			}
		}
		for cell, format := range map[string]string{
			"A6": "dd/mm/yyyy", "B6": "h:mm", "A7": "000000", "B7": "[h]:mm:ss", "A8": `0.00 "mesi e giorni"`, "B8": "[Red]0.00_d",
		} {
			if err := book.SetCellStyle("Sheet1", cell, cell, style(format)); err != nil {
				return err
			}
		}
		return nil
	})
	f, got := read(t, path, Options{})
	const want = `Codice|Valore
015146|15146
città
=x|12.3
true|80062600372
2021-09-14|2021-09-14T10:15
2021-09-14|12:30
015146|30:00
44453.5|-3
||gap
_x0041_|0.3
+39 051 1`
	if join(got) != want {
		t.Errorf("read\n%s\nwant\n%s", join(got), want)
	}
	if f.Format != XLSX || f.Sheet != "Sheet1" || len(f.SHA256) != 64 {
		t.Errorf("examined as %+v", f)
	}
}

func TestXLSX_RowsKeepTheirNumbers(t *testing.T) {
	path := saveParts(t, `<row r="2"><c r="C2"><v>1</v></c></row><row r="5"/><row r="7"><c><v>2</v></c><c r="D7"><v>3</v></c></row><row><c><v>4</v></c></row>`, nil)
	f, err := Examine(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.Rows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for row, err := rows.Next(); err == nil; row, err = rows.Next() {
		got = append(got, fmt.Sprint(row.Number, row.Line(0), row.Cells, len(row.Cells)))
	}
	if got, want := strings.Join(got, "\n"), "2 2 [  1] 3\n7 7 [2   3] 4\n8 8 [4] 1"; got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
}

func TestXLSX_WhatOtherProgramsWrite(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		parts      map[string]string
		want       string
	}{
		{"inline text", `<row><c t="inlineStr"><is><t>a</t></is></c></row>`, nil, "a"},
		{"rich text, pronounced", `<row><c t="s"><v>1</v></c></row>`, map[string]string{
			"xl/sharedStrings.xml": `<sst><si><t>x</t></si><si><r><rPr/><t>For</t></r><r><t xml:space="preserve">lì </t></r><rPh><t>y</t></rPh></si></sst>`,
		}, "Forlì "},
		{"prefixed names", ``, map[string]string{
			"xl/worksheets/sheet1.xml": `<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		}, "1"},
		{"exponents", `<row><c><v>8.0062600000000E10</v></c><c><v>5.0000000000000001E-2</v></c><c><v>1E+300</v></c><c><v>15146.0</v></c></row>`, nil, "80062600000|0.05|1E+300|15146"},
		{"formulas", `<row><c t="str"><f>A1</f><v>="015146"</v></c><c><f>1+1</f><v>2</v></c><c t="e"><v>#N/A</v></c></row>`, nil, "015146|2|#N/A"},
		{"days of 1904", `<row><c s="1"><v>42991</v></c></row>`, map[string]string{
			"xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="A" r:id="r1"/></sheets></workbook>`,
			"xl/styles.xml":   `<styleSheet><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		}, "2021-09-14"},
		{"days that are none", `<row><c s="0"><v>60</v></c><c s="0"><v>61</v></c><c s="0"><v>59</v></c><c s="0"><v>-1</v></c><c s="0"><v>99999999</v></c></row>`, map[string]string{
			"xl/styles.xml": `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`,
		}, "60|1900-03-01|1900-02-28|-1|99999999"},
		{"an unknown style", `<row><c s="7"><v>1</v></c></row>`, nil, "1"},
		{"a hidden sheet first", `<row><c><v>1</v></c></row>`, map[string]string{
			"xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="H" state="hidden" r:id="r1"/><sheet name="C" r:id="r9"/><sheet name="A" r:id="r1"/></sheets></workbook>`,
		}, "1"},
	} {
		if _, got := read(t, saveParts(t, c.rows, c.parts), Options{}); join(got) != c.want {
			t.Errorf("%s: read %q, want %q", c.name, join(got), c.want)
		}
	}
}

func TestXLSX_ASheetIsChosenByName(t *testing.T) {
	path := saveBook(t, func(book *excelize.File) error {
		if _, err := book.NewSheet("Iscritti"); err != nil {
			return err
		}
		return book.SetCellValue("Iscritti", "A1", "a")
	})
	if f, got := read(t, path, Options{Sheet: "iscritti"}); f.Sheet != "Iscritti" || join(got) != "a" {
		t.Errorf("sheet %q: read %q", f.Sheet, join(got))
	}
	_, _, err := tryRead(t, path, Options{Sheet: "Enti"})
	if f, ok := err.(*fault.Fault); !ok || f.Hint.String() != "its sheets are: Sheet1, Iscritti" {
		t.Errorf("an unknown sheet: %v", err)
	}
}

func TestXLSX_WhatIsNoWorkbookIsRefused(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		parts      map[string]string
		want       string
	}{
		{"XML that is none", `<row><c><v>1</c></row`, nil, "the workbook is damaged"},
		{"a part that ends", ``, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c><v>1`}, "the workbook is damaged"},
		{"a text that is not there", `<row><c t="s"><v>5</v></c></row>`, nil, "the workbook is damaged"},
		{"an entity", `<row><c><v>&x;</v></c></row>`, nil, "the workbook is damaged"},
		{"rows in disorder", `<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>`, nil, "the workbook is damaged"},
		{"a column far out", `<row r="1"><c r="XFD1"><v>1</v></c></row>`, nil, "line 1 has more than 2000 columns"},
		{"a formula without value", `<row r="3"><c r="A3"><f>1+1</f></c></row>`, nil, "row 3 has a formula that was never calculated"},
		{"no sheet", ``, map[string]string{"xl/workbook.xml": `<workbook/>`}, "the workbook has no visible sheet"},
		{"a document", ``, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "the file is an OpenDocument, which cannot be read"},
		{"a bomb of one token", `<row><c><v>` + strings.Repeat("x", 4<<20) + `</v></c></row>`, nil, "the workbook unpacks to more than a table can be"},
	} {
		_, _, err := tryRead(t, saveParts(t, c.rows, c.parts), Options{})
		if f, ok := err.(*fault.Fault); !ok || f.Error() != c.want || f.Hint.IsZero() {
			t.Errorf("%s: %v, want %q with a remedy", c.name, err, c.want)
		}
	}
}

// However little a bomb has in each of its tokens, what comes out of it counts.
func TestXLSX_ABombOfManyRowsIsRefused(t *testing.T) {
	content := packParts(t, strings.Repeat("<row/>", 300_000), nil)
	book, err := openWorkbook(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	if book.budget > freeUnpacked {
		t.Errorf("a workbook of %d bytes may unpack to %d", len(content), book.budget)
	}
	book.budget = 1 << 20
	rows, err := book.rows("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rows.next(); err == nil || err.Error() != "the workbook unpacks to more than a table can be" {
		t.Errorf("read: %v", err)
	}
}

func TestXLSX_AnArchiveOfSomethingElseIsRefused(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create("iscritti.csv"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := tryRead(t, save(t, b.String()), Options{}); err == nil || err.Error() != "the file is a ZIP archive, but no workbook of Excel" {
		t.Errorf("read: %v", err)
	}
}

func BenchmarkXLSX(b *testing.B) {
	const rows = 20_000
	path := filepath.Join(b.TempDir(), "in.xlsx")
	book := excelize.NewFile()
	stream, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i := range rows {
		row := []any{"Rossi", "Niccolò", "RSSMRA85T10A562S", "Comune di Forlì", "FC", "m.rossi@comune.forli.fc.it", "TD-BASE", 1, i, "Completato"}
		if err := stream.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := stream.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := book.SaveAs(path); err != nil {
		b.Fatal(err)
	}
	f, err := Examine(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	var ours, peer time.Duration
	for b.Loop() {
		start := time.Now()
		if n := count(b, f); n != rows {
			b.Fatalf("%d rows", n)
		}
		ours += time.Since(start)
		b.StopTimer()
		start = time.Now()
		countExcelize(b, path)
		peer += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(ours)/float64(peer), "x/excelize")
	b.ReportMetric(float64(b.N)*rows/ours.Seconds(), "rows/s")
}

func countExcelize(b *testing.B, path string) {
	in, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	book, err := excelize.OpenReader(in)
	if err != nil {
		b.Fatal(err)
	}
	rows, err := book.Rows("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			b.Fatal(err)
		}
	}
}
