package batch

import (
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Euro returns the amount that the row has in a column, from zero, to the cent,
// and nil where it has none; anything else refuses the row.
func (r *Row) Euro(i int) *euro.Importo {
	text := r.Text(i)
	if isEmpty(text) {
		return nil
	}
	mark := r.decimalMark(text)
	if mark == "" {
		var how reading
		mark, how = markOf(text, strings.LastIndexByte(text, ','), strings.LastIndexByte(text, '.'))
		line, column := r.Place(i)
		r.rows.evidence.number(how, line, column, text)
	}
	amount, err := euro.Read(text, mark.sign())
	if err != nil || amount < 0 {
		r.Refuse(i, "importo_non_valido", message.New("%q is no amount of money", text),
			message.New("write it in euro, such as 2000 or 2.000,50"))
		return nil
	}
	return &amount
}

// sign returns the mark itself.
func (d Decimal) sign() byte {
	if d == Point {
		return '.'
	}
	return ','
}

// momentLayouts are the forms of a day with its hour that files of programs have.
func momentLayouts() []string {
	return []string{
		"2006-01-02T15:04:05.999-0700", time.RFC3339, "2006-01-02T15:04:05.999", "2006-01-02 15:04:05", "2006-01-02 15:04", "02/01/2006 15:04:05", "02/01/2006 15:04",
	}
}

// Moment returns the day that the row has in a column, with its hour where it has
// one, no day where it has none; what is no day refuses the row. An hour is kept
// as it is written where it is that of Greenwich or says nothing, else as that of
// Greenwich.
func (r *Row) Moment(i int) periodo.Momento {
	text := r.Text(i)
	if isEmpty(text) {
		return periodo.Momento{}
	}
	for _, layout := range momentLayouts() {
		if t, err := time.Parse(layout, text); err == nil && t.Year() >= 1000 {
			return periodo.At(t.UTC())
		}
	}
	return periodo.DayOnly(r.Date(i))
}
