package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"

	"modernc.org/sqlite"
	"modernc.org/sqlite/vtab"
)

// Source produces the rows of a stream, one after the other. The engine calls
// it while a statement runs: it must not use the transaction.
type Source interface {
	// Next moves to the next row, the first one at the first call, and reports
	// whether there is one.
	Next() (bool, error)
	// Column returns a value of the current row: int64, float64, string or nil.
	Column(i int) any
}

// Stream lets the statements of fn read the rows of a source, once, as the
// table temp.name with the given columns, which have no type. Rows that come
// from outside enter the database this way several times faster than with a
// statement each.
//
// An error of the source ends the statement and is what Stream returns.
func (t *Tx) Stream(ctx context.Context, name string, columns []string, source Source, fn func() error) (err error) {
	t.streams.source = source
	t.streams.failed = nil
	defer func() { t.streams.source = nil }()
	if _, err := t.exec(ctx, "CREATE VIRTUAL TABLE temp."+name+" USING "+streamModule+"("+strings.Join(columns, ", ")+")"); err != nil {
		return err
	}
	defer func() {
		_, dropped := t.conn.ExecContext(context.WithoutCancel(ctx), "DROP TABLE temp."+name)
		if err == nil {
			err = explain(dropped)
		}
	}()
	if err := fn(); err != nil {
		// The engine's own sentence says only that something failed.
		return errors.Join(t.streams.failed, err)
	}
	return nil
}

// streamModule is the engine's name for the tables of streams.
const streamModule = "produced"

// openDriver returns a driver of its own, with the module of the streams that
// one connection uses.
func openDriver(s *streams) (driver.Driver, error) {
	d := &sqlite.Driver{}
	return d, d.RegisterModule(streamModule, s)
}

// streams is the module of the virtual tables: the source of the one that is
// read at present.
type streams struct {
	source Source
	failed error
}

// Create declares the columns that the statement names.
func (s *streams) Create(ctx vtab.Context, args []string) (vtab.Table, error) {
	// The first three arguments are the module, the database and the table.
	return streamTable{s}, ctx.Declare("CREATE TABLE x (" + strings.Join(args[3:], ", ") + ")")
}

// Connect is Create: a stream is never there before.
func (s *streams) Connect(ctx vtab.Context, args []string) (vtab.Table, error) {
	return s.Create(ctx, args)
}

type streamTable struct{ *streams }

func (streamTable) BestIndex(*vtab.IndexInfo) error { return nil }
func (t streamTable) Open() (vtab.Cursor, error)    { return &streamCursor{streams: t.streams}, nil }
func (streamTable) Disconnect() error               { return nil }
func (streamTable) Destroy() error                  { return nil }

type streamCursor struct {
	*streams
	row   int64
	ended bool
}

// errReadTwice says that a statement reads a stream from its beginning again.
var errReadTwice = errors.New("a stream is read once")

func (c *streamCursor) Filter(int, string, []vtab.Value) error {
	if c.row > 0 || c.source == nil {
		return errReadTwice
	}
	return c.Next()
}

func (c *streamCursor) Next() error {
	more, err := c.source.Next()
	if err != nil {
		c.failed = err
		return err
	}
	c.row++
	c.ended = !more
	return nil
}

//nolint:staticcheck // The driver gives the method its name.
func (c *streamCursor) Eof() bool                        { return c.ended }
func (c *streamCursor) Column(i int) (vtab.Value, error) { return c.source.Column(i), nil }
func (c *streamCursor) Rowid() (int64, error)            { return c.row, nil }
func (c *streamCursor) Close() error                     { return nil }
