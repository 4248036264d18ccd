package db

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"path"
	"strconv"

	"github.com/dtctl/dtctl/internal/fault"
)

// migrations holds one SQL file for each version of the schema, in order. A
// published file never changes; a new version adds a file.
//
//go:embed migration/*.sql
var migrations embed.FS

func migrationFiles() ([]string, error) {
	// Glob returns the names sorted, and the names begin with their number.
	return fs.Glob(migrations, "migration/*.sql")
}

// SchemaVersion returns the version of the schema that this program writes.
func SchemaVersion() (int, error) {
	files, err := migrationFiles()
	return len(files), err
}

// Version returns the version of the file's schema.
func (d *DB) Version(ctx context.Context) (int, error) {
	var version int
	err := d.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, d.named(explain(err))
}

// CheckVersion returns a fault of kind Unavailable when the file's schema is
// not the one that this program reads and writes.
func (d *DB) CheckVersion(ctx context.Context) error {
	version, err := d.Version(ctx)
	if err != nil {
		return err
	}
	current, err := SchemaVersion()
	if err != nil {
		return err
	}
	return checkVersion(d.path, version, current)
}

func checkVersion(file string, version, current int) error {
	switch {
	case version < 0:
		return damaged(file)
	case version > current:
		return fault.New(fault.Unavailable, "%s was written by a newer dtctl (schema %s, this program knows %s)",
			file, strconv.Itoa(version), strconv.Itoa(current)).
			WithHint("install the newer version of dtctl")
	case version < current:
		return fault.New(fault.Unavailable, "%s was written by an older dtctl (schema %s, this program needs %s)",
			file, strconv.Itoa(version), strconv.Itoa(current)).
			WithHint("bring it up to date with: dtctl db upgrade")
	}
	return nil
}

// Migrate brings the schema of an existing file up to this program's version,
// one transaction for each step, after saving a copy of the file beside it. It
// returns the path of the copy, empty when there was nothing to do. A file
// newer than the program is a fault of kind Unavailable.
func (d *DB) Migrate(ctx context.Context, copyPath string) (string, error) {
	version, err := d.Version(ctx)
	if err != nil {
		return "", err
	}
	current, err := SchemaVersion()
	if err != nil {
		return "", err
	}
	if version == current {
		return "", nil
	}
	if version > current || version < 0 {
		return "", checkVersion(d.path, version, current)
	}
	if err := d.Backup(ctx, copyPath); err != nil {
		return "", err
	}
	return copyPath, d.migrate(ctx)
}

// migrate applies the migrations that the database lacks.
func (d *DB) migrate(ctx context.Context) error {
	files, err := migrationFiles()
	if err != nil {
		return err
	}
	version, err := d.Version(ctx)
	if err != nil {
		return err
	}
	if version == 0 {
		if _, err := d.conn.ExecContext(ctx, "PRAGMA application_id = "+strconv.Itoa(applicationID)); err != nil {
			return explain(err)
		}
	}
	for i := version; i < len(files); i++ {
		statements, err := migrations.ReadFile(files[i])
		if err != nil {
			return err
		}
		err = d.Update(ctx, Write{}, func(ctx context.Context, tx *Tx) error {
			if _, err := tx.Exec(ctx, string(statements)); err != nil {
				if _, told := errors.AsType[*fault.Fault](err); told {
					return err
				}
				return fault.New(fault.Damaged, "%s is not what its version says: %s stopped", d.path, path.Base(files[i])).
					WithHint("nothing has been changed; restore a copy with: dtctl db restore FILE").WithCause(err)
			}
			_, err := tx.Exec(ctx, "PRAGMA user_version = "+strconv.Itoa(i+1))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
