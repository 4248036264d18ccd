package periodo

import (
	"testing"

	"pgregory.net/rapid"
)

func TestMomento_IsReadWithAndWithoutItsHour(t *testing.T) {
	for in, want := range map[string]string{
		"2020-07-31": "2020-07-31", "31/07/2020": "2020-07-31", "2020-07-31 18:00": "2020-07-31 18:00",
		"31/7/2020  18:00": "2020-07-31 18:00", "31/07/2020 18.00": "2020-07-31 18:00",
		"2022-06-15T09:32:07": "2022-06-15 09:32:07", "2020-07-31 00:00": "2020-07-31 00:00",
	} {
		if m, err := ParseMomento(in); err != nil || m.String() != want {
			t.Errorf("%q is %s, %v", in, m, err)
		}
	}
	for _, in := range []string{"", "18:00", "2020-07-31 25:00", "2020-02-30 10:00", "domani"} {
		if m, err := ParseMomento(in); err == nil {
			t.Errorf("%q is %s", in, m)
		}
	}
	if got := MustParseMomento("2020-07-31 18:00").Italian(); got != "31/07/2020 18:00" {
		t.Errorf("in Italian %s", got)
	}
}

func TestMomento_ADayWithoutItsHourLastsUntilMidnight(t *testing.T) {
	for _, c := range []struct {
		m, n  string
		after bool
	}{
		{"2020-07-31 18:01", "2020-07-31 18:00", true},
		{"2020-07-31 18:00", "2020-07-31 18:00", false},
		{"2020-07-31 23:59", "2020-07-31", false},
		{"2020-07-31", "2020-07-31 18:00", false},
		{"2020-08-01", "2020-07-31 18:00", true},
		{"2020-07-30", "2020-07-31", false},
	} {
		if got := MustParseMomento(c.m).IsAfter(MustParseMomento(c.n)); got != c.after {
			t.Errorf("%s after %s: %t", c.m, c.n, got)
		}
	}
}

func TestMomento_WhatIsStoredIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := DayOnly(MustParse("2020-01-01").AddDays(rapid.IntRange(-9000, 9000).Draw(t, "days")))
		want.clock = rapid.Int32Range(0, 24*60*60).Draw(t, "clock")
		stored, err := want.Value()
		var got Momento
		if err != nil || got.Scan(stored) != nil || got != want {
			t.Fatalf("%s is stored as %v and read as %s", want, stored, got)
		}
		if again, err := ParseMomento(want.String()); err != nil || again != want {
			t.Fatalf("%s is read as %s, %v", want, again, err)
		}
	})
	var m Momento
	if err := m.Scan(nil); err != nil || !m.IsZero() {
		t.Errorf("NULL is %s, %v", m, err)
	}
}
