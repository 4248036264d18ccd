package render

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/message"
)

var errFull = errors.New("no space left")

// limited takes some bytes and then fails.
type limited struct{ left int }

func (w *limited) Write(p []byte) (int, error) {
	if len(p) > w.left {
		return w.left, errFull
	}
	w.left -= len(p)
	return len(p), nil
}

func TestWrite_ErrorsOfTheWriterComeBack(t *testing.T) {
	for shape, write := range writers() {
		for _, format := range Formats() {
			var whole bytes.Buffer
			if err := write(&whole, Options{Format: format, Locale: english()}); err != nil {
				t.Fatal(err)
			}
			if whole.Len() == 0 {
				continue
			}
			for _, left := range []int{0, whole.Len() - 1} {
				if err := write(&limited{left}, Options{Format: format, Locale: english()}); !errors.Is(err, errFull) {
					t.Errorf("%s as %s, full after %d bytes: %v", shape, format, left, err)
				}
			}
		}
	}
	long := make([]any, drawnRows+1)
	for i := range long {
		long[i] = "Comune di Castelfranco Emilia"
	}
	for _, format := range Formats() {
		if err := WriteListing(&limited{5000}, values(long...), Options{Format: format, Locale: english()}); !errors.Is(err, errFull) {
			t.Errorf("%s of many rows: %v", format, err)
		}
	}
}

func TestReport_AListIsAnArrayForPrograms(t *testing.T) {
	r := coverageReport()
	r.List, r.Total = true, Total{}
	var want bytes.Buffer
	if err := WriteListing(&want, r.Rows, Options{Format: JSON, Locale: english()}); err != nil {
		t.Fatal(err)
	}
	if got := text(t, r, JSON); got != want.String() {
		t.Errorf("got\n%s\nwant\n%s", got, want.String())
	}
	for _, f := range Formats() {
		got := text(t, r, f)
		if has := strings.Contains(got, "Ventasso"); f != XLSX && has != r.HoldsNotes(f) {
			t.Errorf("%s: its notes are there: %t", f, has)
		}
	}
}

func TestReport_SeveralTotalsAreAnArray(t *testing.T) {
	r := coverageReport()
	r.Total = Total{Many: true, Rows: List(shareColumns(), []share{newShare("direct", 85, 72)}).Rows}
	if got := text(t, r, JSON); !strings.Contains(got, "\"total\": [\n    {\n      \"provincia\": \"direct\"") {
		t.Errorf("one of several totals:\n%s", got)
	}
	r.Total.Rows = append(r.Total.Rows, List(shareColumns(), []share{newShare(nil, 85, 80)}).Rows...)
	if got := text(t, r, Table); !strings.HasSuffix(got, "direct        85       72  84.7\nTotal         85       80  94.1\n\nVentasso|* has changed\n") {
		t.Errorf("two totals:\n%s", got)
	}
	r.Total = Total{}
	if got := text(t, r, JSON); !strings.Contains(got, `"total": null`) {
		t.Errorf("no total:\n%s", got)
	}
}

func TestReport_WithoutRowsKeepsItsWords(t *testing.T) {
	r := coverageReport()
	r.Rows.Rows, r.Total = nil, Total{}
	want := "Coverage of Emilia-Romagna\nUniverse: 330 bodies · 2021-07-15 · Role: comunicazione · Basis: direct\n\nVentasso|* has changed\n"
	if got := text(t, r, Table); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := text(t, r, JSON); !strings.Contains(got, `"rows": [],`) {
		t.Errorf("got\n%s", got)
	}
	if got := text(t, Report{}, JSON); !strings.Contains(got, `"parameters": {},`) || !strings.Contains(got, `"as_of": null`) {
		t.Errorf("an empty report:\n%s", got)
	}
}

func TestReport_TotalFollowsTheColumns(t *testing.T) {
	var out bytes.Buffer
	o := Options{Format: JSON, Locale: english(), Columns: []string{"coperti"}, Sort: []string{"-coperti"}}
	if err := WriteReport(&out, coverageReport(), o); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(out.String()), ""); !strings.Contains(got, `"total":{"coperti":72}`) ||
		!strings.Contains(got, `[{"coperti":48},{"coperti":24},{"coperti":0}]`) {
		t.Errorf("got %s", out.String())
	}
}

func TestHTML_DataIsNeverMarkup(t *testing.T) {
	evil := `<script>alert("1")</script>&'`
	r := Report{
		Title: message.New("%s", evil), Notes: []message.Text{message.New("%s", evil)},
		Universe: Universe{Text: message.New("%s", evil)}, Rows: values(evil),
	}
	if got := text(t, r, HTML); strings.Contains(got, "<script") {
		t.Errorf("got\n%s", got)
	}
}

func text(t *testing.T, r Report, f Format) string {
	t.Helper()
	var out bytes.Buffer
	if err := WriteReport(&out, r, Options{Format: f, Locale: english()}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func BenchmarkWriteListing(b *testing.B) {
	rows := make([]body, 0, 100_000)
	for len(rows) < cap(rows) {
		rows = append(rows, bodies()[len(rows)%3])
	}
	l := List(bodyColumns()[:8], rows)
	for _, format := range Formats() {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				if err := WriteListing(io.Discard, l, Options{Format: format, Locale: italian(), Width: 100}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
