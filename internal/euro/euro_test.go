package euro

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParse_AmountsAsPeopleWriteThem(t *testing.T) {
	for s, want := range map[string]Importo{
		"2000": 200_000, "2.000": 200_000, "2,000": 200_000, "2.000,50": 200_050, "2,000.50": 200_050,
		"2000.5": 200_050, "2000,5": 200_050, "0": 0, "0,01": 1, "€ 1.234.567,89": 123_456_789, "1,234,567": 123_456_700,
		"12.000 €": 1_200_000, "2 000,50": 200_050, "1000000000000": Most, "5,": 500,
	} {
		got, err := Parse(s)
		if err != nil || got != want {
			t.Errorf("%q is %d (%v), want %d", s, got, err, want)
		}
	}
	for _, s := range []string{
		"", "€", "-1", "-", "x", "1.23.456", "1,2,3", "2.000,505", "1e3", "1000000000001", ",5", "12.00.00", "0,001", "99999999999999999999", "1.000.00",
	} {
		if got, err := Parse(s); err == nil {
			t.Errorf("%q is taken as %d", s, got)
		} else if strings.Contains(err.Error(), "strconv") {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestRead_TheMarkIsGiven(t *testing.T) {
	for _, c := range []struct {
		text string
		mark byte
		want Importo
	}{
		{"14000.0", '.', 1_400_000},
		{"49383355.2", '.', 4_938_335_520},
		{"2.000", ',', 200_000},
		{"2.000", '.', 200},
		{"-12,30", ',', -1_230},
	} {
		if got, err := Read(c.text, c.mark); err != nil || got != c.want {
			t.Errorf("%q is %d (%v), want %d", c.text, got, err, c.want)
		}
	}
	if got, err := Read("0.005", '.'); err == nil {
		t.Errorf("half a cent is taken as %d", got)
	}
}

func TestImporto_WhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Importo(rapid.Int64Range(int64(-Most), int64(Most)).Draw(t, "cents"))
		if got, err := Read(want.String(), '.'); err != nil || got != want {
			t.Fatalf("%s is read as %d (%v)", want, got, err)
		}
	})
}

func TestImporto_AShareNeverExceedsItsLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := Importo(rapid.Int64Range(0, int64(Most)).Draw(t, "cents"))
		hundredths := rapid.Int64Range(0, 10_000).Draw(t, "hundredths")
		share := amount.Share(hundredths)
		// Compared in parts: the products exceed 64 bits.
		low := func(i Importo) (int64, int64) { return int64(i) / 10_000, int64(i) % 10_000 }
		high, rest := low(amount)
		if want := high*hundredths + rest*hundredths/10_000; int64(share) != want {
			t.Fatalf("%d of %s is %s", hundredths, amount, share)
		}
	})
	if got := Euro(150_000).Share(7_000); got != Euro(105_000) {
		t.Errorf("70%% of 150,000 is %s", got)
	}
	if got := Importo(99).Share(7_000); got != 69 {
		t.Errorf("70%% of 99 cents is %d cents", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2.000,50", "€ 1", "-", "1.2.3", "\u00a0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		amount, err := Parse(s)
		if err != nil {
			return
		}
		if amount < 0 || amount > Most {
			t.Errorf("%q is %d", s, amount)
		}
		if again, err := Read(amount.String(), '.'); err != nil || again != amount {
			t.Errorf("%q is %s, which is read as %d (%v)", s, amount, again, err)
		}
	})
}
