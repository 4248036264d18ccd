package batch

import (
	"strconv"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/periodo"
)

// reading says in how many ways a text can be read.
type reading uint8

const (
	// certain means that the text says by itself what it is.
	certain reading = 0
	noDate  reading = 1 << iota
	// onlyDayFirst and onlyMonthFirst are dates of which one number is too great
	// to be a month.
	onlyDayFirst
	onlyMonthFirst
	ambiguous
	noNumber
	commaDecimals
	thousands
)

// The days that Excel counts from, and those between which a bare number is
// taken for one of its dates: 2009 to 2064.
const (
	excelEpoch = "1899-12-30"
	excelFirst = 40_000
	excelLast  = 60_000
)

// readDate reads a day in the forms in which files have it: 2021-09-14 with or
// without a time, 14/09/2021 with any of / - . between, 14/9/21, the number
// that Excel counts, the long form of Moodle «martedì, 2 novembre 2021, 10:15».
func readDate(text string, order DateOrder) (periodo.Data, reading) {
	if len(text) >= 10 && text[4] == '-' && (len(text) == 10 || text[10] == 'T' || text[10] == ' ') {
		return dayOf(text[:4], text[5:7], text[8:10], certain)
	}
	date, _, _ := strings.Cut(text, " ")
	parts := strings.FieldsFunc(date, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
	if len(parts) == 3 && isDigits(parts[0]) && isDigits(parts[1]) && isDigits(parts[2]) {
		return numericDate(parts, order)
	}
	if n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil && n >= excelFirst && n < excelLast {
		return periodo.MustParse(excelEpoch).AddDays(int(n)), certain
	}
	return longDate(text)
}

func numericDate(parts []string, order DateOrder) (periodo.Data, reading) {
	day, month, year := parts[0], parts[1], parts[2]
	if len(day) == 4 {
		return dayOf(day, month, year, certain)
	}
	if len(year) == 2 {
		century := "20"
		if year >= "70" {
			century = "19"
		}
		year = century + year
	}
	first, second := number(day), number(month)
	how := ambiguous
	switch {
	case first == second:
		how = certain
	case first > 12:
		how = onlyDayFirst
	case second > 12:
		how = onlyMonthFirst
	}
	if order == MonthFirst || order == "" && how == onlyMonthFirst {
		day, month = month, day
	}
	return dayOf(year, month, day, how)
}

// dayOf returns the day with those numbers, or noDate when there is none.
func dayOf(year, month, day string, how reading) (periodo.Data, reading) {
	y, m, d := number(year), number(month), number(day)
	if len(year) != 4 || y < 1000 || m < 1 || m > 12 || d < 1 || d > 31 {
		return periodo.Data{}, noDate
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return periodo.Data{}, noDate
	}
	return periodo.On(t), how
}

// longDate reads a day with the name of its month, in Italian or English.
func longDate(text string) (periodo.Data, reading) {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' })
	for i := 1; i+1 < len(words); i++ {
		if m := monthNamed(words[i]); m > 0 && isDigits(words[i-1]) && isDigits(words[i+1]) {
			return dayOf(words[i+1], strconv.Itoa(m), words[i-1], certain)
		}
	}
	return periodo.Data{}, noDate
}

// monthNamed returns the month whose name begins with the first three letters
// of a word, from 1; 0 for none.
func monthNamed(word string) int {
	if len(word) < 3 {
		return 0
	}
	for _, names := range []string{"gen feb mar apr mag giu lug ago set ott nov dic", "jan feb mar apr may jun jul aug sep oct nov dec"} {
		if i := strings.Index(names, word[:3]); i >= 0 && i%4 == 0 {
			return i/4 + 1
		}
	}
	return 0
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
