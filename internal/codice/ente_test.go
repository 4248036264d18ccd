package codice

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestIstat_SixDigitsWithoutACheckDigit(t *testing.T) {
	accepts(t, Istat, map[string]string{
		"036040":       "036040",
		" 001001\t":    "001001",
		"099029":       "099029",
		"\u00a0037061": "037061",
	})
	refuses(t, Istat, map[string]string{
		"":           "not 0 characters",
		"1":          "not 1 character",
		"1001":       "not 4 characters",
		"36040":      "not 5 characters",
		"0360400":    "not 7 characters",
		"036000":     "never 000",
		"03604O":     `character 6 is "O"`,
		"036 040":    `character 4 is " "`,
		"036.040":    `character 4 is "."`,
		"٠٣٦٠٤٠":     "made of digits",
		"036040\x00": "made of digits",
		"Sassuolo":   `character 1 is "S"`,
	})
}

func TestIstat_DroppedZerosAreOnlyAHint(t *testing.T) {
	for in, want := range map[string]string{"1001": "001001", "36040": "036040"} {
		if hint := hintOf(t, Istat, in); !strings.Contains(hint, want) {
			t.Errorf("Istat(%q) hints %q, want %q in it", in, hint, want)
		}
	}
}

func TestBelfiore_ALetterAndThreeDigits(t *testing.T) {
	accepts(t, Belfiore, map[string]string{
		"I462":   "I462",
		"i462":   "I462",
		" m320 ": "M320",
	})
	refuses(t, Belfiore, map[string]string{
		"":       "a letter and three digits",
		"I46":    "a letter and three digits",
		"I4622":  "a letter and three digits",
		"1462":   "a letter and three digits",
		"II62":   "a letter and three digits",
		"è46":    "a letter and three digits",
		"c_i462": "a letter and three digits",
		"Z100":   "foreign state",
		"z404":   "foreign state",
	})
}

func TestIPA_AnyCaseStoredLower(t *testing.T) {
	accepts(t, IPA, map[string]string{
		"c_i462":                 "c_i462",
		"C_I462":                 "c_i462",
		" R_EMIRO ":              "r_emiro",
		"regcal":                 "regcal",
		"a-b_9":                  "a-b_9",
		strings.Repeat("x", 100): strings.Repeat("x", 100),
	})
	refuses(t, IPA, map[string]string{
		"":                       "empty",
		"  ":                     "empty",
		"c i462":                 `character 2 is " "`,
		"c.i462":                 `character 2 is "."`,
		"forlì":                  `character 5 is "ì"`,
		strings.Repeat("x", 101): "at most 100 characters, not 101",
	})
}

func TestCFEnte_ElevenDigitsWithACheckDigit(t *testing.T) {
	accepts(t, CFEnte, map[string]string{
		"80062590379":   "80062590379", // Regione Emilia-Romagna
		"00743110157":   "00743110157",
		" 03301860544 ": "03301860544",
		"01455570562":   "01455570562",
	})
	refuses(t, CFEnte, map[string]string{
		"":                 "11 digits, not 0 characters",
		"00743110158":      "check digit",
		"80062590397":      "check digit",
		"00000000000":      "check digit",
		"743110157":        "11 digits, not 9 characters",
		"007431101570":     "11 digits, not 12 characters",
		"IT00743110157":    `character 1 is "I"`,
		"0074311015O":      `character 11 is "O"`,
		"8,00626E+10":      "a spreadsheet rounded",
		"8.00626e+10":      "a spreadsheet rounded",
		"RSSMRA85T10A562S": `character 1 is "R"`,
	})
}

func TestCFEnte_AnyOtherDigitIsInvalid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ten := rapid.StringMatching(`[1-9]\d{9}`).Draw(t, "ten digits")
		valid := ten + string(checkDigit(ten))
		if _, err := CFEnte(valid); err != nil {
			t.Fatalf("%s: %v", valid, err)
		}
		at := rapid.IntRange(0, 10).Draw(t, "position")
		digit := rapid.SampledFrom([]byte("0123456789")).Draw(t, "digit")
		wrong := valid[:at] + string(digit) + valid[at+1:]
		if _, err := CFEnte(wrong); (err == nil) != (wrong == valid) {
			t.Fatalf("%s for %s: %v", wrong, valid, err)
		}
	})
}

func TestIstat_EveryNumberWithAProgressivo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 999_999).Draw(t, "number")
		code := padded(strconv.Itoa(n), 6)
		if _, err := Istat(code); (err == nil) != (n%1000 != 0) {
			t.Fatalf("%s: %v", code, err)
		}
	})
}
