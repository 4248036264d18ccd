package registro

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/message"
)

// refuse refuses a row that was read before.
func (c *comparison) refuse(row, line, column int, code string, text, hint message.Text) {
	c.rows.Refuse(row, batch.Problem{Line: line, Column: c.rows.Column(column), Code: code, Text: text, Hint: hint})
}

func present() message.Text { return message.New("the register has this comune already") }

func withoutCreate() message.Text {
	return message.New("without --mode create the comune is brought up to date")
}

// tellAge says which codes were repaired, by what the file is older than the register, and what stays for
// that.
func (c *comparison) tellAge() {
	if n := c.padded; n > 0 {
		c.rows.Note(message.Count(n, "the zeros in front of %d code were put back", "the zeros in front of %d codes were put back", n))
	}
	if n := len(c.former); n > 0 {
		f := c.former[0]
		c.rows.Note(message.Count(n,
			"%d code is a former one of its comune (%s of %s, now %s): the file is older than that and does not change it back",
			"%d codes are former ones of their comuni (such as %s of %s, now %s): the file is older than that and does not change them back",
			n, f.before, f.comune.Denominazione, f.then))
	}
	if n := len(c.recoded); n > 0 {
		f := c.recoded[0]
		c.rows.Note(message.Count(n, "%d comune has had another code since (%s of %s is now %s)",
			"%d comuni have had another code since (such as %s of %s, now %s)", n, f.before, f.comune.Denominazione, f.then))
	}
	if n := len(c.ended); n > 0 {
		s := c.ended[0]
		c.rows.Note(message.Count(n, "%d comune of the file has ended since (%s on %s)",
			"%d comuni of the file have ended since (such as %s on %s)", n, s.Denominazione, s.Al))
	}
	if n := len(c.kept); n > 0 {
		c.rows.Note(message.Count(n, "%d comune differs from what is known of %s and stays as it is: %s",
			"%d comuni differ from what is known of %s and stay as they are: %s", n, c.newest, named(c.kept)))
	}
}

// namesShown is how many names a note has.
const namesShown = 5

func named(names []string) string {
	if len(names) <= namesShown {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:namesShown], ", ") + ", …"
}

// tellMissing says which comuni of the day a whole list lacks: one that has most
// of them. It ends none: a list does not say when and into what.
func (l *listLoader) tellMissing() {
	var missing []string
	present := 0
	for belfiore, s := range l.comuni {
		switch {
		case l.placeOn(s) < 0:
		case l.seen[belfiore] != 0:
			present++
		default:
			missing = append(missing, s.Denominazione)
		}
	}
	if len(missing) == 0 || len(missing) > present || l.older() {
		return
	}
	slices.Sort(missing)
	l.rows.Retire(len(missing), 0)
	l.rows.Note(message.Count(len(missing), "%d comune of the register is not in the list, and stays: %s",
		"%d comuni of the register are not in the list, and stay: %s", len(missing), named(missing)))
}

// putBack notes a code whose zeros in front were put back.
func (c *comparison) putBack(row *batch.Row) {
	row.Padded(1)
	c.padded++
}
