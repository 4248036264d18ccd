// Package journal keeps the ledger: what each operation changed, row by row,
// so that the history can be read and an operation taken back.
//
// No noun writes in the ledger. Every transaction that changes the database
// hands its changes to a Recorder just before it is committed.
package journal

import (
	"context"
	"time"

	"github.com/dtctl/dtctl/internal/db"
)

// Tables are the tables of the ledger itself, whose changes are not recorded.
func Tables() []string { return []string{"operazione", "modifica", "esportazione"} }

// Operation is one command that changed the database.
type Operation struct {
	// ID is the number that history and undo use.
	ID int64
	// At is the instant of the operation, in UTC to the second.
	At time.Time
	// By is the operator, as the operating system names it.
	By string
	// Command is the command without its arguments, such as "nomina end".
	Command string
	// Parameters are those of the command that hold nothing personal, such as
	// "--role rtd".
	Parameters string
	// Counts says how many rows changed.
	Counts Counts
	// Keep records the operation even when no row changed, as an import does
	// whose rows were all rejected.
	Keep bool
	// Undoes is the operation that this one takes back, zero for none.
	Undoes int64
	// UndoneBy is the operation that took this one back, zero for none. It is
	// read, never recorded.
	UndoneBy int64
}

// Counts says how many rows an operation inserted, updated and deleted. A row
// that is changed twice counts twice.
type Counts struct {
	Inserted, Updated, Deleted int64
}

// IsZero reports whether nothing changed.
func (c Counts) IsZero() bool { return c == Counts{} }

// Recorder returns the function that db.Update calls to write op and its
// changes in the ledger. After a successful update op holds its number and its
// counts; both stay zero when nothing changed, and then nothing is recorded
// unless op says to keep it.
func Recorder(op *Operation) func(ctx context.Context, tx *db.Tx, changes *db.Changes) error {
	return func(ctx context.Context, tx *db.Tx, changes *db.Changes) error {
		op.Counts = Counts{
			Inserted: changes.Count(db.Inserted), Updated: changes.Count(db.Updated), Deleted: changes.Count(db.Deleted),
		}
		if op.Counts.IsZero() && !op.Keep {
			return nil
		}
		id, err := insertOperation(ctx, tx, *op)
		if err != nil {
			return err
		}
		op.ID = id
		return insertChanges(ctx, tx, id, changes)
	}
}

// Next returns the number that the running operation will have in the ledger.
// It holds within the transaction that asks, because no other writer can enter.
func Next(ctx context.Context, tx *db.Tx) (int64, error) {
	id, _, err := db.First(ctx, tx, db.Value[int64], `SELECT coalesce(max(id), 0) + 1 FROM operazione`)
	return id, err
}
