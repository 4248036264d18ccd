package journal

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// isAny reports whether a query finds something.
func isAny(ctx context.Context, tx *db.Tx, query string, args ...any) (bool, error) {
	n, _, err := db.First(ctx, tx, db.Value[int64], "SELECT EXISTS ("+query+")", args...)
	return n != 0, err
}

// changedLater returns the condition that an operation after the given one,
// which still stands, changed a row. All three are expressions. Changes of an
// undo never stand by themselves: each is paired with the change it took back,
// or with the undo that took it back.
func changedLater(table, id, operation string) string {
	const stands = ` AND m.annullata_da IS NULL AND o.annulla IS NULL)`
	return `(EXISTS (
			SELECT 1 FROM modifica m JOIN operazione o ON o.id = m.operazione_id
			WHERE m.tabella = ` + table + ` AND m.da_id = ` + id + ` AND m.azione <> 'inserita'
				AND m.operazione_id > ` + operation + stands + ` OR EXISTS (
			SELECT 1 FROM modifica m JOIN operazione o ON o.id = m.operazione_id
			WHERE m.tabella = ` + table + ` AND m.da_id <= ` + id + ` AND m.a_id >= ` + id + ` AND m.azione = 'inserita'
				AND m.operazione_id > ` + operation + stands + `)`
}

// ownersOf returns the tables whose rows are parts of a row of another table,
// with that table. By convention such a table is called after its owner,
// ente_nome after ente, and refers to it by ente_id.
func ownersOf(ctx context.Context, tx *db.Tx) (map[string]string, error) {
	owners := map[string]string{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var part, owner string
		err := scan(&part, &owner)
		owners[part] = owner
		return err
	}, `SELECT p.name, o.name FROM sqlite_schema p
		JOIN sqlite_schema o ON o.type = 'table' AND substr(p.name, 1, length(o.name) + 1) = o.name || '_'
		JOIN pragma_table_info(p.name) c ON c.name = o.name || '_id'
		WHERE p.type = 'table' ORDER BY p.name`)
	return owners, err
}

// ownerOf returns the row of which another is a part; the zero row when the
// part is not there.
func ownerOf(ctx context.Context, tx *db.Tx, part, owner string, id int64) (row, error) {
	of, found, err := db.First(ctx, tx, db.Value[int64],
		"SELECT "+quote(owner+"_id")+" FROM "+quote(part)+" WHERE id = ?", id)
	if err != nil || !found {
		return row{}, err
	}
	return row{owner, of}, nil
}

// reference is a column that refers to the id of another table.
type reference struct{ table, column string }

// referencesOf returns the columns that refer to each table.
func referencesOf(ctx context.Context, tx *db.Tx) (map[string][]reference, error) {
	references := map[string][]reference{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var r reference
		var to string
		err := scan(&r.table, &r.column, &to)
		references[to] = append(references[to], r)
		return err
	}, `SELECT t.name, k."from", k."table" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k
		WHERE t.type = 'table' ORDER BY t.name, k.id`)
	return references, err
}

// keptRows is the table of the rows of the present change that stay, with the
// reasons.
const keptRows = "temp.trattenuta"

func (u *undo) prepare(ctx context.Context) error {
	_, err := u.tx.Exec(ctx, "CREATE TABLE "+keptRows+" (id INTEGER PRIMARY KEY, motivo TEXT NOT NULL)")
	return err
}

func (u *undo) release(ctx context.Context) error {
	_, err := u.tx.Exec(ctx, "DROP TABLE "+keptRows)
	return err
}

func (u *undo) forget(ctx context.Context) error {
	_, err := u.tx.Exec(ctx, "DELETE FROM "+keptRows)
	return err
}

// list notes the rows that stay and returns how many they are.
func (u *undo) list(ctx context.Context, table string) (n int64, err error) {
	err = db.Each(ctx, u.tx, func(scan db.Scan) error {
		k := Kept{Table: table}
		err := scan(&k.ID, &k.Reason)
		u.keep(k)
		n++
		return err
	}, "SELECT id, motivo FROM "+keptRows+" ORDER BY id DESC")
	return n, err
}

// nextOperation stands for the number of the running operation: the ledger
// gives it only when the transaction ends.
const nextOperation = `(SELECT max(id) + 1 FROM operazione)`

// mark notes that a change was taken back but for kept rows. A range of which
// some rows stay is split: those that went between the ones that stay.
func (u *undo) mark(ctx context.Context, e entry, kept int64) error {
	size := e.lastID - e.firstID + 1
	switch kept {
	case 0:
		_, err := u.tx.Exec(ctx, `UPDATE modifica SET annullata_da = `+nextOperation+` WHERE id = ?`, e.id)
		return err
	case size:
		return nil
	}
	_, err := u.tx.Exec(ctx, `
		INSERT INTO modifica (operazione_id, ordine, tabella, azione, da_id, a_id)
		SELECT ?, ?, ?, ?, min(id), max(id) FROM
			(SELECT id, id - row_number() OVER (ORDER BY id) AS isola FROM `+keptRows+`) GROUP BY isola`,
		u.op.ID, e.place, e.table, e.action)
	if err != nil {
		return err
	}
	_, err = u.tx.Exec(ctx, `
		INSERT INTO modifica (operazione_id, ordine, tabella, azione, da_id, a_id, annullata_da)
		SELECT ?, ?, ?, ?, prima + 1, id - 1, `+nextOperation+` FROM
			(SELECT id, lag(id, 1, ? - 1) OVER (ORDER BY id) AS prima
			FROM (SELECT id FROM `+keptRows+` UNION ALL SELECT ? + 1))
		WHERE id > prima + 1`,
		u.op.ID, e.place, e.table, e.action, e.firstID, e.lastID)
	if err != nil {
		return err
	}
	_, err = u.tx.Exec(ctx, `DELETE FROM modifica WHERE id = ?`, e.id)
	return err
}

// unmark makes the changes that an undo had taken back stand again.
func unmark(ctx context.Context, tx *db.Tx, op Operation) error {
	_, err := tx.Exec(ctx, `UPDATE modifica SET annullata_da = NULL WHERE annullata_da = ?`, op.ID)
	return err
}
