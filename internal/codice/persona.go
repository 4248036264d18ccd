package codice

import (
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/fault"
)

// The characters of a codice fiscale (D.M. 23 December 1976).
const (
	// omocodia holds the letters that stand for the digits from 0 to 9.
	omocodia = "LMNPQRSTUV"
	// months holds the letters of the months from January to December.
	months = "ABCDEHLMPRST"
	// shape says what stands at each position: a letter, a digit (or the
	// letter in its place), a month.
	shape = "LLLLLLDDMDDLDDDL"
)

// CFPersona returns the codice fiscale of a person in capitals: sixteen
// characters, a day of birth from 1 to 31 or from 41 to 71, and the check
// letter. A code in which letters stand for digits because two persons would
// have had the same one (omocodia) is valid as it is and remains distinct from
// the one with the digits, which is somebody else's.
//
// Neither the fault nor its hint contains any part of the code.
func CFPersona(s string) (string, error) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if utf8.RuneCountInString(s) != len(shape) {
		return "", fault.New(fault.Usage, "the codice fiscale of a person has 16 characters, not %s", length(s)).
			WithHint("leave it out when it is not known; eleven digits are a provisional code, which is not kept")
	}
	if err := checkShape(s); err != nil {
		return "", err
	}
	if day := value(s[9])*10 + value(s[10]); !isDay(day) {
		return "", fault.New(fault.Usage, "the day of birth in the codice fiscale does not exist").
			WithHint("characters 10 and 11 go from 01 to 31, or from 41 to 71")
	}
	if checkLetter(s[:15]) != s[15] {
		return "", fault.New(fault.Usage, "the check letter of the codice fiscale is wrong").
			WithHint("a character was mistyped or two were swapped: compare it with the original")
	}
	return s, nil
}

// checkShape returns a fault when a character is not one that can stand at its
// position.
func checkShape(s string) error {
	position := 0
	for _, r := range s {
		kind := shape[position]
		position++
		switch {
		case kind == 'L' && !isCapital(r):
			return fault.New(fault.Usage, "character %d of a codice fiscale is a letter", position).
				WithHint("write it as on the health card, such as RSSMRA85T10A562S")
		case kind == 'D' && !isDigit(r) && !strings.ContainsRune(omocodia, r):
			return fault.New(fault.Usage,
				"character %d of a codice fiscale is a digit, or one of the letters %s in its place", position, omocodia).
				WithHint("take care of O and 0, I and 1")
		case kind == 'M' && !strings.ContainsRune(months, r):
			return fault.New(fault.Usage,
				"character %d of a codice fiscale is a month, one of the letters %s", position, months).
				WithHint("write it as on the health card, such as RSSMRA85T10A562S")
		}
	}
	return nil
}

// IsLikePersona reports whether s looks like the codice fiscale of a person,
// right or mistyped, whatever its case and the blanks in it: letters where
// letters and the month stand, letters or digits elsewhere, and some digit.
// Such a text is not to be repeated to anybody.
func IsLikePersona(s string) bool {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	if len(s) != len(shape) {
		return false
	}
	digits := 0
	for i, r := range s {
		switch {
		case isDigit(r) && shape[i] == 'D':
			digits++
		case !isCapital(r):
			return false
		}
	}
	return digits > 0 || checkShape(s) == nil
}

// isDay reports whether n is a day of birth; 40 is added to that of a woman.
func isDay(n int) bool { return 1 <= n && n <= 31 || 41 <= n && n <= 71 }

// value returns the digit that a digit or an omocodia letter stands for.
func value(c byte) int {
	if isDigit(rune(c)) {
		return int(c - '0')
	}
	return strings.IndexByte(omocodia, c)
}

// checkLetter returns the sixteenth character that belongs to fifteen, each a
// digit or a capital letter. Omocodia letters count as the letters they are.
func checkLetter(fifteen string) byte {
	// What the digits from 0 to 9, and equally the letters from A to Z, are
	// worth at the positions 1, 3, 5 and so on; elsewhere they are worth their
	// place.
	odd := [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	total := 0
	for i, r := range fifteen {
		place := int(r - 'A')
		if isDigit(r) {
			place = int(r - '0')
		}
		if i%2 == 0 {
			place = odd[place]
		}
		total += place
	}
	return byte('A' + total%26)
}

// Mask returns a codice fiscale as it may be shown, its first three letters
// and thirteen asterisks; nothing for nothing. What is too short to be a code
// is hidden whole.
func Mask(cf string) string {
	switch {
	case cf == "":
		return ""
	case len(cf) < len(shape):
		return strings.Repeat("*", len(shape))
	}
	return cf[:3] + strings.Repeat("*", len(shape)-3)
}

// DifferByOmocodia reports whether two valid codici fiscali are different codes
// of the same letters and digits, where letters stand for digits in one or both
// of them. They belong to two persons unless the tax office changed the code of
// one.
func DifferByOmocodia(a, b string) bool {
	if a == b || len(a) != len(shape) || len(b) != len(shape) {
		return false
	}
	// The sixteenth character follows from the others.
	for i := range len(shape) - 1 {
		same := a[i] == b[i] || shape[i] == 'D' && value(a[i]) == value(b[i])
		if !same {
			return false
		}
	}
	return true
}
