package periodo

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// Piano is a planned date: a day or, as long as nobody has chosen one, a whole
// month. The zero Piano is no date at all. Two Piano are equal with ==.
type Piano struct {
	// first is the day, or the first day of the month.
	first Data
	month bool
}

const monthOnly = "2006-01"

// ParsePiano reads a month written as 2022-01 or 01/2022, or a day as Parse
// does. It returns a fault of kind Usage for anything else.
func ParsePiano(s string) (Piano, error) {
	for _, layout := range []string{monthOnly, "1/2006"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil && t.Year() >= 1000 {
			return Piano{first: On(t), month: true}, nil
		}
	}
	d, err := Parse(s)
	if err != nil {
		return Piano{}, fault.New(fault.Usage, "%q is neither a day nor a month", s).
			WithHint("write a day as 2022-01-15 or 15/01/2022, a month as 2022-01 or 01/2022")
	}
	return Piano{first: d}, nil
}

// MustParsePiano is ParsePiano for dates written in the program itself; it
// panics when s is not one.
func MustParsePiano(s string) Piano {
	p, err := ParsePiano(s)
	if err != nil {
		panic(err)
	}
	return p
}

// IsZero reports whether p is no date.
func (p Piano) IsZero() bool { return p.first.IsZero() }

// IsMonth reports whether only the month is known.
func (p Piano) IsMonth() bool { return p.month }

// Giorno returns the first day that the date can mean, no day for no date.
func (p Piano) Giorno() Data { return p.first }

// Fine returns the last day that the date can mean: the day itself, or the
// last of the month. It is no day for no date.
func (p Piano) Fine() Data {
	if !p.month {
		return p.first
	}
	year, month, _ := p.first.Time().Date()
	return Day(year, month+1, 0)
}

// IsAfter reports whether p comes after q whatever days the two mean; both
// must be dates.
func (p Piano) IsAfter(q Piano) bool { return p.first.After(q.Fine()) }

// Compare returns a negative number, 0 or a positive one as p sorts before,
// with or after q: by the first day, a day before the month that it begins.
func (p Piano) Compare(q Piano) int {
	return cmp.Or(p.first.DaysSince(q.first), p.Fine().DaysSince(q.Fine()))
}

// String returns the date as 2022-01-15 or 2022-01, the empty string for no
// date.
func (p Piano) String() string {
	if !p.month {
		return p.first.String()
	}
	return p.first.Time().Format(monthOnly)
}

// Text returns the date for people: a day as their language writes it, a month
// by its name and year. It says nothing for no date.
func (p Piano) Text() message.Text {
	switch {
	case p.IsZero():
		return message.Text{}
	case !p.month:
		return message.New("%s", p.first)
	}
	year, month, _ := p.first.Time().Date()
	y := strconv.Itoa(year)
	return [...]message.Text{
		message.New("January %s", y), message.New("February %s", y), message.New("March %s", y),
		message.New("April %s", y), message.New("May %s", y), message.New("June %s", y),
		message.New("July %s", y), message.New("August %s", y), message.New("September %s", y),
		message.New("October %s", y), message.New("November %s", y), message.New("December %s", y),
	}[month-time.January]
}

// MarshalJSON writes the ISO day or month, null for no date.
func (p Piano) MarshalJSON() ([]byte, error) {
	if p.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + p.String() + `"`), nil
}

// Value stores the ISO day or month, NULL for no date.
func (p Piano) Value() (driver.Value, error) {
	if p.IsZero() {
		return nil, nil
	}
	return p.String(), nil
}

// Scan reads an ISO day or month, or NULL, from the database.
func (p *Piano) Scan(v any) error {
	s, isText := v.(string)
	if !isText || len(s) != len(monthOnly) {
		p.month = false
		return p.first.Scan(v)
	}
	t, err := time.Parse(monthOnly, s)
	if err != nil {
		return fmt.Errorf("stored month %q: %w", s, err)
	}
	*p = Piano{first: On(t), month: true}
	return nil
}
