package render

import (
	"bytes"
	"slices"
	"testing"

	"github.com/dtctl/dtctl/internal/periodo"
)

func TestPlanned_AMonthIsInWordsForPeopleAndIsoForPrograms(t *testing.T) {
	rows := values(periodo.MustParsePiano("2022-01"), periodo.MustParsePiano("2022-01-15"), periodo.Piano{})
	for format, want := range map[Format]string{
		CSV:      "valore\n2022-01\n2022-01-15\n\"\"\n",
		JSONL:    "{\"valore\":\"2022-01\"}\n{\"valore\":\"2022-01-15\"}\n{\"valore\":null}\n",
		Markdown: "| Valore |\n| --- |\n| gennaio 2022 |\n| 15/01/2022 |\n|  |\n",
		Excel:    "\ufeffValore\r\ngennaio 2022\r\n15/01/2022\r\n\"\"\r\n",
	} {
		var out bytes.Buffer
		if err := WriteListing(&out, rows, Options{Format: format, Locale: italian()}); err != nil || out.String() != want {
			t.Errorf("%s: %q, %v, want %q", format, out.String(), err, want)
		}
	}
	if got := humanText(periodo.MustParsePiano("2022-01"), english()); got != "January 2022" {
		t.Errorf("in English it is %q", got)
	}
}

func TestPlanned_ASheetHoldsDaysAsDays(t *testing.T) {
	b := &workbook{locale: italian()}
	if v, format := b.cell(periodo.MustParsePiano("2022-01-15")); v != float64(44576) || format != dayFormat {
		t.Errorf("a day is %v, %q", v, format)
	}
	if v, format := b.cell(periodo.MustParsePiano("2022-01")); v != "gennaio 2022" || format != textFormat {
		t.Errorf("a month is %v, %q", v, format)
	}
	if v, _ := b.cell(periodo.Piano{}); v != nil {
		t.Errorf("no date is %v", v)
	}
}

func TestPlanned_SortsByTheCalendar(t *testing.T) {
	date := periodo.MustParsePiano
	l := values(date("2022-02"), date("2022-01"), date("2022-01-20"), periodo.Piano{}, date("2021-12-31"))
	sorted, _, err := prepare(l, Options{Format: CSV, Locale: italian(), Sort: []string{"valore"}})
	want := []any{periodo.Piano{}, date("2021-12-31"), date("2022-01"), date("2022-01-20"), date("2022-02")}
	if err != nil || !slices.Equal(column(sorted), want) {
		t.Errorf("%v, %v", column(sorted), err)
	}
}

func TestHours_AreDecimalHours(t *testing.T) {
	for minutes, want := range map[Hours]string{0: "0", 750: "12.5", 1200: "20", 20: "0.33", 40: "0.67", 1: "0.02", 45: "0.75", 6000: "100"} {
		if got := minutes.String(); got != want {
			t.Errorf("%d minutes are %q hours, want %q", int64(minutes), got, want)
		}
	}
	for format, want := range map[Format]string{
		CSV:   "valore\n12.5\n",
		JSONL: "{\"valore\":12.5}\n",
		Excel: "\ufeffValore\r\n12,5\r\n",
	} {
		var out bytes.Buffer
		if err := WriteListing(&out, values(Hours(750)), Options{Format: format, Locale: italian()}); err != nil || out.String() != want {
			t.Errorf("%s: %q, %v, want %q", format, out.String(), err, want)
		}
	}
	b := &workbook{locale: italian()}
	if v, _ := b.cell(Hours(750)); v != 12.5 {
		t.Errorf("in a sheet they are %v", v)
	}
}
