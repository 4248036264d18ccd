package codice

import (
	"fmt"
	"testing"
)

func TestCUP_TheFormIsChecked(t *testing.T) {
	for in, want := range map[string]string{
		"J31G20000300002": "J31G20000300002", "f79j22001380004": "F79J22001380004", "C 11 G 06 00000 000 1": "C11G06000000001",
		"prov0000012345": "PROV0000012345",
	} {
		if got, err := CUP(in); err != nil || got != want {
			t.Errorf("CUP(%q) = %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "J31G2000030000", "J31G200003000022", "131G20000300002", "J3IG20000300002", "J31G2000030000O", "PROV-1"} {
		if got, err := CUP(in); err == nil {
			t.Errorf("CUP(%q) = %q", in, got)
		}
	}
}

func TestCIG_TheFormIsCheckedAndTheDigitsAreObserved(t *testing.T) {
	for in, checks := range map[string]bool{
		"8527277397": true, "8527277398": false, "0000000000": false, "es01": true, "ES28": false, "A0B1C2D3E4": false,
		smart(0x1234567): true,
	} {
		got, err := CIG(in)
		if err != nil {
			t.Errorf("CIG(%q): %v", in, err)
		} else if CIGChecks(got) != checks {
			t.Errorf("CIGChecks(%q) = %t", got, !checks)
		}
	}
	for _, in := range []string{"", "852727739", "85272773977", "85272773-7", "ES1"} {
		if got, err := CIG(in); err == nil {
			t.Errorf("CIG(%q) = %q", in, got)
		}
	}
}

// smart makes a SmartCIG of a number.
func smart(n int) string { return fmt.Sprintf("Z%02X%07X", n*211%251, n) }
