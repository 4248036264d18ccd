package db

import (
	"context"
	"errors"
	"os"
	"strconv"
	"time"
)

// Backup writes a consistent copy of the database to path, private to its
// owner, also while somebody else writes. A file already there is not touched:
// Backup returns a fault of kind Failed.
func (d *DB) Backup(ctx context.Context, path string) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return alreadyThere(path)
	}
	if err := refuseLeftovers(path); err != nil {
		return err
	}
	draft, err := newDraft(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeDraft(draft)) }()
	if err := d.vacuumInto(ctx, draft); err != nil {
		return d.named(explain(err))
	}
	if err := syncFile(draft); err != nil {
		return err
	}
	return publish(draft, path)
}

func (d *DB) vacuumInto(ctx context.Context, path string) error {
	var queryOnly int
	if err := d.conn.QueryRowContext(ctx, "PRAGMA query_only").Scan(&queryOnly); err != nil {
		return err
	}
	// The engine takes the copy for a change of the database itself.
	if _, err := d.conn.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
		return err
	}
	_, err := d.conn.ExecContext(ctx, "VACUUM INTO ?", fileURI(path))
	_, restored := d.conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA query_only = "+strconv.Itoa(queryOnly))
	return errors.Join(err, restored)
}

// Restore replaces the whole content of the database with that of the copy at
// path, in one step that other readers and writers wait for. The caller has
// checked that the copy is a sound dtctl database.
func (d *DB) Restore(ctx context.Context, path string) error {
	return explain(d.raw(func(c driverConn) error {
		b, err := c.NewRestore(fileURI(path) + "?mode=ro")
		if err != nil {
			return err
		}
		return errors.Join(copyPages(ctx, b), b.Finish())
	}))
}

// restorePause is how long Restore waits between two tries while somebody
// else holds the database.
const restorePause = 50 * time.Millisecond

type pageCopier interface {
	Step(pages int32) (more bool, err error)
}

func copyPages(ctx context.Context, b pageCopier) error {
	for {
		more, err := b.Step(-1)
		if err != nil || !more {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(restorePause):
		}
	}
}
