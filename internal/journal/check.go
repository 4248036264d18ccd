package journal

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// Mismatch is a row that is not as the ledger says: somebody changed it with
// another program.
type Mismatch struct {
	Operation int64
	Table     string
	ID        int64
}

// expected is what the ledger says of one row: gone, or there with some known
// values.
type expected struct {
	row
	operation int64
	gone      bool
	values    Image
}

type row struct {
	table string
	id    int64
}

// Check compares the ledger with the rows and returns those that differ, in
// the order of the ledger.
func Check(ctx context.Context, tx *db.Tx) ([]Mismatch, error) {
	var ranges []standing
	rows := map[row]*expected{}
	var order []*expected
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		s, err := readStanding(scan)
		if err != nil {
			return err
		}
		if s.Action == inserted {
			ranges = append(ranges, s)
		}
		for id := s.FirstID; id <= s.LastID; id++ {
			key := row{s.Table, id}
			e := rows[key]
			if e == nil && s.Action != inserted {
				e = &expected{row: key}
				rows[key] = e
				order = append(order, e)
			}
			if e != nil {
				e.apply(s)
			}
		}
		return nil
	}, `SELECT m.operazione_id, m.tabella, m.azione, m.da_id, m.a_id, coalesce(m.dopo, '')
		FROM modifica m JOIN operazione o ON o.id = m.operazione_id
		WHERE m.annullata_da IS NULL AND o.annulla IS NULL ORDER BY m.operazione_id, m.ordine, m.da_id`)
	if err != nil {
		return nil, err
	}
	var found []Mismatch
	for _, r := range ranges {
		missing, err := missingOf(ctx, tx, r, rows)
		if err != nil {
			return nil, err
		}
		found = append(found, missing...)
	}
	for _, e := range order {
		ok, err := e.holds(ctx, tx)
		if err != nil {
			return nil, err
		}
		if !ok {
			found = append(found, Mismatch{Operation: e.operation, Table: e.table, ID: e.id})
		}
	}
	return found, nil
}

// standing is a change that no undo took back.
type standing struct {
	Operation int64
	Change
}

func readStanding(scan db.Scan) (standing, error) {
	var s standing
	var after string
	err := scan(&s.Operation, &s.Table, &s.Action, &s.FirstID, &s.LastID, &after)
	if err != nil {
		return s, err
	}
	s.After, err = decode(after)
	return s, err
}

func (e *expected) apply(s standing) {
	e.operation = s.Operation
	e.gone = s.Action == deleted
	if s.Action != updated {
		e.values = nil
		return
	}
	for _, f := range s.After {
		e.values.set(f)
	}
}

func (e *expected) holds(ctx context.Context, tx *db.Tx) (bool, error) {
	where, args := "id = ?", []any{e.id}
	for _, f := range e.values {
		where += " AND " + quote(f.Column) + " IS ?"
		args = append(args, f.Value)
	}
	n, _, err := db.First(ctx, tx, db.Value[int64],
		"SELECT count(*) FROM "+quote(e.table)+" WHERE "+where, args...)
	return (n == 0) == e.gone, err
}

// missingOf returns the rows of an inserted range that are not there although
// nothing in the ledger deleted or changed them.
func missingOf(ctx context.Context, tx *db.Tx, r standing, touched map[row]*expected) ([]Mismatch, error) {
	n, _, err := db.First(ctx, tx, db.Value[int64],
		"SELECT count(*) FROM "+quote(r.Table)+" WHERE id BETWEEN ? AND ?", r.FirstID, r.LastID)
	if err != nil || n == r.LastID-r.FirstID+1 {
		return nil, err
	}
	var missing []Mismatch
	next := r.FirstID
	gone := func(before int64) {
		for ; next < before; next++ {
			if touched[row{r.Table, next}] == nil {
				missing = append(missing, Mismatch{Operation: r.Operation, Table: r.Table, ID: next})
			}
		}
		next++
	}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		err := scan(&id)
		gone(id)
		return err
	}, "SELECT id FROM "+quote(r.Table)+" WHERE id BETWEEN ? AND ? ORDER BY id", r.FirstID, r.LastID)
	gone(r.LastID + 1)
	return missing, err
}
