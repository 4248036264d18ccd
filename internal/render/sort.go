package render

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// sortKey is one column to sort by.
type sortKey struct {
	column     int
	descending bool
}

// order returns the columns to sort by.
func (o Options) order(heads []Head) ([]sortKey, error) {
	keys := make([]sortKey, 0, len(o.Sort))
	for _, s := range o.Sort {
		name, descending := strings.CutPrefix(strings.TrimSpace(s), "-")
		i, err := find(heads, name)
		if err != nil {
			return nil, err
		}
		keys = append(keys, sortKey{column: i, descending: descending})
	}
	return keys, nil
}

// sorted returns the listing with its rows in the order of the keys; rows that
// are equal by them keep the order they came in.
func (l Listing) sorted(keys []sortKey, o Options) Listing {
	if len(keys) == 0 {
		return l
	}
	text := message.Text.String
	if o.Format.translates() {
		text = o.Locale.Text
	}
	l.Rows = slices.Clone(l.Rows)
	slices.SortStableFunc(l.Rows, func(a, b []any) int {
		for _, k := range keys {
			c := compare(a[k.column], b[k.column], text, o.Locale)
			if k.descending {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
	return l
}

// compare orders two cells: what is not known first, numbers and days by their
// value, everything else as text in the Italian alphabetical order.
func compare(a, b any, text func(message.Text) string, l Locale) int {
	if isUnknown(a) || isUnknown(b) {
		return compareBool(!isUnknown(a), !isUnknown(b))
	}
	if c, ok := compareValues(a, b); ok {
		return c
	}
	s, t := sortText(a, text), sortText(b, text)
	if s == t {
		return 0
	}
	return l.Compare(s, t)
}

// compareValues compares two cells of the same kind by value, false when they
// are of different kinds or are text.
func compareValues(a, b any) (int, bool) {
	if x, y, ok := both[int64](widen(a), widen(b)); ok {
		return cmp.Compare(x, y), true
	}
	if x, y, ok := both[periodo.Data](a, b); ok {
		return x.DaysSince(y), true
	}
	if x, y, ok := both[periodo.Momento](a, b); ok {
		return x.Compare(y), true
	}
	if x, y, ok := both[periodo.Piano](a, b); ok {
		return x.Compare(y), true
	}
	if x, y, ok := both[quota.Quota](a, b); ok {
		return x.Compare(y), true
	}
	if x, y, ok := both[quota.Punti](a, b); ok {
		// As they are shown, so that two that look equal are equal.
		return cmp.Compare(float(x.String()), float(y.String())), true
	}
	if x, y, ok := both[time.Time](a, b); ok {
		return x.Compare(y), true
	}
	if x, y, ok := both[bool](a, b); ok {
		return compareBool(x, y), true
	}
	return 0, false
}

func both[T any](a, b any) (x, y T, ok bool) {
	x, okX := a.(T)
	y, okY := b.(T)
	return x, y, okX && okY
}

func widen(v any) any {
	switch n := v.(type) {
	case int:
		return int64(n)
	case ID:
		return int64(n)
	case Hours:
		return int64(n)
	case euro.Importo:
		return int64(n)
	}
	return v
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func sortText(v any, text func(message.Text) string) string {
	if t, ok := v.(message.Text); ok {
		return text(t)
	}
	return machineText(v)
}
