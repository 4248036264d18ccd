package quota

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestQuota_RoundsHalfUp(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		decimals int
		want     string
	}{
		{258, 330, 1, "78.2"},
		{258, 330, 0, "78"},
		{258, 330, 2, "78.18"},
		{274, 330, 1, "83.0"},
		{254, 330, 1, "77.0"},
		{254, 380, 1, "66.8"},
		{1, 16, 1, "6.3"},
		{1, 16, 0, "6"},
		{1, 8, 0, "13"},
		{0, 330, 1, "0.0"},
		{330, 330, 1, "100.0"},
		{330, 330, 0, "100"},
		{9, 9, 2, "100.00"},
		{150, 100, 1, "150.0"},
		{math.MaxInt64, math.MaxInt64, 2, "100.00"},
	} {
		if got := Of(c.num, c.den, c.decimals).String(); got != c.want {
			t.Errorf("%d/%d with %d decimals = %q, want %q", c.num, c.den, c.decimals, got, c.want)
		}
	}
}

func TestQuota_IsAllOrNothingOnlyWhenItIs(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		decimals int
		want     string
	}{
		{3447, 3448, 1, "99.9"},
		{3447, 3448, 0, "99"},
		{3447, 3448, 2, "99.97"},
		{1, 3448, 1, "0.1"},
		{1, 3448, 0, "1"},
		{1, 1_000_000, 2, "0.01"},
		{59_999_999, 60_000_000, 2, "99.99"},
		{math.MaxInt64 - 1, math.MaxInt64, 1, "99.9"},
		{1, math.MaxInt64, 1, "0.1"},
	} {
		if got := Of(c.num, c.den, c.decimals).String(); got != c.want {
			t.Errorf("%d/%d with %d decimals = %q, want %q", c.num, c.den, c.decimals, got, c.want)
		}
	}
}

func TestPart_IsPlainlyRounded(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		decimals int
		want     string
	}{
		{3, 1_000_000, 1, "0.0"},
		{999_997, 1_000_000, 1, "100.0"},
		{1, 2000, 1, "0.1"},
		{1, 2001, 1, "0.0"},
		{1999, 2000, 1, "100.0"},
		{3447, 3448, 0, "100"},
		{1, 3, 2, "33.33"},
		{150, 100, 1, "150.0"},
		{0, 7, 1, "0.0"},
		{7, 7, 1, "100.0"},
		{1, 0, 1, ""},
	} {
		if got := Part(c.num, c.den, c.decimals).String(); got != c.want {
			t.Errorf("%d of %d with %d decimals = %q, want %q", c.num, c.den, c.decimals, got, c.want)
		}
	}
	if Part(1, 3448, 1).Compare(Of(1, 3448, 1)) != 0 {
		t.Error("a part is not equal to the same share")
	}
}

func TestPart_AddsUpToTheWholeButForRounding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Int64Range(0, 1_000_000), 1, 40).Draw(t, "parts")
		var whole int64
		for _, p := range parts {
			whole += p
		}
		if whole == 0 {
			return
		}
		sum := new(big.Rat)
		for _, p := range parts {
			x, _ := new(big.Rat).SetString(Part(p, whole, 1).String())
			sum.Add(sum, x)
		}
		// Each is off by half of a tenth at most.
		off := sum.Sub(sum, big.NewRat(100, 1))
		if off.Abs(off).Cmp(big.NewRat(int64(len(parts)), 20)) > 0 {
			t.Fatalf("%v are off by %s", parts, off.FloatString(2))
		}
	})
}

func TestQuota_UnknownWithoutADenominator(t *testing.T) {
	q := Of(0, 0, 1)
	if q.IsKnown() || q.String() != "" || q.AtLeast(0) {
		t.Errorf("0/0 is known: %q", q)
	}
	if got := marshal(t, q); got != "null" {
		t.Errorf("0/0 in JSON is %s", got)
	}
	if got := marshal(t, Of(258, 330, 1)); got != "78.2" {
		t.Errorf("258/330 in JSON is %s", got)
	}
	if got := marshal(t, Punti{From: q, To: Of(1, 2, 1)}); got != "null" {
		t.Errorf("a difference from 0/0 in JSON is %s", got)
	}
}

func TestQuota_ComparesExactly(t *testing.T) {
	for _, c := range []struct {
		a, b Quota
		want int
	}{
		{Of(1, 3, 0), Of(2, 6, 2), 0},
		{Of(333, 1000, 0), Of(1, 3, 0), -1},
		{Of(1, 2, 0), Of(1, 3, 0), 1},
		{Of(0, 0, 0), Of(0, 5, 0), -1},
		{Of(0, 5, 0), Of(0, 0, 0), 1},
		{Of(0, 0, 0), Of(3, 0, 0), 0},
		{Of(math.MaxInt64-1, math.MaxInt64, 0), Of(math.MaxInt64-2, math.MaxInt64-1, 0), 1},
	} {
		if got := c.a.Compare(c.b); got != c.want {
			t.Errorf("Compare(%+v, %+v) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestQuota_ThresholdIsOnTheExactShare(t *testing.T) {
	q := Of(258, 330, 1) // 78.1818…
	if !q.AtLeast(7818) || q.AtLeast(7819) || q.AtLeast(7820) {
		t.Error("258/330 is at least 78.18 and less than 78.19")
	}
	if !Of(330, 330, 1).AtLeast(10000) {
		t.Error("all is at least 100")
	}
	if Of(math.MaxInt64-1, math.MaxInt64, 1).AtLeast(10000) {
		t.Error("nearly all is at least 100")
	}
}

func TestPunti_AreRoundedAfterTheDifference(t *testing.T) {
	for _, c := range []struct {
		from, to Quota
		want     string
		json     string
	}{
		{Of(162, 330, 1), Of(258, 330, 1), "+29.1", "29.1"},
		{Of(258, 330, 1), Of(162, 330, 1), "-29.1", "-29.1"},
		// 3.05 and 6.14 would read 3.1 and 6.1, apart by 3.0.
		{Of(305, 10000, 1), Of(614, 10000, 1), "+3.1", "3.1"},
		{Of(1, 2, 1), Of(2, 4, 1), "0.0", "0.0"},
		{Of(10000, 20000, 1), Of(9999, 20000, 1), "0.0", "0.0"},
		{Of(10001, 20000, 0), Of(1, 2, 0), "0", "0"},
		{Of(0, 16, 1), Of(1, 16, 1), "+6.3", "6.3"},
		{Of(1, 16, 1), Of(0, 16, 1), "-6.3", "-6.3"},
		{Of(0, 9, 0), Of(9, 9, 0), "+100", "100"},
		{Of(29_998_877, 58_934_177, 2), Of(46_011_233, 59_113_016, 2), "+26.93", "26.93"},
		{Of(1, math.MaxInt64, 1), Of(math.MaxInt64-1, math.MaxInt64, 1), "+100.0", "100.0"},
	} {
		p := Punti{From: c.from, To: c.to}
		if got := p.String(); got != c.want {
			t.Errorf("from %+v to %+v = %q, want %q", c.from, c.to, got, c.want)
		}
		if got := marshal(t, p); got != c.json {
			t.Errorf("from %+v to %+v in JSON = %s, want %s", c.from, c.to, got, c.json)
		}
	}
	if p := (Punti{From: Of(1, 0, 1), To: Of(1, 1, 1)}); p.IsKnown() || p.String() != "" {
		t.Errorf("a difference from the unknown is %q", p)
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// share draws a numerator and a denominator up to the residents of Italy.
func share(t *rapid.T, name string) (num, den int64) {
	den = rapid.Int64Range(1, 60_000_000).Draw(t, name+" den")
	return rapid.Int64Range(0, den).Draw(t, name+" num"), den
}

func TestQuota_RoundsAsIntegersDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num, den := share(t, "share")
		got := Of(num, den, 1).String()
		// The rule by itself: (2000·n + d) div (2·d) tenths.
		tenths := (2000*num + den) / (2 * den)
		if num < den {
			tenths = min(tenths, 999)
		}
		if num > 0 {
			tenths = max(tenths, 1)
		}
		if want := fmt.Sprintf("%d.%d", tenths/10, tenths%10); got != want {
			t.Fatalf("%d/%d = %q, want %q", num, den, got, want)
		}
	})
}

func TestQuota_AllAndNothingAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, math.MaxInt64).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		decimals := rapid.IntRange(0, 2).Draw(t, "decimals")
		got, err := strconv.ParseFloat(Of(num, den, decimals).String(), 64)
		if err != nil {
			t.Fatal(err)
		}
		if (got == 100) != (num == den) || (got == 0) != (num == 0) || got < 0 || got > 100 {
			t.Fatalf("%d/%d with %d decimals reads %v", num, den, decimals, got)
		}
	})
}

func TestQuota_OrderIsTotalAndAgreesWithTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		aNum, aDen := share(t, "a")
		bNum, bDen := share(t, "b")
		a, b := Of(aNum, aDen, 2), Of(bNum, bDen, 2)
		if a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v and %v compare differently both ways", a, b)
		}
		x, _ := new(big.Rat).SetString(a.String())
		y, _ := new(big.Rat).SetString(b.String())
		if a.Compare(b)*x.Cmp(y) < 0 {
			t.Fatalf("%v and %v are written in the opposite order", a, b)
		}
	})
}

func TestPunti_BackwardsChangeOnlyTheSign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		aNum, aDen := share(t, "a")
		bNum, bDen := share(t, "b")
		a, b := Of(aNum, aDen, 2), Of(bNum, bDen, 2)
		there, back := Punti{From: a, To: b}.String(), Punti{From: b, To: a}.String()
		if strings.TrimLeft(there, "+-") != strings.TrimLeft(back, "+-") {
			t.Fatalf("%s there, %s back", there, back)
		}
		if there == back && there != "0.00" {
			t.Fatalf("%s both ways", there)
		}
	})
}
