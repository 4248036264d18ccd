package journal

import (
	"context"
	"errors"
	"math"

	"github.com/dtctl/dtctl/internal/db"
)

// undo is the state of one undo.
type undo struct {
	tx     *db.Tx
	op     Operation
	limits limits
	// owners says in which table the rows of a table have their owner, and
	// owning which tables own rows of others.
	owners map[string]string
	owning map[string]bool
	// references are the columns that refer to a table.
	references map[string][]reference
	// overtaken says that there are later operations that may have changed the
	// same rows.
	overtaken bool
	// spared are the rows whose parts stay, because they stay themselves.
	spared map[row]bool
	// orphaned are the owners of the parts that were taken out, keptOwners
	// those that stay.
	orphaned, keptOwners map[row]bool
	left                 Remainder
	// undone counts the rows that were put back, and blockedAt is that count
	// when the first row was kept because something depends on it, else -1.
	undone, blockedAt int64
}

// revertAll takes the changes of an operation back. A row that is part of
// another, such as a region of the scope of a programme, stays when the other
// does: half a record would mean something else.
func revertAll(ctx context.Context, tx *db.Tx, op Operation, l limits) (u *undo, err error) {
	first := undo{tx: tx, op: op, limits: l, spared: map[row]bool{}, owning: map[string]bool{}}
	if first.owners, err = ownersOf(ctx, tx); err != nil {
		return nil, err
	}
	for _, owner := range first.owners {
		first.owning[owner] = true
	}
	if first.references, err = referencesOf(ctx, tx); err != nil {
		return nil, err
	}
	if first.overtaken, err = isAny(ctx, tx, `SELECT 1 FROM operazione WHERE id > ? AND annulla IS NULL`, op.ID); err != nil {
		return nil, err
	}
	if err := first.prepare(ctx); err != nil {
		return nil, err
	}
	for {
		u := first
		u.orphaned = map[row]bool{}
		err := tx.Try(ctx, func() error { return u.run(ctx) })
		switch {
		case errors.Is(err, errHalved):
			continue
		case err != nil:
			return nil, err
		}
		return &u, u.release(ctx)
	}
}

// run takes the changes back from the last to the first, and those that others
// depended on once more, until nothing else comes free.
func (u *undo) run(ctx context.Context) error {
	revert := func() error { return u.pass(ctx) }
	for {
		u.left, u.keptOwners, u.blockedAt = Remainder{}, map[row]bool{}, -1
		var err error
		if u.op.Counts.Inserted > u.limits.images {
			err = u.tx.WithoutImages(revert)
		} else {
			err = revert()
		}
		switch {
		case err != nil:
			return err
		case u.blockedAt < 0 || u.blockedAt == u.undone:
			return u.checkParts()
		}
	}
}

// errHalved says that a row stayed while parts of it were taken out.
var errHalved = errors.New("a row stays without its parts")

// checkParts adds to spared the rows that stayed while parts of them were
// taken out, and returns errHalved when there are any.
func (u *undo) checkParts() error {
	halved := false
	for r := range u.keptOwners {
		if u.orphaned[r] && !u.spared[r] {
			u.spared[r] = true
			halved = true
		}
	}
	if halved {
		return errHalved
	}
	return nil
}

// pass goes through the changes that stand, from the last to the first.
func (u *undo) pass(ctx context.Context) error {
	place, id := int64(math.MaxInt64), int64(math.MaxInt64)
	for {
		page, err := db.Collect(ctx, u.tx, readEntry, `
			SELECT id, ordine, tabella, azione, da_id, a_id, coalesce(prima, ''), coalesce(dopo, '') FROM modifica
			WHERE operazione_id = ?1 AND annullata_da IS NULL AND ordine <= ?2 AND (ordine < ?2 OR id < ?3)
			ORDER BY ordine DESC, id DESC LIMIT ?4`, u.op.ID, place, id, u.limits.page)
		if err != nil || len(page) == 0 {
			return err
		}
		last := page[len(page)-1]
		place, id = last.place, last.id
		for len(page) > 0 {
			n := 1
			for n < len(page) && page[n].table == page[0].table && page[n].action == page[0].action {
				n++
			}
			if err := u.revertGroup(ctx, page[:n]); err != nil {
				return err
			}
			page = page[n:]
		}
	}
}

// entry is a change whose values are not decoded: of many the engine reads
// them.
type entry struct {
	id, place       int64
	table, action   string
	firstID, lastID int64
	before, after   string
}

func readEntry(scan db.Scan) (e entry, err error) {
	err = scan(&e.id, &e.place, &e.table, &e.action, &e.firstID, &e.lastID, &e.before, &e.after)
	return e, err
}

// revertGroup takes back changes of one table and one action that follow each
// other.
func (u *undo) revertGroup(ctx context.Context, group []entry) error {
	if group[0].action == updated && len(group) >= u.limits.set && !repeats(group) {
		err := u.tx.Try(ctx, func() error { return u.restoreSet(ctx, group) })
		if !db.IsConstraint(err) {
			return err
		}
		// A value is used elsewhere now: one by one the others can be restored.
	}
	for _, e := range group {
		revert := u.revertRows
		if e.action == inserted && e.lastID-e.firstID+1 >= int64(u.limits.set) {
			revert = u.deleteSet
		}
		if err := revert(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// repeats reports whether a row was changed more than once.
func repeats(group []entry) bool {
	seen := make(map[int64]bool, len(group))
	for _, e := range group {
		if seen[e.firstID] {
			return true
		}
		seen[e.firstID] = true
	}
	return false
}

// keep notes a row that stays as it is.
func (u *undo) keep(k Kept) {
	u.left.Count++
	if u.left.Count <= u.limits.listed {
		u.left.Rows = append(u.left.Rows, k)
	}
	if u.owning[k.Table] {
		u.keptOwners[row{k.Table, k.ID}] = true
	}
	if k.Reason == StillUsed && u.blockedAt < 0 {
		u.blockedAt = u.undone
	}
}
