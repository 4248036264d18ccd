package corso

import (
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// Obiettivo is a number that a course must reach, as the plans of the office
// write it: "at least 800", "more than 50". The zero Obiettivo asks nothing.
type Obiettivo struct {
	// Op is ">=", ">" or "=", empty when nothing is asked.
	Op string
	// N is positive when something is asked.
	N int64
}

// ParseObiettivo reads a target written as >=800, >50 or =36; a number alone
// means at least so many. It returns a fault of kind Usage for anything else.
func ParseObiettivo(s string) (Obiettivo, error) {
	o := Obiettivo{Op: ">="}
	digits := strings.TrimSpace(s)
	for _, op := range []string{">=", ">", "="} {
		if rest, found := strings.CutPrefix(digits, op); found {
			o.Op, digits = op, strings.TrimSpace(rest)
			break
		}
	}
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil || n == 0 {
		return Obiettivo{}, fault.New(fault.Usage, "%q is not a target", s).
			WithHint(`write it between quotes, as ">=800", ">50" or "=36"; 800 alone means at least 800`)
	}
	o.N = int64(n)
	return o, nil
}

// IsZero reports whether nothing is asked.
func (o Obiettivo) IsZero() bool { return o.Op == "" }

// IsReached reports whether n fulfils what is asked; nothing fulfils what is
// not asked.
func (o Obiettivo) IsReached(n int64) bool {
	switch o.Op {
	case ">=":
		return n >= o.N
	case ">":
		return n > o.N
	case "=":
		return n == o.N
	}
	return false
}

// String returns the target as ParseObiettivo reads it, ">=800", the empty
// string when nothing is asked.
func (o Obiettivo) String() string {
	if o.IsZero() {
		return ""
	}
	return o.Op + strconv.FormatInt(o.N, 10)
}

// maxHours bounds what somebody may have spent on a course: more is a mistyped
// number.
const maxHours = 10_000

// ParseOre reads decimal hours, written as 12.5 or 12,5, and returns them in
// minutes, rounded half up. It returns a fault of kind Usage for anything
// else, negative hours and more than two decimals included.
func ParseOre(s string) (minuti int64, err error) {
	whole, fraction, found := strings.Cut(strings.Replace(strings.TrimSpace(s), ",", ".", 1), ".")
	hours, err := strconv.ParseUint(whole, 10, 31)
	hundredths := uint64(0)
	if err == nil && found {
		hundredths, err = strconv.ParseUint((fraction + "00")[:2], 10, 31)
	}
	if err != nil || len(fraction) > 2 || found && fraction == "" || hours > maxHours {
		return 0, fault.New(fault.Usage, "%q is not a number of hours", s).WithHint("write hours as 12.5 or 12,5")
	}
	return int64(hours*60 + (hundredths*60+50)/100), nil
}
