package journal

import (
	"context"
	"strconv"

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

// Remainder is what an undo left as it was.
type Remainder struct {
	// Rows are the first thousand of the rows.
	Rows []Kept
	// Count says how many rows there are.
	Count int64
}

// Latest returns the operation that a bare undo takes back: the latest that
// changed something, or decided about rows of an import, and is neither an undo
// nor undone. It returns a fault of kind Failed when there is none.
func Latest(ctx context.Context, tx *db.Tx) (Operation, error) {
	op, found, err := db.First(ctx, tx, readOperation, selectOperations+`
		WHERE o.annulla IS NULL AND (o.inserite + o.aggiornate + o.eliminate > 0
			OR EXISTS (SELECT 1 FROM importazione_scarto s WHERE s.risolto_da = o.id)
			OR EXISTS (SELECT 1 FROM importazione_scarto s WHERE s.importazione_id = o.id)) AND NOT EXISTS (
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

// limits say from when on an undo works on many rows with one statement.
type limits struct {
	// set is how many rows of one table are put back together.
	set int
	// page is how many changes are read at a time.
	page int
	// images is how many rows an operation inserted when their values are not
	// worth keeping.
	images int64
	// listed is how many rows that were kept are named.
	listed int64
}

func standardLimits() limits { return limits{set: 200, page: 5000, images: 10_000, listed: 1000} }

// Undo puts back every row that the operation changed as it was before, and
// returns the rows that it kept because a later operation changed them or
// something depends on them. The transaction must record its own operation,
// with Undoes set to op's number. What an earlier undo of op kept is tried
// again.
//
// Undoing an undo does the operation again, all of it or nothing; where the
// operation inserted more than 10,000 rows their values are not kept, and it
// cannot be done again. Undo returns a fault of kind Failed when op changed
// nothing or is already undone, when every row is kept, or when op cannot be
// done again.
func Undo(ctx context.Context, tx *db.Tx, op Operation) (Remainder, error) {
	return undoWithin(ctx, tx, op, standardLimits())
}

func undoWithin(ctx context.Context, tx *db.Tx, op Operation, l limits) (Remainder, error) {
	if err := checkUndoable(ctx, tx, op); err != nil {
		return Remainder{}, err
	}
	u, err := revertAll(ctx, tx, op, l)
	if err != nil {
		return Remainder{}, err
	}
	switch {
	case op.Undoes != 0 && u.left.Count > 0:
		return Remainder{}, fault.New(fault.Failed, "operation %s cannot be done again: its rows changed since",
			strconv.FormatInt(op.Undoes, 10)).WithHint("repeat the command itself")
	case op.Undoes != 0:
		return Remainder{}, unmark(ctx, tx, op)
	case u.undone == 0:
		return Remainder{}, fault.New(fault.Failed, "operation %s cannot be undone: what it changed was changed since, or others depend on it",
			strconv.FormatInt(op.ID, 10)).
			WithHint("undo the later operations first; dtctl history list shows them")
	}
	return u.left, nil
}

// checkUndoable returns a fault of kind Failed when nothing of the operation
// stands, or when it cannot be done again.
func checkUndoable(ctx context.Context, tx *db.Tx, op Operation) error {
	id := strconv.FormatInt(op.ID, 10)
	if op.Undoes != 0 {
		if err := checkRepeatable(ctx, tx, op); err != nil {
			return err
		}
	}
	stands, err := isAny(ctx, tx, `SELECT 1 FROM modifica WHERE operazione_id = ? AND annullata_da IS NULL`, op.ID)
	switch {
	case err != nil || stands:
		return err
	case op.Counts.IsZero():
		return fault.New(fault.Failed, "operation %s changed nothing: there is nothing to undo", id).
			WithHint("see what was done with: dtctl history list")
	}
	by := strconv.FormatInt(op.UndoneBy, 10)
	return fault.New(fault.Failed, "operation %s is already undone by operation %s", id, by).
		WithHint("to do it again: dtctl undo %s", by)
}

// checkRepeatable returns a fault of kind Failed when an undo cannot be undone.
func checkRepeatable(ctx context.Context, tx *db.Tx, op Operation) error {
	undo, err := Find(ctx, tx, op.Undoes)
	if err != nil {
		return err
	}
	if undo.Undoes != 0 {
		first := strconv.FormatInt(undo.Undoes, 10)
		return fault.New(fault.Failed, "operation %s did operation %s again", strconv.FormatInt(op.ID, 10), first).
			WithHint("to take it back: dtctl undo %s", first)
	}
	bare, err := isAny(ctx, tx, `SELECT 1 FROM modifica WHERE operazione_id = ? AND azione = 'eliminata' AND prima IS NULL`, op.ID)
	if bare {
		return fault.New(fault.Failed, "operation %s cannot be done again: it had too many rows for their values to be kept",
			strconv.FormatInt(op.Undoes, 10)).
			WithHint("repeat the command itself; after an import, import the file again")
	}
	return err
}
