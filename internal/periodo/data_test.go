package periodo

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dtctl/dtctl/internal/fault"
)

func TestParse_ReadsIsoAndItalianDays(t *testing.T) {
	want := Day(2021, time.July, 5)
	for _, s := range []string{"2021-07-05", "05/07/2021", "5/7/2021", " 5/07/2021\t", "05/7/2021"} {
		if got, err := Parse(s); err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v, want %v", s, got, err, want)
		}
	}
}

func TestParse_RefusesWhatIsNotADay(t *testing.T) {
	for _, s := range []string{
		"", "2021", "2021-07", "07/2021", "2021-7-5", "2021-13-01", "2021-02-29", "29/02/2021", "31/04/2021",
		"1900-02-29", "07/15/2021", "5/7/21", "0999-12-31", "0000-01-01", "10000-01-01", "2021-07-05T00:00:00",
		"5.7.2021", "5-7-2021", "44453", "today", "-",
	} {
		got, err := Parse(s)
		if err == nil {
			t.Errorf("Parse(%q) = %v", s, got)
			continue
		}
		if fault.KindOf(err) != fault.Usage || !got.IsZero() {
			t.Errorf("Parse(%q) = %v, %v, want no day and a fault of usage", s, got, err)
		}
	}
}

func TestParse_KnowsLeapDays(t *testing.T) {
	for _, s := range []string{"2020-02-29", "29/02/2024", "2000-02-29", "1600-02-29"} {
		if _, err := Parse(s); err != nil {
			t.Errorf("Parse(%q): %v", s, err)
		}
	}
}

func TestData_IsWrittenInBothForms(t *testing.T) {
	d := MustParse("2021-07-05")
	if d.String() != "2021-07-05" || d.Italian() != "05/07/2021" {
		t.Errorf("written %s and %s", d, d.Italian())
	}
	if none := (Data{}); none.String() != "" || none.Italian() != "" {
		t.Errorf("no day is written %q and %q", none, none.Italian())
	}
}

func TestMustParse_PanicsOnADefectOfTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	MustParse("2021-02-29")
}

func TestAddDays_CrossesMonthsYearsAndLeapDays(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2021-01-31", 1, "2021-02-01"},
		{"2021-02-28", 1, "2021-03-01"},
		{"2020-02-28", 1, "2020-02-29"},
		{"2020-03-01", -1, "2020-02-29"},
		{"1900-02-28", 1, "1900-03-01"},
		{"2018-12-31", 1, "2019-01-01"},
		{"2021-06-17", -1, "2021-06-16"},
		{"1970-01-01", -1, "1969-12-31"},
		{"2021-06-17", 0, "2021-06-17"},
	} {
		if got := MustParse(c.from).AddDays(c.n); got != MustParse(c.want) {
			t.Errorf("%s %+d days = %s, want %s", c.from, c.n, got, c.want)
		}
	}
	if got := (Data{}).AddDays(3); !got.IsZero() {
		t.Errorf("three days after no day is %s", got)
	}
}

func TestOn_IsTheDayWhereTheInstantIsSeen(t *testing.T) {
	rome := time.FixedZone("CEST", 2*60*60)
	instant := time.Date(2021, time.July, 15, 22, 30, 0, 0, time.UTC)
	if got := On(instant); got != MustParse("2021-07-15") {
		t.Errorf("in UTC it is %s", got)
	}
	if got := On(instant.In(rome)); got != MustParse("2021-07-16") {
		t.Errorf("in Rome it is %s", got)
	}
}

func TestDay_AgreesWithTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay(t, "day")
		year, month, day := d.Time().Date()
		if Day(year, month, day) != d || On(d.Time()) != d {
			t.Fatalf("%s is not the day of its own date", d)
		}
		if next := d.AddDays(1); next.Time().Sub(d.Time()) != 24*time.Hour || next.DaysSince(d) != 1 {
			t.Fatalf("%s does not follow %s", next, d)
		}
		if h, m, s := d.Time().Clock(); h+m+s != 0 {
			t.Fatalf("%s does not begin at midnight", d)
		}
	})
}

func TestData_OrderIsThatOfTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDay(t, "a"), anyDay(t, "b")
		if a.Before(b) != a.Time().Before(b.Time()) || a.After(b) != b.Before(a) || (a == b) != (a.DaysSince(b) == 0) {
			t.Fatalf("%s and %s are out of order", a, b)
		}
		if b.AddDays(a.DaysSince(b)) != a {
			t.Fatalf("%s is not %d days after %s", a, a.DaysSince(b), b)
		}
		if a.Before(b) != (a.String() < b.String()) {
			t.Fatalf("%s and %s do not sort as text", a, b)
		}
	})
}

func TestData_RoundTripsThroughTextJSONAndSQL(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay(t, "day")
		for _, s := range []string{d.String(), d.Italian()} {
			if got, err := Parse(s); err != nil || got != d {
				t.Fatalf("%q reads %v, %v", s, got, err)
			}
		}
		var text string
		if b, err := json.Marshal(d); err != nil || json.Unmarshal(b, &text) != nil || text != d.String() {
			t.Fatalf("%s in JSON is %s, %v", d, b, err)
		}
		stored, err := d.Value()
		if err != nil {
			t.Fatal(err)
		}
		var back Data
		if err := back.Scan(stored); err != nil || back != d {
			t.Fatalf("%s is stored as %v and comes back as %s, %v", d, stored, back, err)
		}
	})
}

func TestData_NoDayIsNull(t *testing.T) {
	if b, err := json.Marshal(Data{}); err != nil || string(b) != "null" {
		t.Errorf("in JSON it is %s, %v", b, err)
	}
	if v, err := (Data{}).Value(); v != nil || err != nil {
		t.Errorf("it is stored as %v, %v", v, err)
	}
	d := MustParse("2021-07-15")
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("NULL comes back as %s, %v", d, err)
	}
}

func TestScan_RefusesWhatIsNotAStoredDay(t *testing.T) {
	for _, v := range []any{"15/07/2021", "2021-02-29", "", "2021-07", int64(20210715), 1.5, []byte("2021-07-15")} {
		var d Data
		if err := d.Scan(v); err == nil {
			t.Errorf("Scan(%v) gives %s", v, d)
		}
	}
}

// anyDay draws a day of the years that Parse accepts.
func anyDay(t *rapid.T, name string) Data {
	first, last := Day(1000, time.January, 1), Day(9999, time.December, 30)
	return first.AddDays(rapid.IntRange(0, last.DaysSince(first)).Draw(t, name))
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2021-07-15", "15/07/2021", "5/7/2021", "29/02/2020", "2021-02-29", "", "//", "9999-12-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("Parse(%q) = %s and %v", s, d, err)
			}
			return
		}
		for _, form := range []string{d.String(), d.Italian()} {
			if again, err := Parse(form); err != nil || again != d {
				t.Fatalf("Parse(%q) = %s, but %q reads %s, %v", s, d, form, again, err)
			}
		}
	})
}
