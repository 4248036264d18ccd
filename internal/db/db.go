// Package db wraps the SQLite engine: it opens and creates the file, makes
// every transaction, applies migrations, copies and checks the file, and says
// which rows a transaction changed. It knows nothing of the field.
package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"strconv"
	"time"

	"modernc.org/sqlite"

	"github.com/dtctl/dtctl/internal/fault"
)

// Mode says what a database is opened for.
type Mode int

const (
	// ReadOnly refuses every change.
	ReadOnly Mode = iota
	// ReadWrite allows changes through Update.
	ReadWrite
)

// DB is an open database with one connection. It is not meant for concurrent
// use: a command opens it, makes one transaction and closes it.
type DB struct {
	pool    *sql.DB
	conn    *sql.Conn
	path    string
	streams *streams
}

// Open opens an existing database and checks that it is one of dtctl's, of
// this version of the program. Waiting for another writer lasts busy at most.
//
// It returns a fault of kind Unavailable when the file is missing, unreadable,
// not a dtctl database, older or newer than the program, or on a network
// filesystem, and of kind Damaged when its content cannot be read.
func Open(ctx context.Context, path string, mode Mode, busy time.Duration) (*DB, error) {
	d, err := OpenAnyVersion(ctx, path, mode, busy)
	if err != nil {
		return nil, err
	}
	if err := d.CheckVersion(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// OpenAnyVersion is Open without the check of the schema's version, for the
// commands that upgrade, inspect or copy a file.
func OpenAnyVersion(ctx context.Context, path string, mode Mode, busy time.Duration) (*DB, error) {
	if err := inspect(path); err != nil {
		return nil, err
	}
	access, err := accessOf(path)
	if err != nil {
		return nil, err
	}
	if mode == ReadWrite && access != writable {
		return nil, fault.New(fault.Unavailable, "the database %s cannot be written", path).
			WithHint("check the permissions of the file and of its folder")
	}
	d, err := connect(ctx, path, dsn(path, mode, access, busy))
	if err != nil {
		return nil, explain(err)
	}
	return d, nil
}

// Memory returns an empty database in memory that lasts until it is closed.
func Memory(ctx context.Context) (*DB, error) {
	q := url.Values{}
	addPragma(q, "foreign_keys(1)")
	addPragma(q, "journal_mode(memory)")
	d, err := connect(ctx, "", "file::memory:?"+q.Encode())
	if err != nil {
		return nil, explain(err)
	}
	if err := d.migrate(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Path returns the path of the file, empty for a database in memory.
func (d *DB) Path() string { return d.path }

// Close closes the database.
func (d *DB) Close() error {
	return errors.Join(d.conn.Close(), d.pool.Close())
}

func connect(ctx context.Context, path, dsn string) (*DB, error) {
	s := &streams{}
	opener, err := openDriver(s)
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(connector{opener, dsn})
	pool.SetMaxOpenConns(1)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &DB{pool: pool, conn: conn, path: path, streams: s}, nil
}

// connector opens the connections of one database.
type connector struct {
	driver driver.Driver
	dsn    string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// dsn puts every pragma in the data source name, so that each connection of
// the driver has them.
func dsn(path string, mode Mode, access access, busy time.Duration) string {
	q := url.Values{}
	addPragma(q, "busy_timeout("+strconv.FormatInt(busy.Milliseconds(), 10)+")")
	addPragma(q, "foreign_keys(1)")
	switch {
	case mode == ReadWrite:
	case access == writable:
		// An ordinary connection removes its side files when it closes; one
		// opened read-only leaves them behind.
		addPragma(q, "query_only(1)")
	case access == frozen:
		q.Set("mode", "ro")
		q.Set("immutable", "1")
	default:
		q.Set("mode", "ro")
	}
	return fileURI(path) + "?" + q.Encode()
}

func addPragma(q url.Values, pragma string) { q.Add("_pragma", pragma) }

// raw runs fn on the driver's own connection.
func (d *DB) raw(fn func(c driverConn) error) error {
	return d.conn.Raw(func(c any) error { return fn(c.(driverConn)) })
}

// driverConn is what this package uses of the driver's connection beyond
// database/sql.
type driverConn interface {
	RegisterPreUpdateHook(sqlite.PreUpdateHookFn)
	NewRestore(srcURI string) (*sqlite.Backup, error)
}
