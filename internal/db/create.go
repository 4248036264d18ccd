package db

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/dtctl/dtctl/internal/fault"
)

// Create makes a new database at path, private to its owner, with the current
// schema and what fill writes in it. The file appears under its name only when
// it is complete. A file that is already there is never touched: Create
// returns a fault of kind Failed.
func Create(ctx context.Context, path string, fill func(ctx context.Context, tx *Tx) error) (err error) {
	if err := refuseNetwork(path); err != nil {
		return err
	}
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
	if err := build(ctx, draft, fill); err != nil {
		return err
	}
	return publish(draft, path)
}

// refuseLeftovers returns a fault when the side file of a database that is no
// longer there lies beside path: the engine would take it for the new one's.
func refuseLeftovers(path string) error {
	for _, suffix := range []string{"-wal", "-journal"} {
		if _, err := os.Lstat(path + suffix); err == nil {
			return fault.New(fault.Failed, "%s is left from another database", path+suffix).
				WithHint("it may hold the last changes of a database that was moved: put the two together again, or remove it")
		}
	}
	return nil
}

// newDraft makes the empty private file that becomes the database.
func newDraft(path string) (string, error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", cannotCreate(path, err)
	}
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*")
	if err != nil {
		return "", cannotCreate(path, err)
	}
	if err := errors.Join(f.Chmod(filePerm), f.Close()); err != nil {
		return "", errors.Join(cannotCreate(path, err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// removeDraft removes the draft, if it is still there, and what the engine left
// beside it.
func removeDraft(draft string) error {
	var failed error
	for _, suffix := range []string{"", "-journal", "-wal", "-shm"} {
		if err := os.Remove(draft + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// publish gives the finished draft its name, unless something has it already.
func publish(draft, path string) error {
	// A link, unlike a rename, fails when somebody else was quicker.
	switch err := os.Link(draft, path); {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return alreadyThere(path)
	}
	if _, err := os.Lstat(path); err == nil {
		return alreadyThere(path)
	}
	if err := os.Rename(draft, path); err != nil {
		return cannotCreate(path, err)
	}
	return nil
}

// build writes the draft without a journal: nobody sees it until it is whole.
func build(ctx context.Context, draft string, fill func(ctx context.Context, tx *Tx) error) (err error) {
	q := url.Values{}
	addPragma(q, "foreign_keys(1)")
	addPragma(q, "journal_mode(off)")
	addPragma(q, "synchronous(off)")
	d, err := connect(ctx, draft, fileURI(draft)+"?"+q.Encode())
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := d.migrate(ctx); err != nil {
		return err
	}
	if err := d.Update(ctx, Write{}, fill); err != nil {
		return err
	}
	for _, statement := range []string{
		// Readers go on while a long import writes.
		"PRAGMA journal_mode = wal",
		"PRAGMA synchronous = full",
		"PRAGMA main.wal_checkpoint(truncate)",
	} {
		if _, err := d.conn.ExecContext(ctx, statement); err != nil {
			return explain(err)
		}
	}
	return syncFile(draft)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func alreadyThere(path string) error {
	return fault.New(fault.Failed, "%s already exists and is left as it is", path).
		WithHint("name another file")
}

func cannotCreate(path string, err error) error {
	return fault.New(fault.Unavailable, "%s cannot be created", path).
		WithHint("check that the folder exists and that you may write in it").WithCause(err)
}
