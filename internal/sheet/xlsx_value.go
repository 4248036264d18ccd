package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// number returns a number as text, as a cell shows it. Floating-point numbers
// appear with the 15 digits that Excel has, and without an exponent wherever
// the digits are known: 8.00626E10 in a file is 80062600000 in full.
func number(stored string, how shown, since1904 bool) string {
	if how == dated || how == elapsed {
		if v, err := strconv.ParseFloat(stored, 64); err == nil {
			if s := moment(v, how, since1904); s != "" {
				return s
			}
		}
		how = plain
	}
	s := canonical(stored)
	if missing := int(how) - len(s); missing > 0 && strings.Trim(s, "0123456789") == "" {
		s = strings.Repeat("0", missing) + s
	}
	return s
}

func canonical(stored string) string {
	const exactDigits, exact = 15, 1 << 53
	if len(stored) <= exactDigits && strings.Trim(stored, "0123456789") == "" {
		return stored
	}
	v, err := strconv.ParseFloat(stored, 64)
	switch {
	case err != nil || math.IsNaN(v):
		return stored
	case v == math.Trunc(v) && math.Abs(v) < exact:
		return strconv.FormatInt(int64(v), 10)
	case math.Abs(v) >= exact || math.Abs(v) < 1e-9:
		return stored
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', exactDigits, 64), 64)
	if err != nil {
		return stored
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// moment returns the day, the moment, the time of the day or, elapsed, the
// hours that a number stands for; nothing when it stands for none (ECMA-376
// part 1, 18.17.4.1).
func moment(v float64, how shown, since1904 bool) string {
	const secondsOfOneDay, lastDay = 24 * 60 * 60, 2_958_465
	if !(v >= 0 && v < lastDay+1) {
		return ""
	}
	seconds := int64(math.Round(v * secondsOfOneDay))
	day, clock := seconds/secondsOfOneDay, seconds%secondsOfOneDay
	switch {
	case how == elapsed:
		return clockText(seconds)
	case day == leapDay && !since1904:
		return ""
	case day == 0 && (clock > 0 || !since1904):
		return clockText(clock)
	}
	date := firstDay(day, since1904).AddDate(0, 0, int(day))
	if clock == 0 {
		return date.Format(time.DateOnly)
	}
	return date.Format(time.DateOnly) + "T" + clockText(clock)
}

// leapDay is the number of 29 February 1900, which only Excel has had.
const leapDay = 60

// firstDay returns the day that has number 0. In the system of 1900 the days
// before its 29 February are one off.
func firstDay(day int64, since1904 bool) time.Time {
	switch {
	case since1904:
		return time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	case day < leapDay:
		return time.Date(1899, time.December, 31, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
}

// clockText returns hours, minutes and, where there are any, seconds.
func clockText(seconds int64) string {
	two := func(n int64) string { return strconv.FormatInt(100+n, 10)[1:] }
	hours := seconds / 3600
	s := strconv.FormatInt(hours, 10)
	if hours < 10 {
		s = "0" + s
	}
	s += ":" + two(seconds/60%60)
	if seconds%60 != 0 {
		s += ":" + two(seconds%60)
	}
	return s
}
