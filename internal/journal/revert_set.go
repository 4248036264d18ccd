package journal

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
)

// deleteSet takes back a long range of inserted rows with one statement, after
// it gathered the rows that stay: the same as revertRows.
func (u *undo) deleteSet(ctx context.Context, e entry) error {
	if err := u.forget(ctx); err != nil {
		return err
	}
	for _, gather := range []func(context.Context, entry) error{u.gatherChanged, u.gatherParts, u.gatherUsed, u.gatherMissing, u.orphan} {
		if err := gather(ctx, e); err != nil {
			return err
		}
	}
	gone, err := u.tx.Exec(ctx, "DELETE FROM "+quote(e.table)+" WHERE id BETWEEN ? AND ? AND id NOT IN (SELECT id FROM "+keptRows+")",
		e.firstID, e.lastID)
	if err != nil {
		return err
	}
	u.undone += gone
	n, err := u.list(ctx, e.table)
	if err != nil {
		return err
	}
	return u.mark(ctx, e, n)
}

// gather adds the rows whose id a query returns to those that stay, each with
// the first reason found for it, and returns how many are new.
func (u *undo) gather(ctx context.Context, rows string, reason Reason, args ...any) (int64, error) {
	return u.tx.Exec(ctx, "INSERT INTO "+keptRows+" (id, motivo) SELECT DISTINCT id, '"+string(reason)+"' FROM ("+rows+
		") WHERE true ON CONFLICT DO NOTHING", args...)
}

// gatherChanged finds the rows that a later operation changed.
func (u *undo) gatherChanged(ctx context.Context, e entry) error {
	if !u.overtaken {
		return nil
	}
	_, err := u.gather(ctx, `
		SELECT m.da_id AS id FROM modifica m JOIN operazione o ON o.id = m.operazione_id
		WHERE m.tabella = ?1 AND m.da_id BETWEEN ?2 AND ?3 AND m.azione <> 'inserita'
			AND m.operazione_id > ?4 AND m.annullata_da IS NULL AND o.annulla IS NULL`,
		ChangedSince, e.table, e.firstID, e.lastID, u.op.ID)
	if err != nil {
		return err
	}
	_, err = u.gather(ctx, `
		SELECT t.id FROM modifica m JOIN operazione o ON o.id = m.operazione_id
			JOIN `+quote(e.table)+` t ON t.id BETWEEN max(m.da_id, ?2) AND min(m.a_id, ?3)
		WHERE m.tabella = ?1 AND m.da_id <= ?3 AND m.a_id >= ?2 AND m.azione = 'inserita'
			AND m.operazione_id > ?4 AND m.annullata_da IS NULL AND o.annulla IS NULL`,
		ChangedSince, e.table, e.firstID, e.lastID, u.op.ID)
	return err
}

// gatherParts finds the parts of rows that stay.
func (u *undo) gatherParts(ctx context.Context, e entry) error {
	owner, isPart := u.owners[e.table]
	if !isPart {
		return nil
	}
	for of := range u.spared {
		if of.table != owner {
			continue
		}
		_, err := u.gather(ctx, "SELECT id FROM "+quote(e.table)+" WHERE "+quote(owner+"_id")+" = ? AND id BETWEEN ? AND ?",
			PartOfKept, of.id, e.firstID, e.lastID)
		if err != nil {
			return err
		}
	}
	return nil
}

// gatherUsed finds the rows that other rows refer to. A row of the range that
// goes itself holds no other; one that stays does, and so on.
func (u *undo) gatherUsed(ctx context.Context, e entry) error {
	for again := true; again; {
		again = false
		for _, r := range u.references[e.table] {
			stays := ""
			if r.table == e.table {
				stays = " AND (r.id NOT BETWEEN ?1 AND ?2 OR r.id IN (SELECT id FROM " + keptRows + "))"
			}
			n, err := u.gather(ctx, "SELECT r."+quote(r.column)+" AS id FROM "+quote(r.table)+" r WHERE r."+quote(r.column)+
				" BETWEEN ?1 AND ?2"+stays, StillUsed, e.firstID, e.lastID)
			if err != nil {
				return err
			}
			again = again || r.table == e.table && n > 0
		}
	}
	return nil
}

// gatherMissing finds the rows that are gone although the ledger does not know
// why.
func (u *undo) gatherMissing(ctx context.Context, e entry) error {
	table := quote(e.table)
	n, _, err := db.First(ctx, u.tx, db.Value[int64], "SELECT count(*) FROM "+table+" WHERE id BETWEEN ? AND ?", e.firstID, e.lastID)
	if err != nil || n == e.lastID-e.firstID+1 {
		return err
	}
	_, err = u.gather(ctx, `WITH RECURSIVE every(id) AS (SELECT ?1 UNION ALL SELECT id + 1 FROM every WHERE id < ?2)
		SELECT id FROM every WHERE NOT EXISTS (SELECT 1 FROM `+table+` t WHERE t.id = every.id)`,
		ChangedSince, e.firstID, e.lastID)
	return err
}

// orphan notes the owners of the parts that go.
func (u *undo) orphan(ctx context.Context, e entry) error {
	owner, isPart := u.owners[e.table]
	if !isPart {
		return nil
	}
	return db.Each(ctx, u.tx, func(scan db.Scan) error {
		of := row{table: owner}
		err := scan(&of.id)
		u.orphaned[of] = true
		return err
	}, "SELECT DISTINCT "+quote(owner+"_id")+" FROM "+quote(e.table)+
		" WHERE id BETWEEN ? AND ? AND id NOT IN (SELECT id FROM "+keptRows+")", e.firstID, e.lastID)
}

// restoreSet gives many updated rows, each of them changed once, their former
// values with one statement: the same as revertRows where no rule of the schema
// stands against it. The entries follow each other in the operation.
func (u *undo) restoreSet(ctx context.Context, group []entry) error {
	s := set{group[0].table, []any{u.op.ID, group[len(group)-1].place, group[0].place, group[0].table}}
	if err := u.forget(ctx); err != nil {
		return err
	}
	if u.overtaken {
		_, err := u.gather(ctx, `SELECT g.da_id AS id FROM modifica g WHERE `+inSet+` AND `+changedLater("?4", "g.da_id", "?1"),
			ChangedSince, s.args...)
		if err != nil {
			return err
		}
	}
	columns, err := db.Collect(ctx, u.tx, db.Value[string],
		`SELECT DISTINCT c.key FROM modifica g, json_each(g.prima) c WHERE `+inSet+` ORDER BY c.key`, s.args...)
	if err != nil {
		return err
	}
	// Somebody may have changed the rows behind the ledger's back.
	_, err = u.gather(ctx, `SELECT g.da_id AS id FROM modifica g WHERE `+inSet+` AND NOT EXISTS (`+s.unchanged(columns)+`)`,
		ChangedSince, s.args...)
	if err != nil {
		return err
	}
	if _, err := u.tx.Exec(ctx, s.restoring(columns), s.args...); err != nil {
		return err
	}
	n, err := u.tx.Exec(ctx, `UPDATE modifica AS g SET annullata_da = `+nextOperation+`
		WHERE `+inSet+` AND g.da_id NOT IN (SELECT id FROM `+keptRows+`)`, s.args...)
	if err != nil {
		return err
	}
	u.undone += n
	_, err = u.list(ctx, s.table)
	return err
}

// set is a stretch of an operation's updates of one table: args are the
// parameters of inSet.
type set struct {
	table string
	args  []any
}

// inSet holds for the changes g of a set.
const inSet = `g.operazione_id = ?1 AND g.ordine BETWEEN ?2 AND ?3 AND g.tabella = ?4
	AND g.azione = 'aggiornata' AND g.annullata_da IS NULL`

// unchanged returns the query that finds the row of a change g while it has the
// values that the change gave it.
func (s set) unchanged(columns []string) string {
	query := "SELECT 1 FROM " + quote(s.table) + " t WHERE t.id = g.da_id"
	for _, c := range columns {
		query += " AND (json_type(g.dopo, " + member(c) + ") IS NULL OR t." + quote(c) + " IS json_extract(g.dopo, " + member(c) + "))"
	}
	return query
}

// restoring returns the statement that gives the rows their former values.
func (s set) restoring(columns []string) string {
	values := make([]string, len(columns))
	for i, c := range columns {
		values[i] = quote(c) + " = CASE WHEN json_type(g.prima, " + member(c) + ") IS NULL THEN t." + quote(c) +
			" ELSE json_extract(g.prima, " + member(c) + ") END"
	}
	return "UPDATE " + quote(s.table) + " AS t SET " + strings.Join(values, ", ") + " FROM modifica g WHERE " + inSet +
		" AND t.id = g.da_id AND t.id NOT IN (SELECT id FROM " + keptRows + ")"
}

// member returns, as a literal of SQL, the path of a column in an image.
func member(column string) string { return `'$."` + strings.ReplaceAll(column, "'", "''") + `"'` }
