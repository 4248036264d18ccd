package sheet

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/xuri/excelize/v2"
)

// fuzzRead reads a file of any content. Whatever it is, reading ends with rows
// within the bounds or with a fault that has a remedy.
func fuzzRead(t *testing.T, path string, content []byte, o Options) (f File, got [][]string, err error) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	f, got, err = tryRead(t, path, o)
	if f, ok := errors.AsType[*fault.Fault](err); err != nil && (!ok || f.Hint.IsZero()) {
		t.Fatalf("error without a remedy: %v", err)
	}
	for _, cells := range got {
		size := 0
		for _, cell := range cells {
			size += len(cell)
			if !utf8.ValidString(cell) {
				t.Fatalf("cell %q is no UTF-8", cell)
			}
		}
		if len(cells) == 0 || len(cells) > MaxColumns || size > 4*MaxRecord {
			t.Fatalf("%d cells of %d bytes", len(cells), size)
		}
	}
	return f, got, err
}

func FuzzExamineAndRead(f *testing.F) {
	for _, seed := range []string{
		"", "a;b\n1;2\n", "\ufeffsep=,\r\na,b\r\n\"1\r\n2\",\"x \"\"y\"\"\"\r\n", "\xff\xfea\x00;\x00b\x00", "\xfe\xff\x00a\xd8\x3d\xde\x00",
		"citt\xe0;\x81\n", "ForlÃ¬;CittÃ;\ufffd;ï¿½", "=\"015\";'=1", "a\rb\r", "\"a \"b\"\";c\n\"", "Titolo\n\na|b|c\n1|2|3\n", "PK\x03\x04",
	} {
		f.Add([]byte(seed), "", "", true)
		f.Add([]byte(seed), "utf-8", ";", false)
	}
	book, err := os.ReadFile(saveBook(f, func(book *excelize.File) error { return book.SetCellValue("Sheet1", "A1", "015146") }))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(book, "", "", false)
	path := filepath.Join(f.TempDir(), "table")
	f.Fuzz(func(t *testing.T, content []byte, encoding, delimiter string, fix bool) {
		o := Options{Encoding: encoding, Delimiter: delimiter, FixMojibake: fix}
		file, got, err := fuzzRead(t, path, content, o)
		if err != nil || file.Format != CSV {
			return
		}
		// What was read can be written, and reads as it was.
		again := file.Dialect()
		again.Encoding = UTF8
		write(t, path, again, got)
		_, back, err := tryRead(t, path, Options{Encoding: "utf-8", Delimiter: string(again.Delimiter)})
		if err != nil {
			t.Fatalf("%q is written so that it reads as: %v", got, err)
		}
		for _, cells := range got {
			for i, cell := range cells {
				cells[i] = strings.ReplaceAll(cell, "\r\n", "\n")
			}
		}
		if !slices.EqualFunc(back, got, slices.Equal) {
			t.Fatalf("written and read %q, was %q", back, got)
		}
	})
}

// FuzzXLSX changes the parts of a workbook, because the archive around them
// hides them from a change of its bytes.
func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="2"><c r="A2" t="s"><v>0</v></c><c s="1"><v>44453.5</v></c></row>`, `<sst><si><t>a_x0041_</t></si></sst>`,
		`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Add(`<row><c t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh></is></c><c t="b"><v>1</v></c></row>`, `<sst/>`, `<styleSheet/>`)
	f.Add(`<row><c><f>1</f></c></row>`, ``, ``)
	path := filepath.Join(f.TempDir(), "book")
	f.Fuzz(func(t *testing.T, rows, texts, styles string) {
		parts := map[string]string{"xl/sharedStrings.xml": texts, "xl/styles.xml": styles}
		fuzzRead(t, path, packParts(t, rows, parts), Options{})
	})
}
