package sheet

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/fault"
)

// save writes a file of the content.
func save(t testing.TB, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// tryRead returns the rows of a file, as many as can be read.
func tryRead(t testing.TB, path string, o Options) (f File, got [][]string, err error) {
	t.Helper()
	f, err = Examine(t.Context(), path, o)
	if err != nil {
		return f, nil, err
	}
	rows, err := f.Rows(t.Context())
	if err != nil {
		return f, nil, err
	}
	defer rows.Close()
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return f, got, nil
		}
		if err != nil {
			return f, got, err
		}
		got = append(got, slices.Clone(row.Cells))
	}
}

func read(t testing.TB, path string, o Options) (File, [][]string) {
	t.Helper()
	f, got, err := tryRead(t, path, o)
	if err != nil {
		t.Fatal(err)
	}
	return f, got
}

// join writes rows as one text, for comparing.
func join(rows [][]string) string {
	var lines []string
	for _, cells := range rows {
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

func TestRows_TextIsReadAsItWasMeant(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"semicolons", "a;b\n015146;Forlì\n", "a|b\n015146|Forlì"},
		{"commas", "a,b\n1,2", "a|b\n1|2"},
		{"tabs", "a\tb\r\n1\t2\r\n", "a|b\n1|2"},
		{"bars", "a|b\n1|2\n", "a|b\n1|2"},
		{"one column", "a\nb\n", "a\nb"},
		{"nothing", "", ""},
		{"only a mark", "\ufeff", ""},
		{"a mark", "\ufeffa;b\n", "a|b"},
		{"empty lines", "\n\na;b\n\r\n1;2\n\n", "a|b\n1|2"},
		{"ragged rows", "a;b;c\n1\n1;2;3;4\n", "a|b|c\n1\n1|2|3|4"},
		{"a title above", "Elenco iscritti, settembre\n\na;b;c\n1,5;2,5;3,5\n", "Elenco iscritti, settembre\na|b|c\n1,5|2,5|3,5"},
		{"decimal commas tie", "a;1,5\nb;2,5\n", "a|1,5\nb|2,5"},
		{"delimiters in quotes", "a,b\n\"1;2;3\",\"4;5\"\n", "a|b\n1;2;3|4;5"},
		{"sep", "sep=,\r\na;b,c\r\n", "a;b|c"},
		{"line ends in cells", "a;b\r\n\"1\r\n2\";3\r\n", "a|b\n1\n2|3"},
		{"quotes in quotes", `"a ""b""";c`, `a "b"|c`},
		{"quotes in the middle", "a 6\" b;c\n", `a 6" b|c`},
		{"quotes not doubled", "\"a \"b\" c\";d\n", `a "b" c|d`},
		{"quotes not doubled at the end", "\"a \"b\"\";\"c \"d\"\"\n", `a "b"|c "d"`},
		{"blanks behind quotes", "\"a\" ;\"b\"  \nc;d\n", "a|b\nc|d"},
		{"empty quotes", "\"\";\"\"\n\"\"\n", "|\n"},
		{"empty cells", ";;\na;;\n", "||\na||"},
		{"an old Macintosh", "a;b\r1;2\r", "a|b\n1|2"},
		{"lone returns inside", "a;b\n1\rx;2\n", "a|b\n1\rx|2"},
		{"Excel's guards", "a;b\n=\"015146\";'=1+1\n\"=\"\"015146\"\"\";'+39 051\n", "a|b\n015146|=1+1\n015146|+39 051"},
		{"other apostrophes", "'quoted;'\n'a';d'Angelo\n", "'quoted|'\n'a'|d'Angelo"},
		{"formulas that are none", "=\"a\"\"b\";=\"a\"b\"\n", "a\"b|=\"a\"b\""},
		{"Windows-1252", "citt\xe0;\x80 5\nForl\xec;d\x92Angelo\n", "città|€ 5\nForlì|d’Angelo"},
		{"UTF-16 without mark", "a\x00;\x00b\x00\r\x00\n\x00\xec\x00;\x001\x00", "a|b\nì|1"},
		{"UTF-16 big-endian", "\xfe\xff\x00a\x00;\xd8\x3d\xde\x00\x00\n", "a|😀"},
	} {
		if _, got := read(t, save(t, c.in), Options{}); join(got) != c.want {
			t.Errorf("%s: read %q, want %q", c.name, join(got), c.want)
		}
	}
}

func TestExamine_OptionsOverrule(t *testing.T) {
	for _, c := range []struct {
		in   string
		o    Options
		want string
	}{
		{"a,b;c\n", Options{Delimiter: ","}, "a|b;c"},
		{"a\tb;c\n", Options{Delimiter: "TAB"}, "a|b;c"},
		{"sep=;\na,b;c\n", Options{Delimiter: ","}, "a|b;c"},
		{"citt\xe0", Options{Encoding: "utf-8"}, "citt\ufffd"},
		{"Forlì", Options{Encoding: "ANSI"}, "ForlÃ¬"},
		{"\xfe\xff\x00a", Options{Encoding: "utf-16"}, "a"},
		{"a\x00", Options{Encoding: "UTF-16LE"}, "a"},
		{"\x00a\x00", Options{Encoding: "utf_16be"}, "a\ufffd"},
	} {
		if _, got := read(t, save(t, c.in), c.o); join(got) != c.want {
			t.Errorf("%q with %+v: read %q, want %q", c.in, c.o, join(got), c.want)
		}
	}
	for _, o := range []Options{{Encoding: "ebcdic"}, {Delimiter: "x"}, {Delimiter: ";;"}} {
		if _, _, err := tryRead(t, save(t, "a"), o); fault.KindOf(err) != fault.Usage {
			t.Errorf("%+v: %v, want a fault of usage", o, err)
		}
	}
}

func TestExamine_SaysWhatTheFileIs(t *testing.T) {
	path := save(t, "\ufeffsep=;\r\na;b\r\n\"1\n2\";\ufffd ForlÃ¬")
	f, err := Examine(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := File{
		Path: path, Size: 33, SHA256: f.SHA256, Format: CSV, Encoding: UTF8, Delimiter: ';', BOM: true, Sep: true, CRLF: true,
		Lines: 4, Replacements: 1, Mojibake: 1, modified: f.modified, lineEnd: '\n',
	}
	if f != want {
		t.Errorf("examined as\n%+v, want\n%+v", f, want)
	}
	const sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if f, err = Examine(t.Context(), save(t, ""), Options{}); err != nil || f.SHA256 != sum || f.Lines != 0 {
		t.Errorf("nothing is examined as %+v, %v", f, err)
	}
}

func TestRow_CellsKnowTheirLine(t *testing.T) {
	f, err := Examine(t.Context(), save(t, "title\n\na;b;c\n1;\"x\ny\";\"z\n\"\n4;5;6\n"), Options{})
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
		line := strconv.Itoa(row.Number) + ":"
		for i := range row.Cells {
			line += " " + strconv.Itoa(row.Line(i))
		}
		got = append(got, line)
	}
	if want := []string{"1: 1", "3: 3 3 3", "4: 4 4 5", "7: 7 7 7"}; !slices.Equal(got, want) {
		t.Errorf("lines %q, want %q", got, want)
	}
}

func TestRows_WhatIsNoTableIsRefusedWithItsLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"zero bytes", "a;b\n1;\x002\n", "line 2 has bytes that are no text"},
		{"zeros in UTF-16", "\xff\xfea\x00\n\x00\x00\x00", "line 2 has bytes that are no text"},
		{"a long line", "a;b\n" + strings.Repeat("x", 2*MaxRecord), "line 2 is longer than a line of a table can be"},
		{"a long line of UTF-16", "\xff\xfe" + strings.Repeat("x\x00", MaxRecord), "line 1 is longer than a line of a table can be"},
		{"too many columns", strings.Repeat("1,", 400_000) + "\n", "line 1 has more than 2000 columns"},
		{"too many quoted columns", "a\n" + strings.Repeat(`"1",`, 3000) + "\n", "line 2 has more than 2000 columns"},
		{"a quote open at the end", "a;b\n1;\"2\n3;4\n", "on line 2 a quotation mark opens a cell and none closes it"},
		{"a quote open for many lines", "a;b\n1;\"2\n" + strings.Repeat("3;4\n", 2000) + "\";\n", "on line 2 a quotation mark opens a cell and none closes it"},
		{"a quote open for many bytes", "a;b\n1;\"2\n" + strings.Repeat(strings.Repeat("x", 10_000)+"\n", 200) + "\";\n", "on line 2 a quotation mark opens a cell and none closes it"},
		{"a quote open until the next", "a;b\n1;\"2\n3;\"4\";\n", "on line 2 a quotation mark opens a cell and none closes it"},
		{"an old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the file is a workbook of an old Excel (.xls), or one with a password"},
		{"a page", "\ufeff\n<HTML><table>", "the file is a page of HTML or XML, whatever its name says"},
		{"a PDF", "%PDF-1.7", "the file is a PDF, not a table"},
		{"gzip", "\x1f\x8b\x08", "the file is compressed"},
		{"a broken archive", "PK\x03\x04xxxx", "the workbook is damaged"},
	} {
		_, _, err := tryRead(t, save(t, c.in), Options{})
		f, ok := errors.AsType[*fault.Fault](err)
		if !ok || f.Kind != fault.Failed || f.Error() != c.want || f.Hint.IsZero() {
			t.Errorf("%s: %v, want %q with a remedy", c.name, err, c.want)
		}
	}
}

// endless is a file system's file of one line, without its 5 GB.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

func TestExamine_AnEndlessLineIsReadForAFewMegabytesOnly(t *testing.T) {
	in := new(endless)
	e := examiner{hash: discard{}, valid: true}
	err := e.readAll(t.Context(), in, &File{})
	if fault.KindOf(err) != fault.Failed || in.read > 4<<20 {
		t.Errorf("after %d bytes: %v", in.read, err)
	}
	in = new(endless)
	if _, err := newRecords(in, ';', '\n').next(); fault.KindOf(err) != fault.Failed || in.read > 4<<20 {
		t.Errorf("after %d bytes: %v", in.read, err)
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) Sum(b []byte) []byte         { return b }
func (discard) Reset()                      {}
func (discard) Size() int                   { return 0 }
func (discard) BlockSize() int              { return 1 }

func TestRows_AFileThatChangesIsRefused(t *testing.T) {
	path := save(t, "a;b\n")
	f, err := Examine(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("a;b\n1;2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Rows(t.Context()); err == nil || !strings.Contains(err.Error(), "has changed") {
		t.Errorf("Rows() = %v", err)
	}
}

func TestExamine_MissingFilesAndFoldersAreRefused(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "none"), t.TempDir()} {
		if _, err := Examine(t.Context(), path, Options{}); fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), path) {
			t.Errorf("Examine(%s) = %v", path, err)
		}
	}
}
