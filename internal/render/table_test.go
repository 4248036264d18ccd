package render

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

func tableText(t *testing.T, l Listing, o Options) string {
	t.Helper()
	o.Locale = italian()
	if o.Format == "" {
		o.Format = Table
	}
	var out bytes.Buffer
	if err := WriteListing(&out, l, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTable_NarrowTerminalWrapsAndCutsNothing(t *testing.T) {
	got := tableText(t, bodyListing(), Options{Width: 80})
	for line := range strings.Lines(got) {
		if w := displayWidth(strings.TrimSuffix(line, "\n")); w > 80 {
			t.Errorf("%d columns: %s", w, line)
		}
	}
	wide := tableText(t, bodyListing(), Options{})
	for _, number := range []string{"1.234.567", "+17,6", "17/03/1861", "7812345E12"} {
		if !strings.Contains(got, number) {
			t.Errorf("%s is broken:\n%s", number, got)
		}
	}
	if a, b := len(strings.Join(strings.Fields(strings.ReplaceAll(got, "─", "")), "")),
		len(strings.Join(strings.Fields(strings.ReplaceAll(wide, "─", "")), "")); a != b {
		t.Errorf("%d characters in place of %d:\n%s", a, b, got)
	}
}

func TestTable_WordsAreNotBroken(t *testing.T) {
	l := values([]string{"comunicazione", "formazione"}, 1234567, "protocollo@pec.unionevalli.example.it")
	got := tableText(t, l, Options{Width: 12})
	for _, word := range []string{"comunicazione,", "formazione", "1.234.567", "protocollo@pec"} {
		if !strings.Contains(got, word) {
			t.Errorf("%s is broken:\n%s", word, got)
		}
	}
	if strings.Contains(got, "comunicazione, formazione") {
		t.Errorf("not wrapped:\n%s", got)
	}
}

func TestTable_AColumnSaysWhatNoValueCanSay(t *testing.T) {
	columns := []Column[any]{
		{Key: "gruppo", Title: "Unione", None: "no", Value: func(v any) any { return v }},
		{Key: "n", Title: "Number", Number: true, Value: func(any) any { return nil }},
	}
	l := List(columns, []any{"BO", nil})
	if got, want := tableText(t, l, Options{}), "Unione  Number\n──────────────\nBO           –\nno           –\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if l.Rows[1][0] != nil {
		t.Error("the listing given has changed")
	}
}

func TestTable_WhatCannotFitIsLeftToTheTerminal(t *testing.T) {
	got := tableText(t, values(1234567, 12), Options{Width: 3})
	if !strings.Contains(got, "1.234.567\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestWrapText_BreaksWordsOnlyWhenItMust(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"Comune di Castelfranco Emilia", 14, "Comune di|Castelfranco|Emilia"},
		{"comune.castelfranco@cert.it", 10, "comune.cas|telfranco@|cert.it"},
		{"界界界", 4, "界界|界"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
		{"", 5, ""},
	} {
		if got := strings.Join(wrapText(c.in, c.width), "|"); got != c.want {
			t.Errorf("wrapText(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestTable_ColorIsEmphasisOnly(t *testing.T) {
	plain := tableText(t, bodyListing(), Options{})
	colored := tableText(t, bodyListing(), Options{Color: true})
	if !strings.HasPrefix(colored, "\x1b[1mCodice") {
		t.Errorf("the titles are not emphasised: %q", colored[:20])
	}
	if got := strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(colored); got != plain {
		t.Errorf("colour changed the content:\n%s\n%s", got, plain)
	}
}

func TestTable_TheLanguageOfTheTerminalDoesNotMoveColumns(t *testing.T) {
	want := tableText(t, values("–", "«»", "x"), Options{})
	twwidth.SetEastAsian(true)
	t.Cleanup(func() { twwidth.SetEastAsian(false) })
	if got := tableText(t, values("–", "«»", "x"), Options{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The two drawings are one look: a listing must not change when it grows past
// the number of rows that tablewriter is trusted with.
func TestDraw_BothDrawingsAreTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := []string{"", " ", "BO", "Comune", "Forlì", "e\u0301", "界", "–", "total", "Totale", "1.234", "a|b", "a\\b", "%", "Castelnovo_ne'Monti", "│", "...", "\u200d"}
	cell := func() string {
		var parts []string
		for range random.IntN(5) {
			parts = append(parts, words[random.IntN(len(words))])
		}
		return strings.Join(parts, " ")
	}
	for range 500 {
		columns := 1 + random.IntN(5)
		section := func(rows int) [][]any {
			section := make([][]any, rows)
			for i := range section {
				section[i] = make([]any, columns)
				for j := range section[i] {
					section[i][j] = cell()
				}
			}
			return section
		}
		b := block{rows: section(1 + random.IntN(5)), total: section(random.IntN(3)), right: make([]bool, columns)}
		for i := range columns {
			b.titles = append(b.titles, "T"+cell())
			b.right[i] = random.IntN(2) == 0
		}
		g := newGrid(b, random.IntN(60), italian())
		var drawn, plain bytes.Buffer
		if err := drawTable(&drawn, g); err != nil {
			t.Fatal(err)
		}
		if err := drawPlain(&plain, g); err != nil {
			t.Fatal(err)
		}
		if drawn.String() != plain.String() {
			t.Fatalf("%+v\ntablewriter:\n%s\nplain:\n%s", g, drawn.String(), plain.String())
		}
	}
}

func TestTable_ManyRowsLookAsFew(t *testing.T) {
	many := make([]any, drawnRows+1)
	for i := range many {
		many[i] = i
	}
	got := strings.SplitN(tableText(t, values(many...), Options{}), "\n", 4)
	if got[0] != "Valore" || got[1] != "──────" || got[2] != "     0" {
		t.Errorf("got %q", got[:3])
	}
}
