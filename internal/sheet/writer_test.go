package sheet

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// write writes rows into a file of the dialect.
func write(t testing.TB, path string, d Dialect, rows [][]string) {
	t.Helper()
	var b strings.Builder
	w := NewWriter(&b, d)
	for _, cells := range rows {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Whatever is in the cells comes back, in every dialect, and the dialect is
// recognised where the text has a sign of it.
func TestWriter_EveryTableReadsBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "table")
	cell := rapid.OneOf(
		rapid.SampledFrom([]string{
			"", "015146", "Forlì", "d’Angelo", "€", `"`, `""`, `a "b" c`, "a;b", "a,b\tc|d", "a\nb", "\n", "\r", "a\rb", " x ", "'", "'a'",
			"=1+1", "'=1+1", `="1"`, `'="1"`, `="a`, "-5", "+39 051 1", "@x", "-", "sep=;", "\t", "ÀÌÒ", "5E12", "'\n",
		}),
		rapid.StringOfN(rapid.SampledFrom([]rune("ab;,\t|\"'=+-@\n\r\u00a0ìÈ€œ ")), 0, 8, -1),
	)
	rapid.Check(t, func(r *rapid.T) {
		d := Dialect{
			Encoding:  rapid.SampledFrom([]Encoding{UTF8, UTF16LE, UTF16BE, Windows1252}).Draw(r, "encoding"),
			Delimiter: rapid.SampledFrom([]byte(delimiters)).Draw(r, "delimiter"),
			BOM:       rapid.Bool().Draw(r, "mark"), CRLF: rapid.Bool().Draw(r, "CRLF"), Sep: rapid.Bool().Draw(r, "sep"),
		}
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 1, 6), 1, 8).Draw(r, "rows")
		write(t, path, d, rows)
		o := Options{Delimiter: string(d.Delimiter)}
		if !d.BOM || d.Encoding == Windows1252 {
			o.Encoding = string(d.Encoding)
		}
		f, got, err := tryRead(t, path, o)
		if err != nil {
			r.Fatal(err)
		}
		for _, cells := range rows {
			for i, cell := range cells {
				cells[i] = strings.ReplaceAll(cell, "\r\n", "\n")
			}
		}
		if !slices.EqualFunc(got, rows, slices.Equal) {
			r.Fatalf("read %q, wrote %q", got, rows)
		}
		d.BOM = d.BOM && d.Encoding != Windows1252
		if f.Dialect() != d && !strings.Contains(strings.Join(rows[0], ""), "\n") {
			r.Fatalf("dialect %+v, wrote %+v", f.Dialect(), d)
		}
	})
}

// Of a table of some size nothing has to be said.
func TestExamine_EveryDialectIsRecognised(t *testing.T) {
	rows := [][]string{{"Elenco degli iscritti, settembre 2021"}, {"Cognome", "Nome", "Codice ISTAT", "Ente", "Ore"}}
	for range 30 {
		rows = append(rows, []string{"D'Angelo", "Niccolò", "015146", "Comune di Forlì; ufficio", "12,5"})
	}
	for _, encoding := range []Encoding{UTF8, UTF16LE, UTF16BE, Windows1252} {
		for _, delimiter := range []byte(delimiters) {
			for variant := range 8 {
				d := Dialect{
					Encoding: encoding, Delimiter: delimiter, CRLF: variant&1 != 0,
					BOM: variant&2 != 0 && encoding != Windows1252, Sep: variant&4 != 0,
				}
				path := filepath.Join(t.TempDir(), "table")
				write(t, path, d, rows)
				f, got := read(t, path, Options{})
				if f.Dialect() != d || !slices.EqualFunc(got, rows, slices.Equal) {
					t.Errorf("%+v: recognised %+v, read %q", d, f.Dialect(), got)
				}
			}
		}
	}
}

func TestWriter_FormulasAreHarmlessAndTheRestIsUntouched(t *testing.T) {
	var b strings.Builder
	w := NewWriter(&b, Dialect{Encoding: Windows1252, Delimiter: ';'})
	if err := w.Write([]string{"=1+1", "@x", "-cmd|' /C calc'!A0", "-5", "+39 051 1", "015146", "è", "č"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if want := "'=1+1;'@x;\"'-cmd|' /C calc'!A0\";-5;+39 051 1;015146;\xe8;?\n"; b.String() != want || w.Replaced != 1 {
		t.Errorf("wrote %q, replaced %d; want %q", b.String(), w.Replaced, want)
	}
}

func TestFile_AWorkbookAnswersInCSV(t *testing.T) {
	if got, want := (File{Format: XLSX}).Dialect(), (Dialect{Encoding: UTF8, Delimiter: ';', BOM: true, CRLF: true}); got != want {
		t.Errorf("dialect %+v, want %+v", got, want)
	}
}
