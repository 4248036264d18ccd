package codice

import (
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// maxIPA is the length of a code in the official schema of IndicePA.
const maxIPA = 100

// IPA returns the code of an ente in IndicePA, lower case: at most 100 letters
// without accents, digits, underscores and hyphens. IndicePA compares codes
// whatever their case. A code is never derived from another one: Sassuolo is
// c_i462 by habit, Calabria is regcal.
func IPA(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return "", fault.New(fault.Usage, "the IPA code is empty").
			WithHint("write it as c_i462")
	}
	if bad, at := firstBad(s, isIPA); at > 0 {
		return "", fault.New(fault.Usage,
			"an IPA code is made of letters without accents, digits, _ and -: character %d is %q", at, bad).
			WithHint("write it as c_i462")
	}
	if len(s) > maxIPA {
		return "", fault.New(fault.Usage, "an IPA code has at most %d characters, not %d", maxIPA, len(s)).
			WithHint("write it as c_i462")
	}
	return s, nil
}

func isIPA(r rune) bool { return isSmall(r) || isDigit(r) || r == '_' || r == '-' }

// CFEnte returns the codice fiscale of an ente, or a partita IVA, which has
// the same form: eleven digits, the last one a check digit (D.M. 23 December
// 1976). The digits of the provincial office are not enforced: lists of them
// age. A code without its leading zeros is refused with a hint.
func CFEnte(s string) (string, error) {
	s = strings.TrimSpace(s)
	if strings.Contains(strings.ToUpper(s), "E+") {
		return "", fault.New(fault.Usage, "a spreadsheet rounded the codice fiscale of an ente or partita IVA").
			WithHint("its last digits are lost: take it from the original source")
	}
	if bad, at := firstBad(s, isDigit); at > 0 {
		return "", fault.New(fault.Usage,
			"a codice fiscale of an ente or partita IVA is made of digits: character %d is %q", at, bad).
			WithHint("write it without blanks and without the sigla of the country")
	}
	if len(s) != 11 {
		return "", fault.New(fault.Usage,
			"a codice fiscale of an ente or partita IVA has 11 digits, not %s", length(s)).
			WithHint("write the zeros in front too: a spreadsheet drops them")
	}
	if strings.Trim(s, "0") == "" || checkDigit(s[:10]) != s[10] {
		return "", fault.New(fault.Usage,
			"the check digit of the codice fiscale of an ente or partita IVA is wrong").
			WithHint("a digit was mistyped or two were swapped: compare it with the original")
	}
	return s, nil
}

// checkDigit returns the eleventh digit that belongs to ten.
func checkDigit(ten string) byte {
	total := 0
	for i, r := range ten {
		n := int(r - '0')
		if i%2 == 1 {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		total += n
	}
	return byte('0' + (10-total%10)%10)
}
