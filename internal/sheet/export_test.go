package sheet

import (
	"bytes"
	"testing"

	"github.com/dtctl/dtctl/internal/i18n"
	"github.com/dtctl/dtctl/internal/render"
)

// What dtctl writes for a spreadsheet comes back as the values that it wrote.
func TestRows_ReadWhatDtctlExports(t *testing.T) {
	locale, err := i18n.Open(i18n.Italian)
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"015146", "=1+1", "-5", "a;b", `say "x"`, "'quoted", "+39 051 1", "12.5", "d'Angelo", "Forlì\nCesena", "5E12", "_x0041_", " a "}
	columns := []render.Column[string]{
		{Key: "codice", Title: "Code", Value: func(s string) any { return s }},
		{Key: "ore", Title: "Hours", Value: func(s string) any { return len(s) - 9 }},
	}
	for _, format := range []render.Format{render.Excel, render.CSV, render.XLSX} {
		var out bytes.Buffer
		if err := render.WriteListing(&out, render.List(columns, texts), render.Options{Format: format, Locale: locale}); err != nil {
			t.Fatal(err)
		}
		_, got := read(t, save(t, out.String()), Options{})
		if len(got) != len(texts)+1 {
			t.Fatalf("%s: read %q", format, got)
		}
		for i, want := range texts {
			if got[i+1][0] != want {
				t.Errorf("%s: read %q, want %q", format, got[i+1][0], want)
			}
		}
	}
}
