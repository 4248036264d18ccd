package journal

import (
	"context"
	"time"

	"github.com/dtctl/dtctl/internal/db"
)

// Export is one list with names that left the database.
type Export struct {
	// At is the instant, in UTC to the second.
	At time.Time
	// By is the operator, as the operating system names it.
	By string
	// Command and Parameters are as in Operation.
	Command, Parameters string
	// Destination is the path of the file, or stdout.
	Destination string
	// Rows is how many rows of persons the list has.
	Rows int64
}

// RecordExport writes in the ledger that a list with names leaves.
func RecordExport(ctx context.Context, tx *db.Tx, e Export) error {
	_, err := tx.Insert(ctx, `INSERT INTO esportazione (quando, chi, comando, parametri, destinazione, righe)
		VALUES (?, ?, ?, ?, ?, ?)`, e.At.UTC().Format(time.RFC3339), e.By, e.Command, e.Parameters, e.Destination, e.Rows)
	return err
}

// Exports returns the lists with names that left, latest first, limit of them
// at most; a limit of zero means all.
func Exports(ctx context.Context, tx *db.Tx, limit int) ([]Export, error) {
	if limit == 0 {
		limit = -1
	}
	return db.Collect(ctx, tx, func(scan db.Scan) (e Export, err error) {
		var at string
		if err := scan(&at, &e.By, &e.Command, &e.Parameters, &e.Destination, &e.Rows); err != nil {
			return e, err
		}
		e.At, err = time.Parse(time.RFC3339, at)
		return e, err
	}, `SELECT quando, chi, comando, parametri, destinazione, righe FROM esportazione ORDER BY id DESC LIMIT ?`, limit)
}
