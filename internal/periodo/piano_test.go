package periodo

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dtctl/dtctl/internal/fault"
)

func TestParsePiano_ReadsDaysAndMonths(t *testing.T) {
	for s, want := range map[string]struct {
		iso, first, last string
		month            bool
	}{
		"2022-01":    {"2022-01", "2022-01-01", "2022-01-31", true},
		"01/2022":    {"2022-01", "2022-01-01", "2022-01-31", true},
		" 2/2024 ":   {"2024-02", "2024-02-01", "2024-02-29", true},
		"2021-02":    {"2021-02", "2021-02-01", "2021-02-28", true},
		"2021-12":    {"2021-12", "2021-12-01", "2021-12-31", true},
		"2022-01-15": {"2022-01-15", "2022-01-15", "2022-01-15", false},
		"15/01/2022": {"2022-01-15", "2022-01-15", "2022-01-15", false},
	} {
		p, err := ParsePiano(s)
		if err != nil || p.String() != want.iso || p.IsMonth() != want.month ||
			p.Giorno() != MustParse(want.first) || p.Fine() != MustParse(want.last) {
			t.Errorf("ParsePiano(%q) = %s, from %s to %s, %v", s, p, p.Giorno(), p.Fine(), err)
		}
	}
}

func TestParsePiano_RefusesWhatIsNeitherADayNorAMonth(t *testing.T) {
	for _, s := range []string{
		"", "2022", "2022-13", "2022-1", "13/2022", "1/22", "0999-12", "10000-01", "2022-01-", "2022-02-29",
		"gennaio", "January 2022", "2022/01", "202201", "-",
	} {
		p, err := ParsePiano(s)
		if err == nil || fault.KindOf(err) != fault.Usage || !p.IsZero() {
			t.Errorf("ParsePiano(%q) = %s, %v", s, p, err)
		}
	}
}

func TestMustParsePiano_PanicsOnADefectOfTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	MustParsePiano("2022-13")
}

func TestPiano_ReadsAsADayOrAsTheNameOfAMonth(t *testing.T) {
	for s, want := range map[string]string{
		"2022-01": "January 2022", "2022-12": "December 2022", "2022-06": "June 2022", "2022-01-15": "2022-01-15",
	} {
		if got := MustParsePiano(s).Text().String(); got != want {
			t.Errorf("%s reads %q", s, got)
		}
	}
	if !(Piano{}).Text().IsZero() {
		t.Error("no date says something")
	}
}

func TestPiano_ComesAfterOnlyWhenNoDayIsShared(t *testing.T) {
	for _, c := range []struct {
		p, q string
		want bool
	}{
		{"2022-02", "2022-01", true},
		{"2022-01", "2022-01", false},
		{"2022-01", "2022-01-10", false},
		{"2022-01-10", "2022-01", false},
		{"2022-02-01", "2022-01", true},
		{"2022-01-11", "2022-01-10", true},
		{"2022-01-10", "2022-01-10", false},
	} {
		if got := MustParsePiano(c.p).IsAfter(MustParsePiano(c.q)); got != c.want {
			t.Errorf("%s is after %s: %t", c.p, c.q, got)
		}
	}
}

func TestPiano_SortsByItsFirstDayAndThenByItsLast(t *testing.T) {
	sorted := []string{"2021-12-31", "2022-01-01", "2022-01", "2022-01-02", "2022-02"}
	for i, a := range sorted {
		for j, b := range sorted {
			got := MustParsePiano(a).Compare(MustParsePiano(b))
			if (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("Compare(%s, %s) = %d", a, b, got)
			}
		}
	}
}

func TestPiano_RoundTripsThroughTextJSONAndSQL(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Piano{first: anyDay(t, "day")}
		if rapid.Bool().Draw(t, "month") {
			year, month, _ := p.first.Time().Date()
			p = Piano{first: Day(year, month, 1), month: true}
		}
		if got, err := ParsePiano(p.String()); err != nil || got != p {
			t.Fatalf("%q reads %s, %v", p.String(), got, err)
		}
		var text string
		if b, err := json.Marshal(p); err != nil || json.Unmarshal(b, &text) != nil || text != p.String() {
			t.Fatalf("%s in JSON is %s, %v", p, b, err)
		}
		stored, err := p.Value()
		if err != nil {
			t.Fatal(err)
		}
		back := Piano{month: true}
		if err := back.Scan(stored); err != nil || back != p {
			t.Fatalf("%s is stored as %v and comes back as %s, %v", p, stored, back, err)
		}
		if p.Fine().Before(p.Giorno()) || p.IsMonth() != (p.Fine().AddDays(1).Time().Day() == 1 && p.month) {
			t.Fatalf("%s lasts from %s to %s", p, p.Giorno(), p.Fine())
		}
	})
}

func TestPiano_NoDateIsNull(t *testing.T) {
	var none Piano
	if b, err := json.Marshal(none); err != nil || string(b) != "null" {
		t.Errorf("in JSON it is %s, %v", b, err)
	}
	if v, err := none.Value(); v != nil || err != nil {
		t.Errorf("it is stored as %v, %v", v, err)
	}
	if none.String() != "" || !none.Giorno().IsZero() || !none.Fine().IsZero() {
		t.Errorf("it is %q, from %s to %s", none, none.Giorno(), none.Fine())
	}
	p := MustParsePiano("2022-01")
	if err := p.Scan(nil); err != nil || p != none {
		t.Errorf("NULL comes back as %s, %v", p, err)
	}
}

func TestPianoScan_RefusesWhatIsNotAStoredDate(t *testing.T) {
	for _, v := range []any{"2022-13", "01/2022", "2022", "15/01/2022", int64(202201), []byte("2022-01"), time.Time{}} {
		var p Piano
		if err := p.Scan(v); err == nil {
			t.Errorf("Scan(%v) gives %s", v, p)
		}
	}
}

func FuzzParsePiano(f *testing.F) {
	for _, s := range []string{"2022-01", "1/2022", "2022-01-15", "15/01/2022", "2022-13", "", "/", "9999-12"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePiano(s)
		if err != nil {
			if !p.IsZero() {
				t.Fatalf("ParsePiano(%q) = %s and %v", s, p, err)
			}
			return
		}
		if again, err := ParsePiano(p.String()); err != nil || again != p {
			t.Fatalf("ParsePiano(%q) = %s, which reads %s, %v", s, p, again, err)
		}
		if p.Fine().Before(p.Giorno()) {
			t.Fatalf("%s ends before it begins", p)
		}
	})
}
