package batch

import (
	"strconv"

	"github.com/dtctl/dtctl/internal/fault"
)

// evidence gathers what the values of a file tell about how all of them are to
// be read.
type evidence struct {
	dayFirst          bool
	monthFirst, twice place
	commas            bool
	thousands         place
	damaged           int
	firstDamaged      place
}

// place is where a value is in the file; the zero place is nowhere.
type place struct {
	line, column int
	text         string
}

func (p place) String() string {
	return strconv.Itoa(p.line) + ":" + strconv.Itoa(p.column) + " " + strconv.Quote(p.text)
}

// keep sets a place that has none yet.
func (p *place) keep(line, column int, text string) {
	if p.line == 0 {
		*p = place{line, column, string([]byte(text))}
	}
}

func (e *evidence) date(r reading, line, column int, text string) {
	switch r {
	case onlyDayFirst:
		e.dayFirst = true
	case onlyMonthFirst:
		e.monthFirst.keep(line, column, text)
	case ambiguous:
		e.twice.keep(line, column, text)
	}
}

func (e *evidence) number(r reading, line, column int, text string) {
	switch r {
	case commaDecimals:
		e.commas = true
	case thousands:
		e.thousands.keep(line, column, text)
	}
}

func (e *evidence) damage(line, column int, text string) {
	e.damaged++
	e.firstDamaged.keep(line, column, text)
}

// check returns a fault of kind Failed when the file leaves open how its values
// are to be read, or when its letters are damaged.
func (e *evidence) check(o Options) error {
	switch {
	case e.damaged > 0:
		return fault.New(fault.Failed, "letters are damaged in %d values, the first on line %s", e.damaged, strconv.Itoa(e.firstDamaged.line)).
			WithHint("ask for the file again, saved as UTF-8; where the letters are only twisted (Ã¬ for ì), --fix-mojibake puts them right")
	case o.Dates == "" && e.monthFirst.line > 0 && !e.dayFirst:
		if e.twice.line == 0 {
			return fault.New(fault.Failed, "the dates have the month first, as at %s", e.monthFirst.String()).
				WithHint("if that is so, say --dates mdy")
		}
		return fault.New(fault.Failed, "the dates can be read in two ways: %s can only have the month first, %s can be either",
			e.monthFirst.String(), e.twice.String()).
			WithHint("say which it is: --dates dmy or --dates mdy")
	case o.Decimal == "" && e.thousands.line > 0 && !e.commas:
		return fault.New(fault.Failed, "numbers can be read in two ways, as at %s: thousands or decimals", e.thousands.String()).
			WithHint("say which mark comes before the decimals: --decimal comma or --decimal point")
	}
	return nil
}
