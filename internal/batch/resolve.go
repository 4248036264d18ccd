package batch

import (
	"context"
	"errors"
	"io"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// Pending is an import some of whose rows may still be open.
type Pending struct {
	Importazione
	noun    Noun
	layout  Layout
	options Options
}

// FindPending returns the import with that number, for bringing in its open
// rows on the given day. The noun is that of the import among the given ones.
// It returns a fault of kind Failed where there is no such import, or where it
// was taken back.
func FindPending(ctx context.Context, tx *db.Tx, id int64, nouns []Noun, today periodo.Data) (*Pending, error) {
	i, err := Find(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if i.AnnullataDa != 0 {
		return nil, fault.New(fault.Failed, "import %s was taken back by operation %s", strconv.FormatInt(id, 10),
			strconv.FormatInt(i.AnnullataDa, 10)).WithHint("import the file again")
	}
	p := &Pending{Importazione: i}
	for _, n := range nouns {
		if n.Object() == i.Oggetto {
			p.noun = n
		}
	}
	if p.noun.Name == "" {
		return nil, fault.New(fault.Failed, "this version does not know files of %s", i.Oggetto).
			WithHint("import the file again")
	}
	if p.options, err = i.options(); err != nil {
		return nil, err
	}
	p.options.Today = today
	p.layout, _, err = layoutOf(p.noun, p.options, i.titoli)
	return p, err
}

// Reads reports whether the files of the noun may have a column with that key.
func (p *Pending) Reads(key string) bool { return p.noun.index(key) >= 0 }

// Keys returns the keys of the columns that the files of the noun may have.
func (p *Pending) Keys() []string { return p.noun.keys() }

// Text returns what a row says in the column with that key, empty where it says
// nothing.
func (p *Pending) Text(s Scarto, key string) string {
	i := p.noun.index(key)
	if i < 0 {
		return ""
	}
	return clean(p.layout.cell(s.Celle, i))
}

// Alike returns the open rows, other than the given one, that say the same in
// the column with that key, but for case, accents and punctuation.
func (p *Pending) Alike(ctx context.Context, tx *db.Tx, s Scarto, key string) ([]Scarto, error) {
	open, err := p.Open(ctx, tx)
	var alike []Scarto
	for _, other := range open {
		if other.id != s.id && nome.Norm(p.Text(other, key)) == nome.Norm(p.Text(s, key)) {
			alike = append(alike, other)
		}
	}
	return alike, err
}

// Drop resolves a row by leaving it out.
func (p *Pending) Drop(ctx context.Context, tx *db.Tx, s Scarto) error {
	operation, err := journal.Next(ctx, tx)
	if err != nil {
		return err
	}
	return closeRejects(ctx, tx, []int64{s.id}, operation)
}

// Retry brings in rows of the import that were refused, with what somebody
// decided of them by the line where each begins, as the import would have. The
// rows that go in are resolved by the running operation; the result has the
// problems of those that are refused again, which stay open for the new reason.
// It returns a fault of kind Usage for a decision about a column that the noun
// lacks.
func (p *Pending) Retry(ctx context.Context, tx *db.Tx, list []Scarto, decisions map[int]Decision) (*Result, error) {
	o := p.options
	o.Decisions, o.Retry = decisions, true
	result := &Result{File: p.Formato}
	var err error
	if result.Layout, err = p.layoutWith(decisions); err != nil {
		return result, err
	}
	rows := &Rows{noun: p.noun, options: o, source: &shelf{rows: list}, result: result, refused: map[int][]Problem{}}
	loader, err := p.noun.Open(ctx, tx, Setup{Options: o, Layout: result.Layout})
	if err != nil {
		return result, err
	}
	if err := loader.Load(ctx, tx, rows); err != nil {
		return result, err
	}
	rows.gather()
	// Of what the rows were read with the whole file has decided.
	if err := errors.Join((&evidence{damaged: rows.evidence.damaged, firstDamaged: rows.evidence.firstDamaged}).check(o), result.verify()); err != nil {
		return result, err
	}
	if result.Number, err = journal.Next(ctx, tx); err != nil {
		return result, err
	}
	return result, p.settle(ctx, tx, list, rows)
}

// settle notes what became of the rows. Each was a row of data, so that the
// number of a row is its place in the list.
func (p *Pending) settle(ctx context.Context, tx *db.Tx, list []Scarto, rows *Rows) error {
	var taken []int64
	for i, s := range list {
		problems := rows.refused[i+1]
		if len(problems) == 0 {
			taken = append(taken, s.id)
			continue
		}
		why, err := stored(problems)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE importazione_scarto SET problemi = ? WHERE id = ?`, why, s.id); err != nil {
			return err
		}
	}
	return closeRejects(ctx, tx, taken, rows.result.Number)
}

// layoutWith returns the layout of the file with a column for each value that
// somebody decided and the file has no column for.
func (p *Pending) layoutWith(decisions map[int]Decision) (Layout, error) {
	l := p.layout
	l.at = append([]int{}, l.at...)
	for _, d := range decisions {
		for key := range d.Values {
			if err := p.noun.checkKey(key); err != nil {
				return l, err
			}
			if i := p.noun.index(key); l.at[i] < 0 {
				l.at[i] = len(l.Titles)
				l.Titles = append(l.Titles[:len(l.Titles):len(l.Titles)], key)
				l.Keys = append(l.Keys[:len(l.Keys):len(l.Keys)], key)
			}
		}
	}
	return l, nil
}

// shelf is a source of rows that were refused.
type shelf struct {
	rows []Scarto
	next int
}

func (s *shelf) Next() (sheet.Row, error) {
	if s.next == len(s.rows) {
		return sheet.Row{}, io.EOF
	}
	row := s.rows[s.next]
	s.next++
	return sheet.Row{Number: row.Riga, Cells: row.Celle}, nil
}

func (s *shelf) Close() error { return nil }
