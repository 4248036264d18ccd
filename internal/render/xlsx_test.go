package render

import (
	"bytes"
	"strings"
	"testing"

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
