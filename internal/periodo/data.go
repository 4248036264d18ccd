// Package periodo holds the days and the validity intervals of the register.
//
// Days are civil days in Italy. An interval includes both its ends, as the
// archive of comuni of ANPR does, and an open end means "still so".
package periodo

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
)

// Data is a civil day. The zero Data is no day at all: an end that is open, a
// beginning that the register does not know. Two Data are equal with ==.
type Data struct {
	// days counts the days from 1 January of the year 1, that day being 1, so
	// that the zero value is no day.
	days int32
}

const (
	secondsPerDay = 24 * 60 * 60
	// epoch is the Data of 1 January 1970, from which time.Time counts.
	epoch = 719163
)

// Day returns the given civil day; values outside their usual range are
// normalised as time.Date does.
func Day(year int, month time.Month, day int) Data {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return Data{days: int32(t.Unix()/secondsPerDay) + epoch}
}

// On returns the civil day of the instant t in t's own location.
func On(t time.Time) Data { return Day(t.Date()) }

// Parse reads a day written as 2021-07-15 or, as people write it in Italy,
// 15/07/2021. It returns a fault of kind Usage for anything else, including a
// day that does not exist.
func Parse(s string) (Data, error) {
	for _, layout := range []string{time.DateOnly, "2/1/2006"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil && t.Year() >= 1000 {
			return On(t), nil
		}
	}
	return Data{}, fault.New(fault.Usage, "%q is not a day", s).
		WithHint("write a day as 2021-07-15 or 15/07/2021")
}

// MustParse is Parse for days written in the program itself; it panics when s
// is not a day.
func MustParse(s string) Data {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether d is no day.
func (d Data) IsZero() bool { return d.days == 0 }

// Time returns midnight UTC of the day, which must be one.
func (d Data) Time() time.Time { return time.Unix(int64(d.days-epoch)*secondsPerDay, 0).UTC() }

// AddDays returns the day n days later (earlier when n is negative). No day
// stays no day.
func (d Data) AddDays(n int) Data {
	if d.IsZero() {
		return d
	}
	return Data{days: d.days + int32(n)}
}

// Before reports whether d comes before e; both must be days.
func (d Data) Before(e Data) bool { return d.days < e.days }

// After reports whether d comes after e; both must be days.
func (d Data) After(e Data) bool { return d.days > e.days }

// DaysSince returns how many days passed from e to d.
func (d Data) DaysSince(e Data) int { return int(d.days - e.days) }

// String returns the day as 2021-07-15, the empty string for no day.
func (d Data) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Italian returns the day as 15/07/2021, the empty string for no day.
func (d Data) Italian() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("02/01/2006")
}

// MarshalJSON writes the ISO day, null for no day.
func (d Data) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// Value stores the ISO day, NULL for no day.
func (d Data) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads an ISO day or NULL from the database.
func (d *Data) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*d = Data{}
		return nil
	case string:
		t, err := time.Parse(time.DateOnly, v)
		if err != nil {
			return fmt.Errorf("stored day %q: %w", v, err)
		}
		*d = On(t)
		return nil
	}
	return fmt.Errorf("stored day is a %T", v)
}
