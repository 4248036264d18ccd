package journal

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// changedSince reports whether a later operation that still stands changed the
// row. Changes of an undo never stand by themselves: each is paired with the
// change it took back, or with the undo that took it back.
func changedSince(ctx context.Context, tx *db.Tx, operation int64, table string, id int64) (bool, error) {
	n, _, err := db.First(ctx, tx, db.Value[int64], `
		SELECT EXISTS (
			SELECT 1 FROM modifica m JOIN operazione o ON o.id = m.operazione_id
			WHERE m.tabella = ?1 AND m.da_id = ?2 AND m.azione <> 'inserita'
				AND m.operazione_id > ?3 AND m.annullata_da IS NULL AND o.annulla IS NULL
		) OR EXISTS (
			SELECT 1 FROM modifica m JOIN operazione o ON o.id = m.operazione_id
			WHERE m.tabella = ?1 AND m.da_id <= ?2 AND m.a_id >= ?2 AND m.azione = 'inserita'
				AND m.operazione_id > ?3 AND m.annullata_da IS NULL AND o.annulla IS NULL
		)`, table, id, operation)
	return n != 0, err
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

// nextOperation stands for the number of the running operation: the ledger
// gives it only when the transaction ends.
const nextOperation = `(SELECT max(id) + 1 FROM operazione)`

// mark notes which changes were taken back, splitting a range of inserted rows
// where some were kept. The spans of one range come in falling order, so the
// part below a span is still to be looked at and stays with the range itself.
func (u *undo) mark(ctx context.Context) error {
	for _, s := range u.undone {
		for _, query := range []string{
			`INSERT INTO modifica (operazione_id, tabella, azione, da_id, a_id)
			SELECT operazione_id, tabella, azione, ?3 + 1, a_id FROM modifica WHERE id = ?1 AND a_id > ?3 AND da_id <= ?2`,
			`INSERT INTO modifica (operazione_id, tabella, azione, da_id, a_id, annullata_da)
			SELECT operazione_id, tabella, azione, ?2, ?3, ` + nextOperation + ` FROM modifica WHERE id = ?1 AND da_id < ?2`,
			`UPDATE modifica SET a_id = CASE da_id WHEN ?2 THEN ?3 ELSE ?2 - 1 END,
				annullata_da = CASE da_id WHEN ?2 THEN ` + nextOperation + ` END
			WHERE id = ?1`,
		} {
			if _, err := u.tx.Exec(ctx, query, s.change, s.from, s.to); err != nil {
				return err
			}
		}
	}
	return nil
}

// unmark makes the changes that op had taken back stand again.
func (u *undo) unmark(ctx context.Context) error {
	_, err := u.tx.Exec(ctx, `UPDATE modifica SET annullata_da = NULL WHERE annullata_da = ?`, u.op.ID)
	if err != nil {
		return err
	}
	_, err = u.tx.Exec(ctx, `UPDATE modifica SET annullata_da = `+nextOperation+` WHERE operazione_id = ?`, u.op.ID)
	return err
}
