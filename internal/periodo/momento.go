package periodo

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
)

// Momento is a civil day with or without the hour, as a deadline or the arrival
// of an application has it. The zero Momento is no day at all. Two Momento are
// equal with ==.
type Momento struct {
	day Data
	// clock is the seconds since midnight plus one, 0 without an hour.
	clock int32
}

// DayOnly returns the day without an hour.
func DayOnly(d Data) Momento { return Momento{day: d} }

// momentLayouts are the forms in which a day is read with its hour, which is
// stored in the first of them.
func momentLayouts() []string {
	return []string{
		"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04",
		"2/1/2006 15:04:05", "2/1/2006 15:04", "2/1/2006 15.04",
	}
}

// ParseMomento reads a day as Parse does, with the hour after it where there is
// one: 2020-07-31 18:00 or 31/07/2020 18:00. It returns a fault of kind Usage
// for anything else.
func ParseMomento(s string) (Momento, error) {
	s = strings.Join(strings.Fields(s), " ")
	for _, layout := range momentLayouts() {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1000 {
			return At(t), nil
		}
	}
	day, err := Parse(s)
	if err != nil {
		return Momento{}, fault.New(fault.Usage, "%q is neither a day nor a day with its hour", s).
			WithHint("write 2020-07-31, 31/07/2020 or, between quotes, \"2020-07-31 18:00\"")
	}
	return DayOnly(day), nil
}

// MustParseMomento is ParseMomento for moments written in the program itself;
// it panics when s is none.
func MustParseMomento(s string) Momento {
	m, err := ParseMomento(s)
	if err != nil {
		panic(err)
	}
	return m
}

// At returns the moment of the instant t on t's own clock, to the second.
func At(t time.Time) Momento {
	hour, minute, second := t.Clock()
	return Momento{day: On(t), clock: int32((hour*60+minute)*60+second) + 1}
}

// IsZero reports whether m is no day.
func (m Momento) IsZero() bool { return m.day.IsZero() }

// Giorno returns the day.
func (m Momento) Giorno() Data { return m.day }

// Time returns the moment in UTC, midnight where the hour is not known; it must
// be one.
func (m Momento) Time() time.Time {
	return m.day.Time().Add(time.Duration(max(m.clock-1, 0)) * time.Second)
}

// Ora returns the hour as 18:00, or 18:00:05 where there are seconds, and the
// empty string where it is not known.
func (m Momento) Ora() string {
	if m.clock == 0 {
		return ""
	}
	seconds := m.clock - 1
	s := fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	if seconds%60 > 0 {
		s += fmt.Sprintf(":%02d", seconds%60)
	}
	return s
}

// IsAfter reports whether m comes after n whatever the hours are that are not
// known: a day without an hour lasts until midnight. Both must be days.
func (m Momento) IsAfter(n Momento) bool {
	return m.day.After(n.day) || m.day == n.day && m.clock > 0 && n.clock > 0 && m.clock > n.clock
}

// Compare returns a negative number, 0 or a positive one as m sorts before,
// with or after n; a day without an hour comes before those with one.
func (m Momento) Compare(n Momento) int {
	if m.day != n.day {
		return m.day.DaysSince(n.day)
	}
	return int(m.clock - n.clock)
}

// String returns the moment as 2020-07-31 or 2020-07-31 18:00, the empty string
// for no day.
func (m Momento) String() string { return m.written(m.day.String()) }

// Italian returns the moment as 31/07/2020 or 31/07/2020 18:00, the empty string
// for no day.
func (m Momento) Italian() string { return m.written(m.day.Italian()) }

func (m Momento) written(day string) string {
	if hour := m.Ora(); hour != "" {
		return day + " " + hour
	}
	return day
}

// MarshalJSON writes the moment as String does, null for no day.
func (m Momento) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + m.String() + `"`), nil
}

// Value stores the ISO day, with the hour to the second where it is known; NULL
// for no day.
func (m Momento) Value() (driver.Value, error) {
	switch {
	case m.IsZero():
		return nil, nil
	case m.clock == 0:
		return m.day.String(), nil
	}
	return m.Time().Format(momentLayouts()[0]), nil
}

// Scan reads what Value stores from the database.
func (m *Momento) Scan(v any) error {
	s, isText := v.(string)
	if !isText || len(s) <= len(time.DateOnly) {
		*m = Momento{}
		return m.day.Scan(v)
	}
	t, err := time.Parse(momentLayouts()[0], s)
	if err != nil {
		return fmt.Errorf("stored moment %q: %w", s, err)
	}
	*m = At(t)
	return nil
}
