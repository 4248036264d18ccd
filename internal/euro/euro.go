// Package euro holds amounts of money in whole cents. No sum of amounts ever
// passes through a floating point number.
package euro

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// Importo is an amount in cents of euro. It may be negative, as money given
// back is.
type Importo int64

// cents is how many cents a euro has.
const cents = 100

// Most is the greatest amount that can be written: a thousand billion euro,
// beyond any budget, and far from where sums of cents overflow.
const Most Importo = 1_000_000_000_000 * cents

// Euro returns the amount of so many whole euro.
func Euro(n int64) Importo { return Importo(n * cents) }

// Parse reads an amount as people write it: 2000, 2.000, 2.000,50, 2,000.50,
// 2000.5, each with or without the sign of the euro. Three digits after the
// only mark are thousands, as in 2.000; otherwise a mark before one or two
// digits is that of the decimals. It returns a fault of kind Usage for anything
// else, for a negative amount and for one beyond Most.
func Parse(s string) (Importo, error) {
	amount, err := Read(s, markOf(bare(s)))
	if err != nil || amount < 0 {
		return 0, fault.New(fault.Usage, "%q is no amount of money", s).
			WithHint("write it in euro, such as 2000 or 2.000,50")
	}
	return amount, nil
}

// bare returns an amount without blanks and the sign of the euro.
func bare(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' }), "")
	return strings.TrimSuffix(strings.TrimPrefix(s, "€"), "€")
}

// markOf says which mark comes before the decimals of an amount.
func markOf(s string) byte {
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	last, other := max(comma, point), min(comma, point)
	switch {
	case last < 0:
		return ','
	case other >= 0:
		return s[last]
	case len(s)-last == len(".000") || strings.Count(s, s[last:last+1]) > 1:
		// The only mark, and it is that of the thousands.
		return otherMark(s[last])
	}
	return s[last]
}

func otherMark(mark byte) byte {
	if mark == ',' {
		return '.'
	}
	return ','
}

// Read reads an amount in which mark, a comma or a point, comes before the
// decimals and the other may mark the thousands. A minus may stand before it. It
// returns an error that is not for people when the text is no amount, has more
// decimals than a cent allows, not counting zeros, or exceeds Most.
func Read(text string, mark byte) (Importo, error) {
	s := bare(text)
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(digits, string(rune(mark)))
	whole, ok := ungrouped(whole, string(rune(otherMark(mark))))
	fraction = strings.TrimRight(fraction, "0")
	if !ok || len(fraction) > 2 || !isDigits(fraction) {
		return 0, fmt.Errorf("%q is no amount", text)
	}
	n, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	if err != nil || Importo(n) > Most {
		return 0, fmt.Errorf("%q is no amount", text)
	}
	if negative {
		n = -n
	}
	return Importo(n), nil
}

// ungrouped returns the digits of a whole number without the marks of its
// thousands, and whether there are digits and the marks are where they belong.
func ungrouped(whole, mark string) (string, bool) {
	parts := strings.Split(whole, mark)
	if len(parts) > 1 && strings.HasPrefix(parts[0], "0") {
		return "", false
	}
	for i, p := range parts {
		if p == "" || !isDigits(p) || len(parts) > 1 && (i > 0 && len(p) != 3 || len(p) > 3) {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

func isDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// String returns the amount with a decimal point, two decimals and no mark of
// the thousands: "1234.50".
func (i Importo) String() string {
	sign, n := "", int64(i)
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/cents, n%cents)
}

// MarshalJSON writes the amount as a number of euro with two decimals.
func (i Importo) MarshalJSON() ([]byte, error) { return []byte(i.String()), nil }

// Value stores the cents.
func (i Importo) Value() (driver.Value, error) { return int64(i), nil }

// Share returns the greatest amount that is at most so many hundredths of a
// percent of i: 7000 is 70%. Fractions of a cent are dropped, so that a share
// never exceeds its limit.
func (i Importo) Share(hundredths int64) Importo {
	const whole = 10_000
	// Most times the whole stays within 64 bits only when split.
	return i/whole*Importo(hundredths) + i%whole*Importo(hundredths)/whole
}
