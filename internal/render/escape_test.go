package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/dtctl/dtctl/internal/message"
)

func TestReveal_WhatActsOnATerminalIsVisible(t *testing.T) {
	for in, want := range map[string]string{
		"Forlì-Cesena":       "Forlì-Cesena",
		"a\x1b[31mb\a":       `a\x1b[31mb\x07`,
		"a\nb\rc\td":         `a\nb\rc\td`,
		"\u202eoiggaM":       `\u202eoiggaM`,
		"\u2066a\u2069":      `\u2066a\u2069`,
		"\u200e\u200f\u061c": `\u200e\u200f\u061c`,
		"\u009b31m":          `\u009b31m`,
		"\ufeffx\u00ad":      `\ufeffx\u00ad`,
		"\u2028":             `\u2028`,
		"\U000e0041":         `\U000e0041`,
		"bad\xff":            `bad\xff`,
		"👩\u200d💻":           "👩\u200d💻",
		"e\u0301":            "e\u0301",
		"\x7f":               `\x7f`,
	} {
		if got := reveal(in, ""); got != want {
			t.Errorf("reveal(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrite_PeopleNeverReceiveAnActingCharacter(t *testing.T) {
	evil := "x\x1b]0;t\a\u202e\u2066\u200f\u061c\u009b\n\ry"
	columns := []Column[string]{
		{Key: "nome", Title: "N\x1b[2J", Value: func(s string) any { return s }},
		{Key: "testo", Title: "T", Value: func(s string) any { return message.New("%s", s) }},
		{Key: "lista", Title: "L", Value: func(s string) any { return []string{s} }},
	}
	r := Report{
		Title: message.New("%s", evil), Notes: []message.Text{message.New("%s", evil)},
		Universe: Universe{Text: message.New("%s", evil)}, Rows: List(columns, []string{evil}),
		Parameters: []Parameter{{Key: "p", Title: "P", Value: evil, Text: message.New("%s", evil)}},
	}
	for _, format := range []Format{Table, Wide, Markdown, HTML, JSON, JSONL} {
		var out bytes.Buffer
		if err := WriteReport(&out, r, Options{Format: format, Locale: english()}); err != nil {
			t.Fatal(err)
		}
		for _, c := range out.String() {
			if c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf) {
				t.Errorf("%s lets %U through", format, c)
			}
		}
	}
}

func TestJSON_EscapesAreTheSameString(t *testing.T) {
	evil := "a\x1b\u202e\u009b\U000e0041<&>\"\\/ 界\u2028"
	column := []Column[string]{{Key: "nome", Title: "N", Value: func(s string) any { return s }}}
	var out bytes.Buffer
	if err := WriteListing(&out, List(column, []string{evil}), Options{Format: JSON, Locale: english()}); err != nil {
		t.Fatal(err)
	}
	var back []map[string]string
	if err := json.Unmarshal(out.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if back[0]["nome"] != evil {
		t.Errorf("read back %q, want %q", back[0]["nome"], evil)
	}
	if !strings.Contains(out.String(), "<&>") {
		t.Error("characters of HTML are escaped")
	}
}

func TestGuardExcel_FormulasAreHarmlessAndCodesStayText(t *testing.T) {
	for in, want := range map[string]string{
		"":                 "",
		"Comune di Forlì":  "Comune di Forlì",
		"=1+1":             "'=1+1",
		"+39 051 123":      "'+39 051 123",
		"+390511234":       "'+390511234",
		"-5":               "'-5",
		"@cmd":             "'@cmd",
		"\tx":              "'\tx",
		"\rx":              "'\rx",
		"＝1+1":             "'＝1+1",
		"015146":           `="015146"`,
		"80062600372":      `="80062600372"`,
		"7812345E12":       `="7812345E12"`,
		"3-5":              `="3-5"`,
		"10/11":            `="10/11"`,
		"c_f257":           "c_f257",
		"051 1234567":      "051 1234567",
		`1";=HYPERLINK("x`: `1";=HYPERLINK("x`,
		"RSSMRA85T10A562S": "RSSMRA85T10A562S",
	} {
		if got := guardExcel(in); got != want {
			t.Errorf("guardExcel(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestExcel_CanBeReadBack(t *testing.T) {
	texts := []string{"015146", "=1+1", "-5", "a;b", "say \"x\"", "'quoted", "+", "12.5", "d'Angelo"}
	column := []Column[string]{
		{Key: "codice", Title: "C", Value: func(s string) any { return s }},
		{Key: "n", Title: "N", Value: func(string) any { return -7 }},
	}
	var out bytes.Buffer
	if err := WriteListing(&out, List(column, texts), Options{Format: Excel, Locale: italian()}); err != nil {
		t.Fatal(err)
	}
	text, found := strings.CutPrefix(out.String(), "\ufeff")
	if !found {
		t.Error("no byte order mark")
	}
	if n := strings.Count(text, "\r\n"); n != len(texts)+1 {
		t.Errorf("%d lines end in CRLF, want %d", n, len(texts)+1)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = ';'
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range texts {
		cell := records[i+1][0]
		if inner, ok := strings.CutPrefix(cell, `="`); ok {
			cell = strings.TrimSuffix(inner, `"`)
		} else if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@\t\r\n", rune(cell[1])) {
			cell = cell[1:]
		}
		if cell != want {
			t.Errorf("%q is read back as %q", want, cell)
		}
		if records[i+1][1] != "-7" {
			t.Errorf("a number is written %q", records[i+1][1])
		}
	}
}

func TestEscapeMarkdown_DataIsNeverMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"c_f257":                "c_f257",
		"_x_":                   `\_x\_`,
		"a|b":                   `a\|b`,
		`a\|b`:                  `a\\\|b`,
		"[x](javascript:y)":     `\[x\](javascript:y)`,
		"<script>":              `\<script>`,
		"Attività & servizi":    "Attività & servizi",
		"&lt;":                  `\&lt;`,
		"**x** `y` ~~z~~":       "\\*\\*x\\*\\* \\`y\\` \\~\\~z\\~\\~",
		"Nuvola – cloud (SaaS)": "Nuvola – cloud (SaaS)",
	} {
		if got := escapeMarkdown(in); got != want {
			t.Errorf("escapeMarkdown(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTSV_ALineIsARecord(t *testing.T) {
	column := []Column[string]{
		{Key: "a", Title: "A", Value: func(s string) any { return s }},
		{Key: "b", Title: "B", Value: func(string) any { return "" }},
	}
	var out bytes.Buffer
	if err := WriteListing(&out, List(column, []string{"x\ty\nz\\"}), Options{Format: TSV, Locale: english()}); err != nil {
		t.Fatal(err)
	}
	if want := "a\tb\nx\\ty\\nz\\\\\t\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestCSV_ALoneEmptyValueIsStillARecord(t *testing.T) {
	column := []Column[string]{{Key: "a", Title: "A", Value: func(s string) any { return s }}}
	for format, end := range map[Format]string{CSV: "\n", Excel: "\r\n"} {
		var out bytes.Buffer
		if err := WriteListing(&out, List(column, []string{"x", "", "y"}), Options{Format: format, Locale: english()}); err != nil {
			t.Fatal(err)
		}
		if want := strings.Join([]string{"x", `""`, "y", ""}, end); !strings.HasSuffix(out.String(), want) {
			t.Errorf("%s: got %q, want the end %q", format, out.String(), want)
		}
	}
}
