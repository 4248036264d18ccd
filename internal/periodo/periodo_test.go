package periodo

import (
	"testing"

	"pgregory.net/rapid"
)

// between returns the interval between two days, either of which may be empty.
func between(dal, al string) Periodo {
	var p Periodo
	if dal != "" {
		p.Dal = MustParse(dal)
	}
	if al != "" {
		p.Al = MustParse(al)
	}
	return p
}

func TestContains_BothEndsAreIncluded(t *testing.T) {
	marche, romagna := between("", "2021-06-16"), between("2021-06-17", "")
	year := between("2020-01-01", "2020-12-31")
	for _, c := range []struct {
		p    Periodo
		day  string
		want bool
	}{
		{marche, "1861-03-17", true},
		{marche, "2021-06-16", true},
		{marche, "2021-06-17", false},
		{romagna, "2021-06-16", false},
		{romagna, "2021-06-17", true},
		{romagna, "9999-12-31", true},
		{year, "2019-12-31", false},
		{year, "2020-01-01", true},
		{year, "2020-02-29", true},
		{year, "2020-12-31", true},
		{year, "2021-01-01", false},
		{between("2021-07-15", "2021-07-15"), "2021-07-15", true},
		{Periodo{}, "2021-07-15", true},
	} {
		if got := c.p.Contains(MustParse(c.day)); got != c.want {
			t.Errorf("%v contains %s: %t", c.p, c.day, got)
		}
	}
}

func TestOverlaps_MeansAtLeastOneSharedDay(t *testing.T) {
	for _, c := range []struct {
		name string
		p, q Periodo
		want bool
	}{
		{"the successor begins the day after", between("2020-01-01", "2021-06-16"), between("2021-06-17", ""), false},
		{"the successor begins on the last day", between("2020-01-01", "2021-06-17"), between("2021-06-17", ""), true},
		{"one inside the other", between("2020-01-01", "2020-12-31"), between("2020-03-01", "2020-03-31"), true},
		{"a gap between them", between("2020-01-01", "2020-01-31"), between("2020-03-01", "2020-03-31"), false},
		{"both still open", between("2019-01-01", ""), between("2021-01-01", ""), true},
		{"both open before", between("", "2019-01-01"), between("", "2021-01-01"), true},
		{"always and one day", Periodo{}, between("2021-01-01", "2021-01-01"), true},
		{"open towards each other", between("", "2020-12-31"), between("2020-12-31", ""), true},
		{"open away from each other", between("", "2020-12-30"), between("2020-12-31", ""), false},
	} {
		if got := c.p.Overlaps(c.q); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}

func TestIsReversed_OnlyWhenTheEndComesFirst(t *testing.T) {
	for _, c := range []struct {
		p    Periodo
		want bool
	}{
		{between("2021-06-17", "2021-06-16"), true},
		{between("2021-06-17", "2021-06-17"), false},
		{between("2021-06-17", ""), false},
		{between("", "2021-06-17"), false},
		{Periodo{}, false},
	} {
		if got := c.p.IsReversed(); got != c.want {
			t.Errorf("%v is reversed: %t", c.p, got)
		}
	}
}

// TestOverlaps_AgreesWithTheDays compares with the days of a short month, one
// by one.
func TestOverlaps_AgreesWithTheDays(t *testing.T) {
	first := MustParse("2021-02-01")
	end := func(t *rapid.T, name string) Data {
		if rapid.Bool().Draw(t, name+" open") {
			return Data{}
		}
		return first.AddDays(rapid.IntRange(0, 27).Draw(t, name))
	}
	rapid.Check(t, func(t *rapid.T) {
		p := Periodo{Dal: end(t, "p dal"), Al: end(t, "p al")}
		q := Periodo{Dal: end(t, "q dal"), Al: end(t, "q al")}
		if p.IsReversed() || q.IsReversed() {
			t.Skip("an interval that ends before it begins")
		}
		shared := false
		for i := -1; i <= 28; i++ {
			d := first.AddDays(i)
			shared = shared || p.Contains(d) && q.Contains(d)
		}
		if p.Overlaps(q) != shared || q.Overlaps(p) != shared {
			t.Fatalf("%v and %v overlap: %t, by days: %t", p, q, p.Overlaps(q), shared)
		}
	})
}
