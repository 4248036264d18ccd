package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// Column declares one column of the rows of type T.
type Column[T any] struct {
	// Key names the column for programs: snake_case, Italian, never
	// translated. It is the JSON key, the CSV header, and what --columns and
	// --sort take.
	Key string
	// Title is the English heading, translated when people read it.
	Title string
	// Value returns the cell of a row: nil (not known or not applicable), a
	// string, bool, int, int64, ID, Hours, euro.Importo, periodo.Data, periodo.Piano,
	// periodo.Momento, time.Time, quota.Quota, quota.Punti, message.Text, []string, or a Listing
	// inside the row.
	Value func(T) any
	// Wide keeps the column out of the plain table, Markdown and HTML unless
	// it is asked for.
	Wide bool
	// Number says that the column holds numbers, which align to the right,
	// where no value may be there to show it.
	Number bool
	// None is the English word, translated, that people read in the rows in
	// place of a nil value; empty for the mark of what is not known.
	None string
}

// Head is what a Column says besides its values.
type Head struct {
	Key, Title   string
	Wide, Number bool
	None         string
}

// Heads returns the heads of the columns, for help and completion.
func Heads[T any](columns []Column[T]) []Head {
	heads := make([]Head, len(columns))
	for i, c := range columns {
		heads[i] = Head{Key: c.Key, Title: c.Title, Wide: c.Wide, Number: c.Number, None: c.None}
	}
	return heads
}

// Listing is rows of one kind whose type is no longer known: each row has one
// value for each column.
type Listing struct {
	Columns []Head
	Rows    [][]any
}

// List returns the rows seen through the columns.
func List[T any](columns []Column[T], rows []T) Listing {
	l := Listing{Columns: Heads(columns), Rows: make([][]any, len(rows))}
	cells := make([]any, len(rows)*len(columns))
	for i, row := range rows {
		l.Rows[i], cells = cells[:len(columns):len(columns)], cells[len(columns):]
		for j, c := range columns {
			l.Rows[i][j] = c.Value(row)
		}
	}
	return l
}

// Check returns a fault of kind Usage when Format, Columns or Sort name what
// is not there, so that a command can refuse before it does any work.
func (o Options) Check(heads []Head) error {
	_, _, err := o.plan(heads)
	return err
}

// plan returns the positions of the columns to write and the columns to sort
// by.
func (o Options) plan(heads []Head) (picked []int, keys []sortKey, err error) {
	if _, err := ParseFormat(string(o.Format)); err != nil {
		return nil, nil, err
	}
	if keys, err = o.order(heads); err != nil {
		return nil, nil, err
	}
	if len(o.Columns) == 0 {
		return usual(heads, o.Format), keys, nil
	}
	for _, key := range o.Columns {
		i, err := find(heads, key)
		if err != nil {
			return nil, nil, err
		}
		if slices.Contains(picked, i) {
			return nil, nil, fault.New(fault.Usage, "column %q is asked for twice", heads[i].Key).
				WithHint("name it once in --columns")
		}
		picked = append(picked, i)
	}
	return picked, keys, nil
}

// usual returns the positions of the columns that the format shows when none
// is asked for.
func usual(heads []Head, f Format) []int {
	shown := make([]int, 0, len(heads))
	for i, h := range heads {
		if !h.Wide || !f.hidesWide() {
			shown = append(shown, i)
		}
	}
	return shown
}

// find returns the position of the column with that key.
func find(heads []Head, key string) (int, error) {
	key = strings.TrimSpace(key)
	i := slices.IndexFunc(heads, func(h Head) bool { return h.Key == key })
	if i >= 0 {
		return i, nil
	}
	known := make([]string, len(heads))
	for j, h := range heads {
		known[j] = h.Key
	}
	return 0, fault.New(fault.Usage, "there is no column %q", key).
		WithHint("the columns are: %s", strings.Join(known, ", "))
}

// prepare returns the listing with its rows in the order and with the columns
// that the options ask for, and the positions of those columns. The listing
// given stays as it is.
func prepare(l Listing, o Options) (Listing, []int, error) {
	picked, keys, err := o.plan(l.Columns)
	if err != nil {
		return Listing{}, nil, err
	}
	if err := verifyRows(l.Columns, l.Rows); err != nil {
		return Listing{}, nil, err
	}
	return l.sorted(keys, o).project(picked), picked, nil
}

// project returns the listing with only the columns at those positions.
func (l Listing) project(picked []int) Listing {
	p := Listing{Rows: projectRows(l.Rows, picked)}
	for _, i := range picked {
		p.Columns = append(p.Columns, l.Columns[i])
	}
	return p
}

func projectRows(rows [][]any, picked []int) [][]any {
	projected := make([][]any, len(rows))
	cells := make([]any, len(rows)*len(picked))
	for i, row := range rows {
		projected[i], cells = cells[:len(picked):len(picked)], cells[len(picked):]
		for j, from := range picked {
			projected[i][j] = row[from]
		}
	}
	return projected
}

// verifyRows returns an error, a defect of the program, when a row does not
// have one value for each column or when a value is of no kind that render
// knows.
func verifyRows(heads []Head, rows [][]any) error {
	for _, row := range rows {
		if len(row) != len(heads) {
			return fmt.Errorf("a row has %d values for %d columns", len(row), len(heads))
		}
		for i, v := range row {
			if err := verifyCell(v); err != nil {
				return fmt.Errorf("column %s: %w", heads[i].Key, err)
			}
		}
	}
	return nil
}
