package cli

import (
	"testing"

	"github.com/dtctl/dtctl/internal/fault"
)

func TestPercentage_HasAtMostTwoDecimals(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "78": 7800, "78.5": 7850, "78,5": 7850, "78.18%": 7818, ".5": 50, "007": 700, "100": 10_000, " 9.09 ": 909,
	} {
		var p percentage
		if err := p.Set(s); err != nil || p.hundredths != want || !p.given {
			t.Errorf("%q is %d, %v, want %d", s, p.hundredths, err, want)
		}
	}
	for _, s := range []string{"", "%", ".", "-1", "+1", "100.01", "101", "78.555", "1e2", "7 8", "high", "1.2.3", "99999999999"} {
		var p percentage
		if err := p.Set(s); err == nil || fault.KindOf(err) != fault.Usage || p.given {
			t.Errorf("%q is %d, %v", s, p.hundredths, err)
		}
	}
}
