package main

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// lettered is a table with all that a text may have in it: accents,
// apostrophes, every delimiter, quotes and line feeds.
func lettered() [][]string {
	return [][]string{
		{"Cognome", "Nome", "Codice fiscale", "Ente", "Codice ISTAT", "E-mail", "Corso", "Edizione", "Data iscrizione", "Stato", "Data completamento", "Ore", "Esito"},
		{"Nicolò", "Mosè", "", "Forlì", "", "", "TD-BASE", "1", "14/09/2021", "Completato", "02/11/2021", "12,5", `attestato 7; "con lode", a | b`},
		{"D'Angelo", "Anna Maria", "RSSMRA85T10A562S", "Reggio nell'Emilia", "", "a.dangelo@posta.example", "TD-BASE", "2", "5/10/21", "In corso", "", "", "su due\nrighe"},
		{"Rossi", "Mario", "", "", "036040", "", "Trasformazione digitale", "1", "2021-09-20", "Iscritto", "", "0", ""},
		{"Perché", "Così", "", "Comune di Sassuolo", "", "p.cosi@posta.example", "TD-BASE", "3", "21/09/2021", "", "", "100", "100 €"},
		{"Nessuno", "Ente", "", "Comune Medola", "", "", "TD-BASE", "1", "14/09/2021", "", "", "", ""},
	}
}

// text writes a table as text.
func text(t *testing.T, rows [][]string, delimiter rune) string {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = delimiter
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// utf16Of encodes a text in UTF-16 with its mark.
func utf16Of(s string, order binary.AppendByteOrder) string {
	b := order.AppendUint16(nil, 0xfeff)
	for _, unit := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

// windowsOf encodes a text in Windows-1252, of which the tests use no other
// sign outside Latin-1 than the euro.
func windowsOf(s string) string {
	var b []byte
	for _, r := range s {
		if r == '€' {
			r = 0x80
		}
		b = append(b, byte(r))
	}
	return string(b)
}

func workbook(t *testing.T, rows [][]string) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "f.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImport_TheDialectOfAFileDoesNotMatter(t *testing.T) {
	t.Parallel()
	school := newSchool(t)
	plain := func(s string) string { return s }
	encodings := []struct {
		name, said string
		encode     func(string) string
	}{
		{"utf-8", "UTF-8", plain},
		{"utf-8 with mark", "UTF-8", func(s string) string { return "\ufeff" + s }},
		{"utf-16le", "UTF-16LE", func(s string) string { return utf16Of(s, binary.LittleEndian) }},
		{"utf-16be", "UTF-16BE", func(s string) string { return utf16Of(s, binary.BigEndian) }},
		{"windows-1252", "Windows-1252", windowsOf},
	}
	type outcome struct {
		counts   counted
		rows     []string
		messages string
	}
	take := func(t *testing.T, path, said string) outcome {
		p := school.twin(t)
		a, counts := p.take(t, path, "--snapshot", "2021-12-31")
		a.leaves(t, 3)
		if !strings.Contains(a.out, said) {
			t.Errorf("read as another thing than %s: %s", said, a.out)
		}
		messages, _, _ := strings.Cut(a.err, "decide one by one")
		return outcome{counts, p.enrolments(t), strings.ReplaceAll(messages, filepath.Base(path), "FILE")}
	}
	table := lettered()
	want := take(t, file(t, "f.csv", text(t, table, ';')), "UTF-8 ;")
	if want.counts.Nuove != 4 || want.counts.Scartate != 1 {
		t.Fatalf("%+v", want.counts)
	}
	for _, e := range encodings {
		for _, delimiter := range ";,\t|" {
			t.Run(e.name+" "+string(delimiter), func(t *testing.T) {
				name := string(delimiter)
				if delimiter == '\t' {
					name = "TAB"
				}
				got := take(t, file(t, "f.csv", e.encode(text(t, table, delimiter))), e.said+" "+name)
				same(t, "counts", got.counts, want.counts)
				same(t, "rows", got.rows, want.rows)
				same(t, "messages", got.messages, want.messages)
			})
		}
	}
	t.Run("xlsx", func(t *testing.T) {
		got := take(t, workbook(t, table), "XLSX")
		// A sheet counts rows, a text physical lines.
		for i := range min(len(got.counts.Problemi), len(want.counts.Problemi)) {
			got.counts.Problemi[i].Riga = want.counts.Problemi[i].Riga
		}
		same(t, "counts", got.counts, want.counts)
		same(t, "rows", got.rows, want.rows)
	})
}
