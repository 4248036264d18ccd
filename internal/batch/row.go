package batch

import (
	"errors"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/sheet"
)

// Row is a row of data. Its columns are named by their index among those of
// the noun.
type Row struct {
	// Number counts the rows of data from 1; Line is the physical line on which
	// the row begins.
	Number, Line int
	rows         *Rows
	cells        sheet.Row
	decided      Decision
	above        []string
}

// raw returns a cell as the file has it, empty where there is none.
func (r *Row) raw(i int) string { return r.rows.result.Layout.cell(r.cells.Cells, i) }

// Meant returns the number of the record of a noun that the row means because
// somebody decided so, 0 where nobody did.
func (r *Row) Meant(noun string) int64 { return r.decided.Records[noun] }

// Text returns what the row says in a column, without blanks around it and with
// single ones inside; what holds for the whole file where the row says nothing.
func (r *Row) Text(i int) string {
	if text := r.Said(i); text != "" {
		return text
	}
	return r.rows.options.Fixed[r.rows.noun.Columns[i].Key]
}

// Said is Text without what holds for the whole file.
func (r *Row) Said(i int) string {
	if r.decided.Values != nil {
		if value, ok := r.decided.Values[r.rows.noun.Columns[i].Key]; ok {
			return value
		}
	}
	text := clean(r.raw(i))
	if text == "" && r.above != nil && r.rows.noun.Columns[i].FillDown {
		text = clean(r.above[i])
	}
	if !isPlain(text) {
		r.checkLetters(i, text)
	}
	return text
}

// isPlain reports whether a text has nothing but ASCII.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// checkLetters notes a cell whose letters were damaged before the file came, and
// which --fix-mojibake, if it was given, could not put right.
func (r *Row) checkLetters(i int, text string) {
	if sheet.Damaged(text) {
		line, column := r.Place(i)
		r.rows.evidence.damage(line, column, text)
	}
}

// Place returns the physical line and the column, both from 1, of a cell.
func (r *Row) Place(i int) (line, column int) {
	if i < 0 || r.rows.result.Layout.at[i] < 0 {
		return r.Line, 0
	}
	place := r.rows.result.Layout.at[i]
	if place >= len(r.cells.Cells) {
		return r.Line, place + 1
	}
	return r.cells.Line(place), place + 1
}

// Refuse refuses the row because of a column; -1 stands for the row as a whole.
func (r *Row) Refuse(i int, code string, text, hint message.Text) {
	r.RefuseBetween(i, code, text, hint, nil)
}

// RefuseBetween is Refuse for a row that may mean one of several records.
func (r *Row) RefuseBetween(i int, code string, text, hint message.Text, choices []Choice) {
	line, column := r.Place(i)
	r.rows.Refuse(r.Number, Problem{Line: line, Column: column, Code: code, Text: text, Hint: hint, Choices: choices})
}

// RefuseFault refuses the row because of a column, for the reason of a fault.
func (r *Row) RefuseFault(i int, code string, err error) {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		r.Refuse(i, code, f.Message, f.Hint)
		return
	}
	r.Refuse(i, code, message.New("%s", err.Error()), message.Text{})
}

// Padded notes codes of the row whose lost zeros were put back.
func (r *Row) Padded(n int) { r.rows.result.Padded += n }

// Refused reports whether the row is refused.
func (r *Row) Refused() bool { return len(r.rows.refused[r.Number]) > 0 }

// Warn notes something to look at in a column.
func (r *Row) Warn(i int, code string, text message.Text) {
	line, column := r.Place(i)
	r.rows.Warn(Problem{Line: line, Column: column, Code: code, Text: text})
}

// clean removes blanks around a text, makes those inside single, and gives the
// typographic apostrophes and the blanks that do not break their plain form.
func clean(s string) string {
	plain := true
	for i := range len(s) {
		c := s[i]
		if c >= 0x80 || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = apostrophes(s)
	return strings.Join(strings.Fields(s), " ")
}

func apostrophes(s string) string {
	if !strings.ContainsAny(s, "’‘´`ʼ\u200b\ufeff") {
		return s
	}
	return strings.NewReplacer("’", "'", "‘", "'", "´", "'", "`", "'", "ʼ", "'", "\u200b", "", "\ufeff", "").Replace(s)
}

// isEmpty reports whether a text is one of those that people write for nothing.
func isEmpty(s string) bool {
	switch strings.ToLower(s) {
	case "", "-", "--", "mai", "never", "n.d.", "nd", "n/d", "null", "none", "nan", "non indicato", "da_indicare":
		return true
	}
	return false
}
