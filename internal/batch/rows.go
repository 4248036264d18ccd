package batch

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/sheet"
)

// Rows are the rows of data of a file, one after the other.
type Rows struct {
	noun     Noun
	options  Options
	source   source
	result   *Result
	row      Row
	number   int
	above    []string
	evidence evidence
	// refused has the problems of the refused rows by number.
	refused map[int][]Problem
}

// source yields the rows that are brought in: those of a file, or those of an
// import that were refused.
type source interface {
	Next() (sheet.Row, error)
	Close() error
}

// maxRefused is how many refused rows there may be: beyond it the file is not
// what it is taken for.
const maxRefused = 100_000

// progressLines is how many lines are read between two words of progress.
const progressLines = 2048

// Next returns the next row of data, nil after the last. The row is good until
// the following call.
func (r *Rows) Next() (*Row, error) {
	for {
		cells, err := r.source.Next()
		if errors.Is(err, io.EOF) {
			if r.options.Progress != nil {
				r.options.Progress(r.result.File.Lines)
			}
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if !isData(r.result.Layout.Own(cells.Cells)) {
			r.result.Blank++
			continue
		}
		r.number++
		r.result.Rows++
		if r.options.Progress != nil && r.number%progressLines == 0 {
			r.options.Progress(cells.Number)
		}
		r.row = Row{Number: r.number, Line: cells.Number, rows: r, cells: cells}
		r.row.decided = r.options.Decisions[cells.Number]
		if r.options.FillDown {
			r.above = fillDown(r.noun, r.result.Layout, r.above, cells.Cells)
			r.row.above = r.above
		}
		r.result.trace(cells.Cells)
		return &r.row, r.checkRefused()
	}
}

func (r *Rows) checkRefused() error {
	if len(r.refused) <= maxRefused {
		return nil
	}
	return fault.New(fault.Failed, "more than %d rows cannot be taken: the file is not what it seems", maxRefused).
		WithHint("see how it is read with: dtctl import inspect FILE")
}

// isData reports whether a row is one of data: it is neither empty nor a total,
// and not a remark, such as those of a template, that begins with "# " and
// fills one cell only.
func isData(cells []string) bool {
	return !isBlank(cells) && !isRemark(cells) && !isTotal(cells)
}

func isBlank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

func isRemark(cells []string) bool {
	return len(cells) > 0 && strings.HasPrefix(cells[0], remark) && isBlank(cells[1:])
}

// remark begins a row that says something to people.
const remark = "# "

// fillDown returns the values that a row gives to the rows of its block, by
// column of the noun, where above are those of the row above it.
func fillDown(n Noun, l Layout, above, cells []string) []string {
	if above == nil {
		above = make([]string, len(n.Columns))
	}
	// A block begins where any of the columns has a value.
	begins := false
	for i, c := range n.Columns {
		begins = begins || c.FillDown && l.cell(cells, i) != ""
	}
	for i, c := range n.Columns {
		if c.FillDown && begins {
			above[i] = strings.Clone(l.cell(cells, i))
		}
	}
	return above
}

// Count notes what became of n rows.
func (r *Rows) Count(o Outcome, n int) {
	switch o {
	case New:
		r.result.New += n
	case Updated:
		r.result.Updated += n
	case Unchanged:
		r.result.Unchanged += n
	case Outside:
		r.result.Rows -= n
		r.result.Blank += n
	}
}

// Persons notes how many persons the rows named for the first time, and how
// many were known.
func (r *Rows) Persons(created, known int) {
	r.result.PersonsNew += created
	r.result.PersonsKnown += known
}

// Retire notes how many records of the scope of the file it lacks, and how
// many of them were retired.
func (r *Rows) Retire(missing, retired int) {
	r.result.Missing += missing
	r.result.Retired += retired
}

// Touch notes that the file changed something that no count tells.
func (r *Rows) Touch() { r.result.touched = true }

// Note adds a sentence about the whole file.
func (r *Rows) Note(t message.Text) { r.result.Notes = append(r.result.Notes, t) }

// Refuse refuses a row that was read before, by its number.
func (r *Rows) Refuse(row int, p Problem) {
	p.row = row
	r.refused[row] = append(r.refused[row], p)
}

// Refused returns how many rows are refused so far.
func (r *Rows) Refused() int { return len(r.refused) }

// Warn adds something to look at about a row that was read before.
func (r *Rows) Warn(p Problem) {
	if len(r.result.Warnings) == maxWarnings {
		r.result.MoreWarnings++
		return
	}
	r.result.Warnings = append(r.result.Warnings, p)
}

// maxWarnings is how many warnings are kept one by one.
const maxWarnings = 10_000

// Column returns the place, from 1, of the noun's column with that index in the
// file, 0 when the file lacks it.
func (r *Rows) Column(i int) int { return r.result.Layout.at[i] + 1 }

// Each brings in the rows one at a time: do brings in one and says what became
// of it. A fault of do refuses the row, whose changes are taken back.
func (r *Rows) Each(ctx context.Context, tx *db.Tx, do func(row *Row) (Outcome, error)) error {
	for {
		row, err := r.Next()
		if err != nil || row == nil {
			return err
		}
		var outcome Outcome
		err = tx.Try(ctx, func() error {
			var err error
			if outcome, err = do(row); err == nil && row.Refused() {
				err = errRefused
			}
			return err
		})
		f, isFault := errors.AsType[*fault.Fault](err)
		switch {
		case err == nil:
			r.Count(outcome, 1)
		case errors.Is(err, errRefused):
		case isFault && (f.Kind == fault.Failed || f.Kind == fault.Usage) && ctx.Err() == nil:
			row.Refuse(-1, "regola", f.Message, f.Hint)
		default:
			return err
		}
	}
}

// errRefused takes back what a refused row changed.
var errRefused = errors.New("the row is refused")
