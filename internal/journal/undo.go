package journal

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// Reason says why a row was kept by an undo.
type Reason string

// The reasons to keep a row as it is.
const (
	// ChangedSince means that a later operation changed the row.
	ChangedSince Reason = "modificata_dopo"
	// StillUsed means that putting the row back would break a rule: other rows
	// refer to it, or its former values are now used elsewhere.
	StillUsed Reason = "in_uso"
	// PartOfKept means that the row is part of another that stays.
	PartOfKept Reason = "parte_di_altra"
)

// Kept is a row that an undo left as it is.
type Kept struct {
	Table  string
	ID     int64
	Reason Reason
}

// Latest returns the operation that a bare undo takes back: the latest that is
// neither an undo nor undone. It returns a fault of kind Failed when there is
// none.
func Latest(ctx context.Context, tx *db.Tx) (Operation, error) {
	op, found, err := db.First(ctx, tx, readOperation, selectOperations+`
		WHERE o.annulla IS NULL AND NOT EXISTS (
			SELECT 1 FROM operazione u WHERE u.annulla = o.id
			AND NOT EXISTS (SELECT 1 FROM operazione r WHERE r.annulla = u.id))
		ORDER BY o.id DESC LIMIT 1`)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is nothing to undo").
			WithHint("see what was done with: dtctl history list")
	}
	return op, err
}

// Find returns the operation with the given number, or a fault of kind Failed.
func Find(ctx context.Context, tx *db.Tx, id int64) (Operation, error) {
	op, found, err := db.First(ctx, tx, readOperation, selectOperations+` WHERE o.id = ?`, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no operation %s", strconv.FormatInt(id, 10)).
			WithHint("see the numbers with: dtctl history list")
	}
	return op, err
}

// Undo puts back every row that the operation changed as it was before, and
// returns the rows that it kept because a later operation changed them or
// something depends on them. The transaction must record its own operation,
// with Undoes set to op's number. What an earlier undo of op kept is tried
// again.
//
// Undoing an undo does the operation again, all of it or nothing. Undo returns
// a fault of kind Failed when op is already undone, when every row is kept, or
// when op cannot be done again.
func Undo(ctx context.Context, tx *db.Tx, op Operation) ([]Kept, error) {
	changes, err := standingOf(ctx, tx, op)
	if err != nil {
		return nil, err
	}
	u, err := revertAll(ctx, tx, op, changes)
	if err != nil {
		return nil, err
	}
	id := strconv.FormatInt(op.ID, 10)
	switch {
	case op.Undoes != 0 && len(u.kept) > 0:
		return nil, fault.New(fault.Failed, "operation %s cannot be done again: its rows changed since",
			strconv.FormatInt(op.Undoes, 10)).WithHint("repeat the command itself")
	case op.Undoes != 0:
		return nil, u.unmark(ctx)
	case len(u.undone) == 0:
		return nil, fault.New(fault.Failed, "operation %s cannot be undone: what it changed was changed since, or others depend on it", id).
			WithHint("undo the later operations first; dtctl history list shows them")
	}
	return u.kept, u.mark(ctx)
}

// standingOf returns the changes of an operation that no undo took back, or a
// fault of kind Failed when there are none.
func standingOf(ctx context.Context, tx *db.Tx, op Operation) ([]Change, error) {
	if op.Undoes != 0 {
		undo, err := Find(ctx, tx, op.Undoes)
		if err != nil {
			return nil, err
		}
		if undo.Undoes != 0 {
			first := strconv.FormatInt(undo.Undoes, 10)
			return nil, fault.New(fault.Failed, "operation %s did operation %s again", strconv.FormatInt(op.ID, 10), first).
				WithHint("to take it back: dtctl undo %s", first)
		}
	}
	all, err := Changes(ctx, tx, op.ID)
	if err != nil {
		return nil, err
	}
	standing := slices.DeleteFunc(all, Change.IsUndone)
	if len(standing) == 0 {
		by := strconv.FormatInt(op.UndoneBy, 10)
		return nil, fault.New(fault.Failed, "operation %s is already undone by operation %s",
			strconv.FormatInt(op.ID, 10), by).WithHint("to do it again: dtctl undo %s", by)
	}
	return standing, nil
}

// undo is the state of one undo.
type undo struct {
	tx *db.Tx
	op Operation
	// owners says in which table the rows of a table have their owner.
	owners map[string]string
	// spared are the rows whose parts stay, because they stay themselves.
	spared map[row]bool
	kept   []Kept
	undone []span
	// orphaned are the owners of the parts that were taken out.
	orphaned map[row]bool
}

// span is the part of a change that was put back.
type span struct {
	change   int64
	from, to int64
}

// revertAll takes the changes back from the last to the first. A row that is
// part of another, such as a region of the scope of a programme, stays when
// the other does: half a record would mean something else.
func revertAll(ctx context.Context, tx *db.Tx, op Operation, changes []Change) (*undo, error) {
	owners, err := ownersOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	spared := map[row]bool{}
	for {
		u := &undo{tx: tx, op: op, owners: owners, spared: spared, orphaned: map[row]bool{}}
		err := tx.Try(ctx, func() error {
			for i := len(changes) - 1; i >= 0; i-- {
				if err := u.revert(ctx, changes[i]); err != nil {
					return err
				}
			}
			return u.checkParts(spared)
		})
		if !errors.Is(err, errHalved) {
			return u, err
		}
	}
}

// errHalved says that a row stayed while parts of it were taken out.
var errHalved = errors.New("a row stays without its parts")

// checkParts adds to spared the rows that stayed while parts of them were
// taken out, and returns errHalved when there are any.
func (u *undo) checkParts(spared map[row]bool) error {
	halved := false
	for _, k := range u.kept {
		if r := (row{k.Table, k.ID}); u.orphaned[r] && !spared[r] {
			spared[r] = true
			halved = true
		}
	}
	if halved {
		return errHalved
	}
	return nil
}

func (u *undo) revert(ctx context.Context, c Change) error {
	for id := c.LastID; id >= c.FirstID; id-- {
		reason, err := u.revertRow(ctx, c, id)
		if err != nil {
			return err
		}
		if reason != "" {
			u.kept = append(u.kept, Kept{Table: c.Table, ID: id, Reason: reason})
			continue
		}
		u.add(c.id, id)
	}
	return nil
}

// add notes that a row was put back; rows come in falling order.
func (u *undo) add(change, id int64) {
	if n := len(u.undone); n > 0 && u.undone[n-1].change == change && u.undone[n-1].from == id+1 {
		u.undone[n-1].from = id
		return
	}
	u.undone = append(u.undone, span{change: change, from: id, to: id})
}

func (u *undo) revertRow(ctx context.Context, c Change, id int64) (Reason, error) {
	changed, err := changedSince(ctx, u.tx, u.op.ID, c.Table, id)
	if err != nil {
		return "", err
	}
	if changed {
		return ChangedSince, nil
	}
	if owner, isPart := u.owners[c.Table]; isPart && c.Action == inserted {
		of, err := ownerOf(ctx, u.tx, c.Table, owner, id)
		if err != nil {
			return "", err
		}
		if u.spared[of] {
			return PartOfKept, nil
		}
		u.orphaned[of] = true
	}
	query, args := inverse(c, id)
	n, err := u.tx.Exec(ctx, query, args...)
	switch {
	case db.IsConstraint(err):
		return StillUsed, nil
	case err != nil:
		return "", err
	case n == 0:
		// Somebody changed the row behind the ledger's back.
		return ChangedSince, nil
	}
	return "", nil
}

// inverse returns the statement that takes back a change of one row.
func inverse(c Change, id int64) (query string, args []any) {
	table := quote(c.Table)
	switch c.Action {
	case inserted:
		return "DELETE FROM " + table + " WHERE id = ?", []any{id}
	case deleted:
		columns := make([]string, len(c.Before))
		for i, f := range c.Before {
			columns[i] = quote(f.Column)
			args = append(args, f.Value)
		}
		return "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (?" +
			strings.Repeat(", ?", len(columns)-1) + ")", args
	}
	set := make([]string, len(c.Before))
	for i, f := range c.Before {
		set[i] = quote(f.Column) + " = ?"
		args = append(args, f.Value)
	}
	where := "id = ?"
	args = append(args, id)
	for _, f := range c.After {
		where += " AND " + quote(f.Column) + " IS ?"
		args = append(args, f.Value)
	}
	return "UPDATE " + table + " SET " + strings.Join(set, ", ") + " WHERE " + where, args
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
