package i18n

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// Date returns the day as 15/07/2021 in Italian and 2021-07-15 in English, the
// empty string for no day.
func (l *Locale) Date(d periodo.Data) string { return l.day(d) }

// day is what the calendar of package periodo is made of: a day, a month.
type day interface {
	String() string
	Italian() string
}

func (l *Locale) day(d day) string {
	if l.lang == Italian {
		return d.Italian()
	}
	return d.String()
}

// Integer returns the whole number with its thousands marked: 1.234 in
// Italian, 1,234 in English. Years and identifiers are no numbers: they stay
// strings.
func (l *Locale) Integer(n int64) string { return l.group(strconv.FormatInt(n, 10)) }

// Decimal returns a number written with a decimal point and no thousands mark,
// "-1234.5", as the reader writes it: "-1.234,5" in Italian, "-1,234.5" in
// English. The empty string, an unknown number, stays empty.
func (l *Locale) Decimal(s string) string {
	whole, fraction, found := strings.Cut(s, ".")
	if !found {
		return l.group(whole)
	}
	return l.group(whole) + l.decimal + fraction
}

// group marks the thousands of a whole number. It is written by hand because
// the CLDR leaves 1234 unmarked in Italian, while the tables of an office mark
// it.
func (l *Locale) group(number string) string {
	digits := strings.TrimLeft(number, "+-")
	b := []byte(number[:len(number)-len(digits)])
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b = append(b, l.thousands...)
		}
		b = append(b, digits[i])
	}
	return string(b)
}

// argument returns the argument of a sentence as the reader writes it.
func (l *Locale) argument(a any) any {
	switch a := a.(type) {
	case message.Text:
		return l.Text(a)
	case *fault.Fault:
		return l.Text(a.Message)
	case day:
		return l.day(a)
	case periodo.Piano:
		return l.Text(a.Text())
	case euro.Importo:
		return l.Decimal(a.String())
	case quota.Quota:
		return l.Decimal(a.String())
	case quota.Punti:
		return l.Decimal(a.String())
	case int:
		return count{n: int64(a), text: l.Integer(int64(a))}
	case int64:
		return count{n: a, text: l.Integer(a)}
	case []string:
		return strings.Join(a, ", ")
	}
	return a
}

// count is a whole number that %d writes with the thousands marks of a
// language; every other verb sees the bare number.
type count struct {
	n    int64
	text string
}

// Format writes the number for package fmt.
func (c count) Format(s fmt.State, verb rune) {
	if verb == 'd' {
		fmt.Fprint(s, c.text)
		return
	}
	fmt.Fprintf(s, fmt.FormatString(s, verb), c.n)
}
