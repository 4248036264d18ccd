package codice

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dtctl/dtctl/internal/fault"
)

func TestCFPersona_CheckLetterAndOmocodia(t *testing.T) {
	accepts(t, CFPersona, map[string]string{
		"RCCMNL83S18D969H":   "RCCMNL83S18D969H",
		"CCCFBA85D03L219P":   "CCCFBA85D03L219P",
		"RSSMRA85T10A562S":   "RSSMRA85T10A562S",
		"CCCFBA85D03L21VE":   "CCCFBA85D03L21VE",
		"CCCFBA85D03L2MVP":   "CCCFBA85D03L2MVP",
		"CCCFBAURDLPLNMVU":   "CCCFBAURDLPLNMVU",
		" rssmra85t10a562s ": "RSSMRA85T10A562S",
	})
	refuses(t, CFPersona, map[string]string{
		"":                  "16 characters, not 0 characters",
		"RSSMRA85T10A562":   "16 characters, not 15 characters",
		"RSSMRA85T10A562SS": "16 characters, not 17 characters",
		"80062590379":       "16 characters, not 11 characters",
		"RSSMRA85T10A562T":  "check letter",
		"RSMSRA85T10A562S":  "check letter",
		"R5SMRA85T10A562S":  "character 2 of a codice fiscale is a letter",
		"RSSMRA8AT10A562S":  "character 8 of a codice fiscale is a digit",
		"RSSMRA85F10A562S":  "character 9 of a codice fiscale is a month",
		"RSSMRA85T100562S":  "character 12 of a codice fiscale is a letter",
		"RSSMRA85T10A5O2S":  "character 14 of a codice fiscale is a digit",
		"RSSMRA85T10A5625":  "character 16 of a codice fiscale is a letter",
		"RSSMRÀ85T10A562S":  "character 6 of a codice fiscale is a letter",
		"RSSMRA85T00A562S":  "day of birth",
		"RSSMRA85T32A562S":  "day of birth",
		"RSSMRA85T40A562S":  "day of birth",
		"RSSMRA85T72A562S":  "day of birth",
		"RSSMRA85T99A562S":  "day of birth",
		"RSSMRA85TVVA562S":  "day of birth",
	})
}

func TestCFPersona_OmocodicVariantsStayDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range []string{"CCCFBA85D03L219P", "CCCFBA85D03L21VE", "CCCFBA85D03L2MVP", "CCCFBAURDLPLNMVU"} {
		got, err := CFPersona(s)
		if err != nil || seen[got] {
			t.Errorf("%s is read as %s, %v", s, got, err)
		}
		seen[got] = true
	}
}

// digitPositions are those at which a letter may stand for a digit.
var digitPositions = []int{6, 7, 9, 10, 12, 13, 14}

// anyPersona draws a valid codice fiscale, with the digits of some positions
// replaced by letters.
func anyPersona(t *rapid.T) string {
	pattern := `[A-Z]{6}[0-9]{2}[ABCDEHLMPRST](0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])[A-Z][0-9]{3}`
	code := []byte(rapid.StringMatching(pattern).Draw(t, "fifteen"))
	for _, at := range digitPositions {
		if rapid.Bool().Draw(t, "omocodia") {
			code[at] = omocodia[code[at]-'0']
		}
	}
	return string(code) + string(checkLetter(string(code)))
}

func TestCFPersona_AnyOtherLastLetterIsInvalid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		valid := anyPersona(t)
		for last := 'A'; last <= 'Z'; last++ {
			code := valid[:15] + string(last)
			if got, err := CFPersona(strings.ToLower(code)); (err == nil) != (code == valid) || err == nil && got != valid {
				t.Fatalf("%s for %s is read as %q, %v", code, valid, got, err)
			}
		}
	})
}

func TestCFPersona_OneLetterForADigitChangesTheCheckLetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		valid := anyPersona(t)
		at := rapid.SampledFrom(digitPositions).Draw(t, "position")
		if !isDigit(rune(valid[at])) {
			t.Skip("a letter already")
		}
		variant := []byte(valid)
		variant[at] = omocodia[valid[at]-'0']
		variant[15] = checkLetter(string(variant[:15]))
		got, err := CFPersona(string(variant))
		if err != nil || got == valid {
			t.Fatalf("%s, a variant of %s, is read as %q, %v", variant, valid, got, err)
		}
	})
}

func TestCFPersona_TheFaultNeverTellsTheCode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := []byte(anyPersona(t))
		at := rapid.IntRange(0, 15).Draw(t, "position")
		code[at] = rapid.SampledFrom([]byte("ABFOZ0159 -")).Draw(t, "character")
		code = code[:rapid.IntRange(12, 16).Draw(t, "length")]
		for _, f := range []check{CFPersona, CFEnte, Istat, Belfiore, IPA, Email} {
			_, err := f(string(code))
			broken, ok := errors.AsType[*fault.Fault](err)
			if !ok {
				continue
			}
			text := strings.ToUpper(broken.Error() + broken.Hint.String())
			for i := 0; i+5 <= len(code); i++ {
				part := string(code[i : i+5])
				if !strings.ContainsAny(part, "0123456789") || strings.Contains("RSSMRA85T10A562S", part) {
					continue
				}
				if strings.Contains(text, part) {
					t.Fatalf("%s is told in %q", code, text)
				}
			}
		}
	})
}

func TestMask_KeepsThreeLetters(t *testing.T) {
	for in, want := range map[string]string{
		"RSSMRA85T10A562S": "RSS*************",
		"CCCFBAURDLPLNMVU": "CCC*************",
		"":                 "",
		"RSS":              "****************",
	} {
		if got := Mask(in); got != want {
			t.Errorf("Mask(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsLikePersona_RightOrMistypedAndNothingElse(t *testing.T) {
	for s, want := range map[string]bool{
		"RSSMRA85T10A562S": true, "rssmra85t10a562s": true, " RSS MRA 85T10 A562S": true,
		"RSSMRA85T10A562X": true, "RSSMRA85T1OA562S": true, "RSSMRAURTMLARSNS": true,
		"": false, "RSSMRA85T10A562": false, "00235880366": false, "castelsanpietrot": false,
		"c_i462": false, "1234567890123456": false, "Castelnuovo 2000": false,
	} {
		if IsLikePersona(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
