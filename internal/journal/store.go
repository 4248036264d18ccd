package journal

import (
	"context"
	"time"

	"github.com/dtctl/dtctl/internal/db"
)

// The words of the column modifica.azione.
const (
	inserted = "inserita"
	updated  = "aggiornata"
	deleted  = "eliminata"
)

func actionWord(a db.Action) string {
	switch a {
	case db.Updated:
		return updated
	case db.Deleted:
		return deleted
	}
	return inserted
}

func insertOperation(ctx context.Context, tx *db.Tx, op Operation) (int64, error) {
	return tx.Insert(ctx, `
		INSERT INTO operazione (quando, chi, comando, parametri, inserite, aggiornate, eliminate, annulla)
		VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, 0))`,
		op.At.UTC().Format(time.RFC3339), op.By, op.Command, op.Parameters,
		op.Counts.Inserted, op.Counts.Updated, op.Counts.Deleted, op.Undoes)
}

// changesPerInsert bounds the changes that wait to be written.
const changesPerInsert = 1000

// insertChanges writes the changes of an operation, some at a time.
func insertChanges(ctx context.Context, tx *db.Tx, operation int64, changes *db.Changes) error {
	rows := make([][]any, 0, changesPerInsert)
	write := func() error {
		err := tx.InsertRows(ctx, "modifica",
			[]string{"operazione_id", "ordine", "tabella", "azione", "da_id", "a_id", "prima", "dopo"}, rows)
		rows = rows[:0]
		return err
	}
	place := int64(0)
	for c, err := range changes.All() {
		if err != nil {
			return err
		}
		before, err := encode(c.Columns, c.Before)
		if err != nil {
			return err
		}
		after, err := encode(c.Columns, c.After)
		if err != nil {
			return err
		}
		place++
		rows = append(rows, []any{operation, place, c.Table, actionWord(c.Action), c.FirstID, c.LastID, before, after})
		if len(rows) < changesPerInsert {
			continue
		}
		if err := write(); err != nil {
			return err
		}
	}
	return write()
}

const selectOperations = `
	SELECT o.id, o.quando, o.chi, o.comando, o.parametri, o.inserite, o.aggiornate, o.eliminate,
		coalesce(o.annulla, 0), coalesce((SELECT max(u.id) FROM operazione u WHERE u.annulla = o.id
			AND NOT EXISTS (SELECT 1 FROM operazione r WHERE r.annulla = u.id)), 0)
	FROM operazione o`

func readOperation(scan db.Scan) (Operation, error) {
	var op Operation
	var at string
	err := scan(&op.ID, &at, &op.By, &op.Command, &op.Parameters,
		&op.Counts.Inserted, &op.Counts.Updated, &op.Counts.Deleted, &op.Undoes, &op.UndoneBy)
	if err != nil {
		return op, err
	}
	op.At, err = time.Parse(time.RFC3339, at)
	return op, err
}

// List returns the operations of the ledger, latest first, limit of them at
// most; a limit of zero means all.
func List(ctx context.Context, tx *db.Tx, limit int) ([]Operation, error) {
	if limit == 0 {
		limit = -1
	}
	return db.Collect(ctx, tx, readOperation, selectOperations+` ORDER BY o.id DESC LIMIT ?`, limit)
}

// Change is one entry of an operation: a changed row, or a range of rows
// inserted or deleted together.
type Change struct {
	id, operation, place int64
	Table                string
	Action               string
	FirstID, LastID      int64
	// Before and After hold the values by column; see db.Change.
	Before, After Image
	undoneBy      int64
}

// IsInsertion reports whether the change inserted rows.
func (c Change) IsInsertion() bool { return c.Action == inserted }

// IsUndone reports whether a later operation took this change back.
func (c Change) IsUndone() bool { return c.undoneBy != 0 }

const selectChanges = `
	SELECT id, operazione_id, ordine, tabella, azione, da_id, a_id, coalesce(prima, ''), coalesce(dopo, ''),
		coalesce(annullata_da, 0)
	FROM modifica`

func readChange(scan db.Scan) (Change, error) {
	var c Change
	var before, after string
	err := scan(&c.id, &c.operation, &c.place, &c.Table, &c.Action, &c.FirstID, &c.LastID, &before, &after, &c.undoneBy)
	if err != nil {
		return c, err
	}
	if c.Before, err = decode(before); err != nil {
		return c, err
	}
	c.After, err = decode(after)
	return c, err
}

// Changes returns what an operation changed, in the order in which it did:
// limit entries at most, and how many there are. A limit of zero means all.
func Changes(ctx context.Context, tx *db.Tx, operation int64, limit int) (changes []Change, all int, err error) {
	if limit == 0 {
		limit = -1
	}
	changes, err = db.Collect(ctx, tx, readChange, selectChanges+`
		WHERE operazione_id = ? ORDER BY ordine, da_id LIMIT ?`, operation, limit)
	if err != nil {
		return nil, 0, err
	}
	all, _, err = db.First(ctx, tx, db.Value[int], `SELECT count(*) FROM modifica WHERE operazione_id = ?`, operation)
	return changes, all, err
}
