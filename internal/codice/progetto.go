package codice

import (
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

const (
	// cupShape is that of the codice unico di progetto (L. 3/2003, art. 11): a
	// letter, two digits, a letter, eleven digits. No check digit is published.
	cupShape = "LDDLDDDDDDDDDDD"
	// provisional begins the codes that stand for a CUP not yet given.
	provisional = "PROV"
	// cigLength is how long a codice identificativo di gara is.
	cigLength = 10
)

// CUP returns the codice unico di progetto in capitals: fifteen characters, a
// letter, two digits, a letter and eleven digits. A provisional code, which
// begins with PROV, is taken as it is and told by IsProvisionalCUP. Whether the
// project exists only the register of CIPE knows.
func CUP(s string) (string, error) {
	s = compact(s)
	if IsProvisionalCUP(s) {
		if bad, at := firstBad(s, isCodeLetter); at > 0 {
			return "", fault.New(fault.Usage, "a provisional CUP is made of letters and digits: character %d is %q", at, bad).
				WithHint("write it as it was given, or leave it out until there is the real one")
		}
		return s, nil
	}
	if len([]rune(s)) != len(cupShape) {
		return "", fault.New(fault.Usage, "a CUP has 15 characters, not %s", length(s)).WithHint("write it as J31G20000300002")
	}
	position := 0
	for _, r := range s {
		kind := cupShape[position]
		position++
		switch {
		case kind == 'L' && !isCapital(r):
			return "", fault.New(fault.Usage, "character %d of a CUP is a letter", position).WithHint("write it as J31G20000300002")
		case kind == 'D' && !isDigit(r):
			return "", fault.New(fault.Usage, "character %d of a CUP is a digit", position).
				WithHint("take care of O and 0, I and 1: write it as J31G20000300002")
		}
	}
	return s, nil
}

// IsProvisionalCUP reports whether a code stands for a CUP that has not been
// given yet.
func IsProvisionalCUP(s string) bool { return strings.HasPrefix(compact(s), provisional) }

// CIG returns the codice identificativo di gara in capitals: ten letters and
// digits. It checks no more than that: see CIGChecks.
func CIG(s string) (string, error) {
	s = compact(s)
	if bad, at := firstBad(s, isCodeLetter); at > 0 {
		return "", fault.New(fault.Usage, "a CIG is made of letters and digits: character %d is %q", at, bad).
			WithHint("write it as 8527277397")
	}
	if len(s) != cigLength && !isExclusion(s) {
		return "", fault.New(fault.Usage, "a CIG has 10 characters, not %s", length(s)).WithHint("write it as 8527277397")
	}
	return s, nil
}

// CIGChecks reports whether the check digits of a code returned by CIG are
// those that ANAC has been seen to give (schematron of Intercent-ER): of a CIG
// the last three, in base 16, are 211 times the first seven modulo 4091; of a
// SmartCIG, in X, Y or Z, the second and third are 211 times the last seven
// modulo 251; the exclusion codes go from ES01 to ES27. Codes given since 2024
// may not satisfy it: a code that does not is to be looked at, not refused.
func CIGChecks(cig string) bool {
	switch {
	case isExclusion(cig):
		return cig >= "ES01" && cig <= "ES27"
	case len(cig) != cigLength:
		return false
	case strings.ContainsRune("XYZ", rune(cig[0])):
		check, ok := base(16, cig[1:3])
		n, also := base(16, cig[3:])
		return ok && also && n*211%251 == check
	}
	n, ok := base(10, cig[:7])
	check, also := base(16, cig[7:])
	return ok && also && n > 0 && n*211%4091 == check
}

// isExclusion reports whether a code is one of those that say why there is no
// CIG.
func isExclusion(s string) bool {
	return len(s) == 4 && strings.HasPrefix(s, "ES") && isDigit(rune(s[2])) && isDigit(rune(s[3]))
}

// base reads digits in a base of at most 16.
func base(of int, digits string) (n int, ok bool) {
	for _, r := range digits {
		d := strings.IndexRune("0123456789ABCDEF"[:of], r)
		if d < 0 {
			return 0, false
		}
		n = n*of + d
	}
	return n, true
}

// compact returns a code in capitals without blanks.
func compact(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }

func isCodeLetter(r rune) bool { return isDigit(r) || isCapital(r) }
