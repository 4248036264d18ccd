package journal

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
)

// revertRows takes back a change row by row.
func (u *undo) revertRows(ctx context.Context, e entry) error {
	before, err := decode(e.before)
	if err != nil {
		return err
	}
	after, err := decode(e.after)
	if err != nil {
		return err
	}
	var kept []any
	for id := e.lastID; id >= e.firstID; id-- {
		reason, err := u.revertRow(ctx, e, id, before, after)
		if err != nil {
			return err
		}
		if reason == "" {
			u.undone++
			continue
		}
		kept = append(kept, id)
		u.keep(Kept{Table: e.table, ID: id, Reason: reason})
	}
	if n := len(kept); 0 < n && int64(n) <= e.lastID-e.firstID {
		if err := u.forget(ctx); err != nil {
			return err
		}
		_, err := u.tx.Exec(ctx, "INSERT INTO "+keptRows+" (id, motivo) VALUES (?, '')"+strings.Repeat(", (?, '')", n-1), kept...)
		if err != nil {
			return err
		}
	}
	return u.mark(ctx, e, int64(len(kept)))
}

// revertRow takes back the change of one row; where that cannot be it returns
// the reason.
func (u *undo) revertRow(ctx context.Context, e entry, id int64, before, after Image) (Reason, error) {
	changed, err := u.changedSince(ctx, e.table, id)
	if err != nil {
		return "", err
	}
	if changed {
		return ChangedSince, nil
	}
	var of row
	owner, isPart := u.owners[e.table]
	if isPart = isPart && e.action == inserted; isPart {
		if of, err = ownerOf(ctx, u.tx, e.table, owner, id); err != nil {
			return "", err
		}
		if u.spared[of] {
			return PartOfKept, nil
		}
	}
	query, args := inverse(e, id, before, after)
	n, err := u.tx.Exec(ctx, query, args...)
	switch {
	case db.IsConstraint(err):
		return StillUsed, nil
	case err != nil:
		return "", err
	case n == 0:
		// Somebody changed the row behind the ledger's back.
		return ChangedSince, nil
	case isPart:
		u.orphaned[of] = true
	}
	return "", nil
}

// changedSince reports whether a later operation that still stands changed the
// row.
func (u *undo) changedSince(ctx context.Context, table string, id int64) (bool, error) {
	if !u.overtaken {
		return false, nil
	}
	return isAny(ctx, u.tx, `SELECT 1 WHERE `+changedLater("?1", "?2", "?3"), table, id, u.op.ID)
}

// inverse returns the statement that takes back a change of one row.
func inverse(e entry, id int64, before, after Image) (query string, args []any) {
	table := quote(e.table)
	switch e.action {
	case inserted:
		return "DELETE FROM " + table + " WHERE id = ?", []any{id}
	case deleted:
		columns := make([]string, len(before))
		for i, f := range before {
			columns[i] = quote(f.Column)
			args = append(args, f.Value)
		}
		return "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (?" +
			strings.Repeat(", ?", len(columns)-1) + ")", args
	}
	set := make([]string, len(before))
	for i, f := range before {
		set[i] = quote(f.Column) + " = ?"
		args = append(args, f.Value)
	}
	where := "id = ?"
	args = append(args, id)
	for _, f := range after {
		where += " AND " + quote(f.Column) + " IS ?"
		args = append(args, f.Value)
	}
	return "UPDATE " + table + " SET " + strings.Join(set, ", ") + " WHERE " + where, args
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
