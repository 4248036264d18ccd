package render

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// values makes a listing of one column of any values.
func values(vs ...any) Listing {
	return List([]Column[any]{{Key: "valore", Title: "Value", Value: func(v any) any { return v }}}, vs)
}

func column(l Listing) []any {
	var vs []any
	for _, row := range l.Rows {
		vs = append(vs, row[0])
	}
	return vs
}

func TestSort_UnknownFirstThenByKind(t *testing.T) {
	day := periodo.MustParse
	noon := time.Date(2021, 1, 1, 12, 0, 0, 0, time.UTC)
	half, third, none := quota.Of(1, 2, 1), quota.Of(1, 3, 1), quota.Quota{}
	for name, c := range map[string]struct{ in, want []any }{
		"numbers": {[]any{10, int64(9), nil, 100}, []any{nil, int64(9), 10, 100}},
		"days":    {[]any{day("2021-02-01"), periodo.Data{}, day("2020-12-31")}, []any{periodo.Data{}, day("2020-12-31"), day("2021-02-01")}},
		"shares":  {[]any{half, none, third}, []any{none, third, half}},
		"points":  {[]any{quota.Punti{From: third, To: half}, quota.Punti{From: half, To: third}, quota.Punti{}}, []any{quota.Punti{}, quota.Punti{From: half, To: third}, quota.Punti{From: third, To: half}}},
		"text":    {[]any{"Zocca", "ètere", "Forlì", "forte"}, []any{"ètere", "Forlì", "forte", "Zocca"}},
		"bools":   {[]any{true, false, nil}, []any{nil, false, true}},
		"moments": {[]any{noon, time.Time{}, noon.Add(-time.Hour)}, []any{time.Time{}, noon.Add(-time.Hour), noon}},
		"mixed":   {[]any{"b", 10, "a"}, []any{10, "a", "b"}},
	} {
		o := Options{Format: JSON, Locale: italian(), Sort: []string{"valore"}}
		l, _, err := prepare(values(c.in...), o)
		if err != nil {
			t.Fatal(err)
		}
		if got := column(l); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestSort_EqualRowsKeepTheirOrderBothWays(t *testing.T) {
	type pair struct{ a, b int }
	columns := []Column[pair]{
		{Key: "a", Title: "A", Value: func(p pair) any { return p.a }},
		{Key: "b", Title: "B", Value: func(p pair) any { return p.b }},
	}
	rows := []pair{{1, 3}, {2, 1}, {1, 1}, {2, 2}}
	for sort, want := range map[string]string{
		"a":    "a,b\n1,3\n1,1\n2,1\n2,2\n",
		"-a":   "a,b\n2,1\n2,2\n1,3\n1,1\n",
		"a,-b": "a,b\n1,3\n1,1\n2,2\n2,1\n",
		"-a,b": "a,b\n2,1\n2,2\n1,1\n1,3\n",
	} {
		var out bytes.Buffer
		l := List(columns, rows)
		err := WriteListing(&out, l, Options{Format: CSV, Locale: english(), Sort: strings.Split(sort, ",")})
		if err != nil || out.String() != want {
			t.Errorf("--sort %s: %q, %v, want %q", sort, out.String(), err, want)
		}
		if l.Rows[0][1] != 3 {
			t.Errorf("--sort %s changed the rows it was given", sort)
		}
	}
}

func TestSort_TranslatedWordsSortAsTheyAreRead(t *testing.T) {
	l := values(message.New("Covered"), message.New("Change"))
	for format, want := range map[Format]string{Markdown: "Covered", JSON: "Change"} {
		sorted, _, err := prepare(l, Options{Format: format, Locale: italian(), Sort: []string{"valore"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := sorted.Rows[0][0].(message.Text).Format; got != want {
			t.Errorf("%s starts with %s, want %s", format, got, want)
		}
	}
}

func TestColumns_ChosenInOrderWideOnesToo(t *testing.T) {
	for _, format := range []Format{CSV, Table} {
		var out bytes.Buffer
		o := Options{Format: format, Locale: english(), Columns: []string{"contatti", " codice"}}
		if err := WriteListing(&out, bodyListing(), o); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "a@x.it, b@x.it") || strings.Contains(out.String(), "Forlì") {
			t.Errorf("%s: %s", format, out.String())
		}
	}
}

func TestColumns_SortedByOneThatIsNotShown(t *testing.T) {
	var out bytes.Buffer
	o := Options{Format: CSV, Locale: english(), Columns: []string{"codice"}, Sort: []string{"-abitanti"}}
	if err := WriteListing(&out, bodyListing(), o); err != nil {
		t.Fatal(err)
	}
	if want := "codice\nc_f257\n015146\n7812345E12\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestOptions_UnknownNamesAreUsageFaults(t *testing.T) {
	for _, o := range []Options{
		{Format: CSV, Columns: []string{"codice", "nulla"}},
		{Format: CSV, Columns: []string{"codice", "codice"}},
		{Format: CSV, Sort: []string{"-nulla"}},
		{Format: "pdf"},
	} {
		o.Locale = english()
		var out bytes.Buffer
		err := WriteListing(&out, bodyListing(), o)
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("%+v: %v", o, err)
		}
		if out.Len() > 0 {
			t.Errorf("%+v wrote %q before refusing", o, out.String())
		}
	}
	err := Options{Format: CSV, Sort: []string{"x"}}.Check(Heads(bodyColumns()))
	var f *fault.Fault
	if !errors.As(err, &f) || !strings.Contains(f.Hint.String(), "codice, ente, dal") {
		t.Errorf("the hint does not name the columns: %v", err)
	}
}

func TestFormat_NamesAndExtensions(t *testing.T) {
	for _, f := range Formats() {
		if got, err := ParseFormat(string(f)); got != f || err != nil {
			t.Errorf("ParseFormat(%q) = %q, %v", f, got, err)
		}
	}
	if _, err := ParseFormat("xml"); fault.KindOf(err) != fault.Usage {
		t.Errorf("ParseFormat(xml): %v", err)
	}
	for name, want := range map[string]Format{
		"a.csv": CSV, "b/c.XLSX": XLSX, "r.htm": HTML, "x.md": Markdown, "x.ndjson": JSONL, "x.txt": Table, "x": "", "x.pdf": "", "x.xls": "",
	} {
		got, err := FormatOf(name)
		if got != want || (err == nil) != (want != "") || err != nil && fault.KindOf(err) != fault.Usage {
			t.Errorf("FormatOf(%q) = %q, %v", name, got, err)
		}
	}
}

func TestWrite_ValuesThatNoFormatKnowsAreDefects(t *testing.T) {
	nested := values(3.5)
	for name, err := range map[string]error{
		"cell":      WriteListing(&bytes.Buffer{}, values(3.5), Options{Format: CSV, Locale: english()}),
		"nested":    WriteListing(&bytes.Buffer{}, values(nested), Options{Format: CSV, Locale: english()}),
		"short row": WriteListing(&bytes.Buffer{}, Listing{Columns: make([]Head, 2), Rows: [][]any{{1}}}, Options{Format: CSV, Locale: english()}),
		"parameter": WriteReport(&bytes.Buffer{}, Report{Parameters: []Parameter{{Key: "a", Title: "A", Value: 1.5}}}, Options{Format: JSON, Locale: english()}),
		"universe":  WriteReport(&bytes.Buffer{}, Report{Universe: Universe{Fields: []Field{{"a", 1.5}}}}, Options{Format: JSON, Locale: english()}),
		"total":     WriteReport(&bytes.Buffer{}, Report{Rows: values(), Total: Total{Rows: [][]any{{1.5}}}}, Options{Format: JSON, Locale: english()}),
		"no record": WriteRecord(&bytes.Buffer{}, values(), Options{Format: JSON, Locale: english()}),
	} {
		if err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
