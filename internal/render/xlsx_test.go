package render

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

func TestXLSX_SameRowsAreSameBytes(t *testing.T) {
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := WriteReport(out, coverageReport(), Options{Format: XLSX, Locale: italian()}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two workbooks of the same report differ")
	}
}

func TestXLSX_DaysBeforeTheCalendarOfExcelAreText(t *testing.T) {
	var out bytes.Buffer
	l := values(periodo.MustParse("1900-02-28"), periodo.MustParse("1900-03-01"))
	if err := WriteListing(&out, l, Options{Format: XLSX, Locale: english()}); err != nil {
		t.Fatal(err)
	}
	got := string(dumpXLSX(t, out.Bytes()))
	if !strings.Contains(got, `A2 text "28/02/1900"`) || !strings.Contains(got, `A3 number "61" "01/03/1900"`) {
		t.Errorf("got\n%s", got)
	}
}

func TestXLSX_WhatASheetCannotHoldIsRefused(t *testing.T) {
	long := values(strings.Repeat("à", excelize.TotalCellChars+1))
	many := Listing{Columns: []Head{{Key: "a", Title: "A"}}, Rows: make([][]any, excelize.TotalRows)}
	for i := range many.Rows {
		many.Rows[i] = []any{nil}
	}
	for name, l := range map[string]Listing{"long": long, "many": many} {
		var out bytes.Buffer
		err := WriteListing(&out, l, Options{Format: XLSX, Locale: english()})
		if _, ok := err.(*fault.Fault); !ok || fault.KindOf(err) != fault.Failed {
			t.Errorf("%s: %v", name, err)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes of a workbook that is none", name, out.Len())
		}
	}
}

func TestXLSX_AsManyRowsAsASheetHoldsAreNotTooMany(t *testing.T) {
	d := document{blocks: []block{{rows: make([][]any, excelize.TotalRows-1)}}}
	if got := d.lines(); got != excelize.TotalRows || sheetRows != excelize.TotalRows {
		t.Errorf("%d lines of %d", got, sheetRows)
	}
	d.title, d.notes = "title", []string{"note"}
	if got := d.lines(); got != excelize.TotalRows+4 {
		t.Errorf("with a title and a note %d lines", got)
	}
}

func TestXLSX_TextKeepsItsLineEndsAndShowsTheRest(t *testing.T) {
	var out bytes.Buffer
	if err := WriteListing(&out, values("a\nb\x1b\u202e"), Options{Format: XLSX, Locale: english()}); err != nil {
		t.Fatal(err)
	}
	if got := string(dumpXLSX(t, out.Bytes())); !strings.Contains(got, `"a\nb\\x1b\\u202e"`) {
		t.Errorf("got\n%s", got)
	}
}

func TestXLSX_WhatXMLForbidsIsEscapedAndComesBack(t *testing.T) {
	texts := []any{" a <b> & \"c\" ", "\uffff", "_x0041_", "_x0041_x0042_", "_x005F_", "x_x", "_x004g_", "a\tb\n"}
	want := []string{
		` a &lt;b&gt; &amp; "c" `, "_xFFFF_", "_x005F_x0041_", "_x005F_x0041_x005F_x0042_", "_x005F_x005F_", "x_x", "_x004g_", "a\tb\n",
	}
	var out bytes.Buffer
	if err := WriteListing(&out, values(texts...), Options{Format: XLSX, Locale: english()}); err != nil {
		t.Fatal(err)
	}
	sheet := parts(t, out.Bytes())["xl/worksheets/sheet1.xml"]
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, text := range texts {
		cell := "A" + strconv.Itoa(i+2)
		if written := `<t xml:space="preserve">` + want[i] + "</t>"; !strings.Contains(sheet, written) {
			t.Errorf("%q: no %s in\n%s", text, written, sheet)
		}
		if got, err := f.GetCellValue(sheetName, cell); err != nil || got != text {
			t.Errorf("%s: %q came back as %q, %v", cell, text, got, err)
		}
	}
	if got := escapeXML('\x1b', "\x1b"); got != "_x001B_" {
		t.Errorf("a control character is written %s", got)
	}
}

func TestXLSX_EveryPartIsWellFormedAndReferredTo(t *testing.T) {
	var out bytes.Buffer
	if err := WriteReport(&out, coverageReport(), Options{Format: XLSX, Locale: italian()}); err != nil {
		t.Fatal(err)
	}
	found := parts(t, out.Bytes())
	for name, content := range found {
		decoder := xml.NewDecoder(strings.NewReader(content))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, content)
			}
		}
		kind := strings.Contains(found["[Content_Types].xml"], `PartName="/`+name+`"`)
		if aside := strings.HasSuffix(name, ".rels") || name == "[Content_Types].xml"; kind == aside {
			t.Errorf("%s has a kind of its own: %t", name, kind)
		}
	}
	target := regexp.MustCompile(`Target="([^"]*)"`)
	for rels, folder := range map[string]string{"_rels/.rels": "", "xl/_rels/workbook.xml.rels": "xl/"} {
		links := target.FindAllStringSubmatch(found[rels], -1)
		if len(links) != 2 {
			t.Errorf("%s: %s", rels, found[rels])
		}
		for _, link := range links {
			if found[folder+link[1]] == "" {
				t.Errorf("%s refers to %s, which is not there", rels, link[1])
			}
		}
	}
}

func TestXLSX_DocumentBearsItsTitle(t *testing.T) {
	var out bytes.Buffer
	if err := WriteReport(&out, coverageReport(), Options{Format: XLSX, Locale: italian()}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := f.GetDocProps(); err != nil || got.Title != "Copertura di Emilia-Romagna" || got.Creator != "dtctl" {
		t.Errorf("%+v, %v", got, err)
	}
	for column, want := range map[string]float64{"A": narrowest, "C": 8, "E": 10} {
		if got, err := f.GetColWidth(sheetName, column); err != nil || got != want {
			t.Errorf("column %s is %v wide, %v", column, got, err)
		}
	}
}

func TestXLSX_ColumnsHaveTheirLetters(t *testing.T) {
	for _, i := range []int{0, 25, 26, 51, 52, 701, 702, excelize.MaxColumns - 1} {
		if want, err := excelize.ColumnNumberToName(i + 1); err != nil || columnName(i) != want {
			t.Errorf("column %d is %s, want %s, %v", i, columnName(i), want, err)
		}
	}
}

func TestXLSX_MomentsKeepTheirClock(t *testing.T) {
	rome := time.FixedZone("", 2*60*60)
	for want, moment := range map[float64]time.Time{
		61:        time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC),
		44392.75:  time.Date(2021, 7, 15, 18, 0, 0, 0, rome),
		2958465.5: time.Date(9999, 12, 31, 12, 0, 0, 0, time.UTC),
	} {
		if got := serial(moment); got != want {
			t.Errorf("%v is %v, want %v", moment, got, want)
		}
	}
}

// parts returns what the parts of a workbook hold, by name.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, file := range archive.File {
		content, err := fs.ReadFile(archive, file.Name)
		if err != nil {
			t.Fatal(err)
		}
		found[file.Name] = string(content)
	}
	return found
}
