package cli

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
)

// departure is a list that is about to leave the program.
type departure struct {
	// persons is how many of its rows name somebody, 0 for a list without
	// names.
	persons int
	// leave writes it.
	leave func() error
}

// viewNamed is View for a command that may show names: fn reads, and what it
// returns leaves only once the ledger says so.
func (e *Env) viewNamed(cmd *cobra.Command, fn func(ctx context.Context, tx *db.Tx) (departure, error)) error {
	var d departure
	err := e.View(cmd, func(ctx context.Context, tx *db.Tx) (err error) {
		d, err = fn(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	if err := e.recordNamed(cmd, d.persons, e.flags.out); err != nil {
		return err
	}
	return d.leave()
}

// recordNamed writes in the ledger that a list with that many rows of persons
// is about to leave for a file, or for the standard output where destination
// is empty. A list without any row of a person is not recorded. It opens the
// database, so it is called outside View and Update.
func (e *Env) recordNamed(cmd *cobra.Command, rows int, destination string) error {
	if rows == 0 {
		return nil
	}
	return e.recordExports(cmd, []journal.Export{{Destination: destination, Rows: int64(rows)}})
}

// recordExports writes in the ledger that lists with names leave, all of them
// in one transaction. The demonstration keeps nothing, and names nobody.
func (e *Env) recordExports(cmd *cobra.Command, exports []journal.Export) error {
	if e.flags.demo {
		return nil
	}
	d, err := e.open(cmd.Context(), db.ReadWrite)
	if err != nil {
		return err
	}
	op := e.operation(cmd)
	err = d.Update(cmd.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		for _, x := range exports {
			x.At, x.By, x.Command, x.Parameters = op.At, op.By, op.Command, op.Parameters
			x.Destination = destinationOf(x.Destination)
			if err := journal.RecordExport(ctx, tx, x); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, d.Close())
}

// destinationOf says where a list goes, in words that stay true when somebody
// works in another folder.
func destinationOf(path string) string {
	if path == "" {
		return "stdout"
	}
	if absolute, err := filepath.Abs(path); err == nil {
		return absolute
	}
	return path
}
