package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/sheet"
)

// Run brings a file into the database within the given transaction, and keeps
// a record of it with the rows that were refused. The transaction must record
// an operation: its number is that of the import.
//
// Run returns a fault of kind Failed when the file cannot be read, leaves open
// how its values are to be read, or has refused rows although all were wanted;
// then the result still lists the problems.
func Run(ctx context.Context, tx *db.Tx, n Noun, f sheet.File, o Options) (result *Result, err error) {
	result = &Result{File: f}
	rows, err := open(ctx, n, f, o, result)
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, rows.source.Close()) }()
	loader, err := n.Open(ctx, tx, Setup{Options: o, Layout: result.Layout})
	if err != nil {
		return result, err
	}
	err = loader.Load(ctx, tx, rows)
	rows.gather()
	if err != nil {
		return result, err
	}
	if err := errors.Join(rows.evidence.check(o), result.verify()); err != nil {
		return result, err
	}
	if o.Strict && result.Rejected > 0 {
		return result, fault.New(fault.Failed, "%d of %d rows cannot be taken: nothing has been changed", result.Rejected, result.Rows).
			WithHint("mend the file, or leave --strict out to take the other rows")
	}
	if err := result.keepRejects(ctx, rows); err != nil {
		return result, err
	}
	settled, err := settledRejects(ctx, tx, n, result)
	if err != nil {
		return result, err
	}
	if result.Settled = len(settled); result.Settled > 0 {
		result.Notes = append(result.Notes, message.Count(result.Settled,
			"%d row that an earlier import had rejected is no longer open there",
			"%d rows that earlier imports had rejected are no longer open there", result.Settled))
	}
	if !result.Changed() {
		return result, nil
	}
	if result.Number, err = journal.Next(ctx, tx); err != nil {
		return result, err
	}
	return result, errors.Join(save(ctx, tx, n, o, result), closeRejects(ctx, tx, settled, result.Number))
}

// open finds the header of a file and stands before its first row of data.
func open(ctx context.Context, n Noun, f sheet.File, o Options, result *Result) (*Rows, error) {
	source, err := f.Rows(ctx)
	if err != nil {
		return nil, err
	}
	result.Layout, err = header(source, n, o)
	if err == nil {
		err = result.Layout.check(n, o)
	}
	if err != nil {
		return nil, errors.Join(err, source.Close())
	}
	return &Rows{noun: n, options: o, source: source, result: result, refused: map[int][]Problem{}}, nil
}

// header reads a file up to its header: the row among the first ones of which
// at least two titles are known, or all where there are fewer.
func header(source source, n Noun, o Options) (Layout, error) {
	for seen := 0; seen < headerRows; {
		row, err := source.Next()
		if errors.Is(err, io.EOF) && seen == 0 {
			return Layout{}, noRows(o)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Layout{}, err
		}
		if isRemark(row.Cells) {
			continue
		}
		seen++
		l, known, err := layoutOf(n, o, row.Cells)
		if err != nil {
			return l, err
		}
		if known >= 2 || known == 1 && (titles(row.Cells) == 1 || len(o.Fixed) > 0) {
			l.Line = row.Number
			return l, nil
		}
	}
	return Layout{}, noHeader(n)
}

func titles(cells []string) int {
	n := 0
	for _, c := range cells {
		if titleForm(c) != "" {
			n++
		}
	}
	return n
}

// gather moves the problems of the refused rows to the result, in the order of
// the file.
func (r *Rows) gather() {
	for _, problems := range r.refused {
		r.result.Problems = append(r.result.Problems, problems...)
	}
	r.result.Rejected = len(r.refused)
	if file, ok := r.source.(*sheet.Rows); ok {
		r.result.Repaired = file.Repaired
	}
	for _, list := range [][]Problem{r.result.Problems, r.result.Warnings} {
		slices.SortStableFunc(list, func(a, b Problem) int {
			return cmp.Or(a.Line-b.Line, a.Column-b.Column, cmp.Compare(a.Code, b.Code))
		})
	}
}

// verify returns an error when a row is lost between the counts: that would be
// a mistake of the program.
func (r *Result) verify() error {
	if sum := r.New + r.Updated + r.Unchanged + r.Rejected; sum != r.Rows {
		return fmt.Errorf("%d rows were read and %d are accounted for", r.Rows, sum)
	}
	return nil
}

// keepRejects reads the file again for the cells of the refused rows.
func (r *Result) keepRejects(ctx context.Context, rows *Rows) (err error) {
	if len(rows.refused) == 0 {
		return nil
	}
	source, err := r.File.Rows(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	number := 0
	var above []string
	for len(r.Rejects) < len(rows.refused) {
		row, err := source.Next()
		if err != nil {
			return err
		}
		if row.Number <= r.Layout.Line || !isData(r.Layout.Own(row.Cells)) {
			continue
		}
		if rows.options.FillDown {
			above = fillDown(rows.noun, r.Layout, above, row.Cells)
		}
		number++
		if problems := rows.refused[number]; len(problems) > 0 {
			r.Rejects = append(r.Rejects, Reject{Line: row.Number, Cells: r.kept(row.Cells, above), Problems: problems})
		}
	}
	return nil
}

// kept copies the cells of a refused row, which are good only until the next
// row is read, with the values of its block where above has any.
func (r *Result) kept(cells, above []string) []string {
	list := cloned(cells)
	for i, value := range above {
		place := r.Layout.at[i]
		if value == "" || place < 0 || clean(r.Layout.cell(list, i)) != "" {
			continue
		}
		for len(list) <= place {
			list = append(list, "")
		}
		list[place] = value
	}
	return r.Layout.Own(list)
}

// cloned copies cells that are good only until the next row is read.
func cloned(cells []string) []string {
	list := make([]string, len(cells))
	for i, c := range cells {
		list[i] = string([]byte(c))
	}
	return list
}
