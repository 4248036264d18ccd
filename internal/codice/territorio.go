package codice

import (
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// Istat returns the ISTAT code of a comune: six digits, three of the provincia
// and three of the comune in it, the latter never 000. There is no check
// digit. A code without its leading zeros is refused, with the whole one as a
// hint: five digits may also be a slip.
func Istat(s string) (string, error) {
	s = strings.TrimSpace(s)
	if bad, at := firstBad(s, isDigit); at > 0 {
		return "", fault.New(fault.Usage, "the ISTAT code of a comune is made of digits: character %d is %q", at, bad).
			WithHint("write it as 036040")
	}
	switch {
	case len(s) == 4 || len(s) == 5:
		return "", fault.New(fault.Usage, "the ISTAT code of a comune has 6 digits, not %s", length(s)).
			WithHint("a spreadsheet drops the zeros in front: the whole code would be %s", padded(s, 6))
	case len(s) != 6:
		return "", fault.New(fault.Usage, "the ISTAT code of a comune has 6 digits, not %s", length(s)).
			WithHint("write it as 036040")
	case s[3:] == "000":
		return "", fault.New(fault.Usage, "the last three digits of the ISTAT code of a comune are never 000").
			WithHint("to name a whole provincia use its sigla")
	}
	return s, nil
}

// Belfiore returns the cadastral code of a comune (codice catastale, after
// Belfiore), a capital letter and three digits. A comune keeps it through all
// recodings. Codes in Z are those of foreign states and are refused.
func Belfiore(s string) (string, error) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if len(s) != 4 || !isCapital(rune(s[0])) {
		return "", notBelfiore()
	}
	if _, at := firstBad(s[1:], isDigit); at > 0 {
		return "", notBelfiore()
	}
	if s[0] == 'Z' {
		return "", fault.New(fault.Usage, "a codice catastale in Z is that of a foreign state, not of a comune").
			WithHint("look up the code of the comune, such as I462")
	}
	return s, nil
}

func notBelfiore() error {
	return fault.New(fault.Usage, "a codice catastale is a letter and three digits").
		WithHint("write it as I462")
}
