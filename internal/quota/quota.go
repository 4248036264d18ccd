// Package quota computes percentages exactly, never in floating point.
//
// A share is a numerator over a denominator, rounded half up to the decimals
// asked for. A share of coverage never reads 100 unless it is all, nor 0 unless
// it is nothing; a part of a whole that is divided does, so that the parts add up
// as well as they can. With an empty denominator a share is unknown. Nothing
// overflows: with residents as weights the products of a difference exceed 64
// bits.
package quota

import (
	"math/big"
	"strings"
)

// Quota is the share Num / Den, both non-negative, written as a percentage
// with the given number of decimals (0, 1 or 2).
type Quota struct {
	Num, Den int64
	Decimals int
	// Plain rounds without regard to all and nothing: see Part.
	Plain bool
}

// Of returns the share num / den with the given decimals.
func Of(num, den int64, decimals int) Quota {
	return Quota{Num: num, Den: den, Decimals: decimals}
}

// Part returns the share num / den of a composition, the parts of one whole. It
// is plainly rounded, as ISTAT rounds percentage compositions («sono arrotondate
// automaticamente alla prima cifra decimale»): 3 of a million read 0.0 and 999,997
// of them 100.0. Parts that were kept from 0 and from 100 would add up to less
// and less like the whole; that they may not add up to 100 is said in a footnote.
func Part(num, den int64, decimals int) Quota {
	return Quota{Num: num, Den: den, Decimals: decimals, Plain: true}
}

// IsKnown reports whether the share exists: there is something to divide by.
func (q Quota) IsKnown() bool { return q.Den > 0 }

// points returns the exact share in percentage points; it must be known.
func (q Quota) points() *big.Rat {
	return new(big.Rat).Mul(big.NewRat(q.Num, q.Den), big.NewRat(100, 1))
}

// String returns the percentage with a decimal point and no sign, "78.2", and
// the empty string when it is unknown.
func (q Quota) String() string {
	if !q.IsKnown() {
		return ""
	}
	points, least := q.points(), lastDecimal(q.Decimals)
	if q.Plain {
		return points.FloatString(q.Decimals)
	}
	if most := new(big.Rat).Sub(big.NewRat(100, 1), least); q.Num < q.Den && points.Cmp(most) > 0 {
		points = most
	}
	if q.Num > 0 && points.Cmp(least) < 0 {
		points = least
	}
	return points.FloatString(q.Decimals)
}

// MarshalJSON writes the percentage as a number, null when it is unknown.
func (q Quota) MarshalJSON() ([]byte, error) {
	if !q.IsKnown() {
		return []byte("null"), nil
	}
	return []byte(q.String()), nil
}

// Compare returns -1, 0 or 1 as q is less than, equal to or greater than r,
// exactly, before any rounding. An unknown share comes before every other.
func (q Quota) Compare(r Quota) int {
	if !q.IsKnown() || !r.IsKnown() {
		return boolToInt(q.IsKnown()) - boolToInt(r.IsKnown())
	}
	return q.points().Cmp(r.points())
}

// AtLeast reports whether the exact share is at least the percentage given as
// hundredths of a point (7820 is 78.20). An unknown share is not.
func (q Quota) AtLeast(hundredths int64) bool {
	return q.IsKnown() && q.points().Cmp(big.NewRat(hundredths, 100)) >= 0
}

// Punti is the difference between two shares in percentage points, taken from
// the exact shares and rounded half away from zero afterwards, to the decimals
// of To.
type Punti struct {
	From, To Quota
}

// IsKnown reports whether both shares exist.
func (p Punti) IsKnown() bool { return p.From.IsKnown() && p.To.IsKnown() }

// String returns the signed difference in percentage points, "+29.1", without
// a sign when it rounds to nothing, and the empty string when it is unknown.
func (p Punti) String() string {
	if !p.IsKnown() {
		return ""
	}
	difference := new(big.Rat).Sub(p.To.points(), p.From.points())
	text := strings.TrimPrefix(difference.FloatString(p.To.Decimals), "-")
	switch {
	case strings.Trim(text, "0.") == "":
		return text
	case difference.Sign() < 0:
		return "-" + text
	}
	return "+" + text
}

// MarshalJSON writes the difference as a number, null when it is unknown.
func (p Punti) MarshalJSON() ([]byte, error) {
	if !p.IsKnown() {
		return []byte("null"), nil
	}
	return []byte(strings.TrimPrefix(p.String(), "+")), nil
}

// lastDecimal returns one unit of the last of n decimals: 0.1 for one.
func lastDecimal(n int) *big.Rat {
	unit := big.NewRat(1, 1)
	for range n {
		unit.Mul(unit, big.NewRat(1, 10))
	}
	return unit
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
