package batch

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/sheet"
)

// Inspection is what a file looks like before it is imported.
type Inspection struct {
	File sheet.File
	// Noun is the noun whose columns the file has, with an empty name where the
	// file has a header of none.
	Noun   Noun
	Layout Layout
	// Missing are the groups of columns one of each of which the file would
	// need.
	Missing [][]string
	// Rows counts the rows of data, Blank the empty ones, totals and remarks.
	Rows, Blank int
	Columns     []Inspected
}

// Inspected is what is in one column of a file.
type Inspected struct {
	Title string
	// Column is the column of the noun that the title means, nil where the
	// column is not read.
	Column *Column
	// Added says that the column is one of those that a rejects file adds.
	Added bool
	// Kind is what most of the values are.
	Kind Kind
	// Filled and Empty count the rows with and without a value.
	Filled, Empty int
	// Dates counts the values that are days; DayFirst and MonthFirst those that
	// can only be read in that order, Either those that can be read in both.
	Dates, DayFirst, MonthFirst, Either int
	// Numbers counts the values that are numbers, Commas those with a decimal
	// comma, Thousands those whose mark can be one of decimals or of thousands.
	Numbers, Commas, Thousands int
	// Short counts codes that lost zeros in front, Scientific numbers such as
	// 8,00626E+10, of which digits are lost, Damaged texts whose letters are.
	Short, Scientific, Damaged int
	// Personal says that the values may tell who somebody is: those of such a
	// column of any noun, or with a codice fiscale or an e-mail address in a
	// column that is not read.
	Personal bool
	// First are the values of the first rows.
	First []string
}

// Kind is what the values of a column are.
type Kind string

// The kinds of values; empty for a column without any.
const (
	KindText   Kind = "testo"
	KindDate   Kind = "data"
	KindNumber Kind = "numero"
)

// firstRows is how many rows an inspection shows.
const firstRows = 5

// Inspect reads a file and says what is in it. It takes it for a file of the
// given noun that fits: see Fit. The faults are those of reading a file.
func Inspect(ctx context.Context, f sheet.File, nouns []Noun, o Options) (v Inspection, err error) {
	v.File = f
	if v.Noun, v.Layout, err = Fit(ctx, f, nouns, o); err != nil || v.Noun.Name == "" {
		return v, err
	}
	v.Missing = v.Layout.missing(v.Noun, o)
	return v, v.read(ctx, o)
}

// Fit returns the noun of which most columns of the file are known, the first of
// equals, and how the file has them; a noun with an empty name where the file
// has a header of none.
func Fit(ctx context.Context, f sheet.File, nouns []Noun, o Options) (fits Noun, layout Layout, err error) {
	layout.added = -1
	known := 0
	for _, n := range nouns {
		l, err := headerOf(ctx, f, n, o)
		if fault.KindOf(err) == fault.Usage && len(nouns) > 1 {
			// What --map names belongs to another noun.
			continue
		}
		if err != nil {
			return fits, layout, err
		}
		if k := l.known(); k > known {
			fits, layout, known = n, l, k
		}
	}
	return fits, layout, nil
}

// HasPersons reports whether the file has the names of persons.
func (l Layout) HasPersons() bool {
	return slices.Contains(l.Keys, "cognome") || slices.Contains(l.Keys, "nominativo")
}

// NamesPersons reports whether a title is that of a column of the noun whose
// values tell who somebody is.
func (n Noun) NamesPersons(title string) bool {
	return slices.ContainsFunc(n.Columns, func(c Column) bool {
		_, named := c.rank(titleForm(title))
		return named && c.Personal
	})
}

// headerOf returns the layout of a file of a noun; one without titles where the
// file is none.
func headerOf(ctx context.Context, f sheet.File, n Noun, o Options) (l Layout, err error) {
	source, err := f.Rows(ctx)
	if err != nil {
		return l, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	l, err = header(source, n, o)
	if errors.Is(err, errNoHeader) {
		return Layout{}, nil
	}
	return l, err
}

// known returns how many columns of the noun the file has.
func (l Layout) known() int {
	n := 0
	for _, key := range l.Keys {
		if key != "" {
			n++
		}
	}
	return n
}

// read reads the rows of data.
func (v *Inspection) read(ctx context.Context, o Options) (err error) {
	v.Columns = make([]Inspected, len(v.Layout.Titles))
	for place, title := range v.Layout.Titles {
		c := &v.Columns[place]
		c.Title, c.Added = title, v.Layout.isAdded(place)
		if i := v.Noun.index(v.Layout.Keys[place]); i >= 0 {
			c.Column = &v.Noun.Columns[i]
			c.Personal = c.Column.Personal
		}
	}
	source, err := v.File.Rows(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	for {
		row, err := source.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if row.Number <= v.Layout.Line {
			continue
		}
		if !isData(v.Layout.Own(row.Cells)) {
			v.Blank++
			continue
		}
		v.Rows++
		if o.Progress != nil && v.Rows%progressLines == 0 {
			o.Progress(row.Number)
		}
		v.look(row.Cells, o)
	}
	for i := range v.Columns {
		v.Columns[i].conclude()
	}
	return nil
}

// look looks at the cells of one row.
func (v *Inspection) look(cells []string, o Options) {
	for i := range v.Columns {
		c, text := &v.Columns[i], ""
		if i < len(cells) {
			text = clean(cells[i])
		}
		if v.Rows <= firstRows {
			c.First = append(c.First, strings.Clone(text))
		}
		if isEmpty(text) {
			c.Empty++
			continue
		}
		c.look(text, v.File.Format, o)
	}
}

func (c *Inspected) look(text string, format sheet.Format, o Options) {
	c.Filled++
	c.Personal = c.Personal || c.Column == nil && (strings.Contains(text, "@") || codice.IsLikePersona(text))
	if sheet.Damaged(text) {
		c.Damaged++
	}
	if c.Column != nil && c.Column.Digits > len(text) && isDigits(text) {
		c.Short++
	}
	if isScientific(text) {
		c.Scientific++
	}
	if _, how := readDate(text, o.Dates); how != noDate {
		c.Dates++
		switch how {
		case onlyDayFirst:
			c.DayFirst++
		case onlyMonthFirst:
			c.MonthFirst++
		case ambiguous:
			c.Either++
		}
	}
	if _, how := readNumber(text, decimalOf(text, format, o.Decimal)); how != noNumber {
		c.Numbers++
		switch how {
		case commaDecimals:
			c.Commas++
		case thousands:
			c.Thousands++
		}
	}
}

// conclude says what kind of values the column has: what more than half of them
// are. A code of digits is a text.
func (c *Inspected) conclude() {
	switch {
	case c.Filled == 0:
	case c.Column != nil && c.Column.Digits > 0:
		c.Kind = KindText
	case c.Dates > c.Filled/2:
		c.Kind = KindDate
	case c.Numbers > c.Filled/2:
		c.Kind = KindNumber
	default:
		c.Kind = KindText
	}
}

// isScientific reports whether a text is a number whose digits a spreadsheet
// did not keep, such as 8,00626E+10.
func isScientific(text string) bool {
	mantissa, exponent, found := strings.Cut(strings.ToUpper(text), "E+")
	return found && isDigits(exponent) && isDigits(strings.NewReplacer(",", "", ".", "").Replace(mantissa))
}
