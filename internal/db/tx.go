package db

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// Tx is a transaction; only View and Update make one.
type Tx struct {
	conn    *sql.Conn
	log     *changeLog
	streams *streams
}

// Write says how Update runs.
type Write struct {
	// DryRun runs everything, the ledger included, and then takes it all back.
	DryRun bool
	// Record, when not nil, receives the rows that the transaction changed,
	// just before it is committed; what it writes itself is not recorded. The
	// changes last until it returns.
	Record func(ctx context.Context, tx *Tx, changes *Changes) error
	// Bulk gives a transaction of very many rows more memory to work in.
	Bulk bool
	// Unrecorded names the tables whose changes are not reported to Record.
	Unrecorded []string
}

// View runs fn in a transaction that sees one state of the database.
func (d *DB) View(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	return d.named(d.transact(ctx, "BEGIN", true, &Tx{conn: d.conn, streams: d.streams}, fn))
}

// Update runs fn in a transaction that no other writer can enter, and commits
// it when fn and the recording succeed; otherwise nothing is changed. It waits
// for another writer as long as the database was opened for, then returns a
// fault of kind Unavailable.
func (d *DB) Update(ctx context.Context, w Write, fn func(ctx context.Context, tx *Tx) error) error {
	if w.Bulk {
		if err := d.expand(ctx); err != nil {
			return explain(err)
		}
	}
	tx := &Tx{conn: d.conn, streams: d.streams}
	run := fn
	if w.Record != nil {
		log, err := d.startLog(ctx, w.Unrecorded)
		if err != nil {
			return explain(err)
		}
		defer func() {
			d.stopLog()
			// After a success there is nothing left; a failure has its own cause.
			_ = log.entries.discard()
		}()
		tx.log = log
		run = func(ctx context.Context, tx *Tx) error {
			if err := fn(ctx, tx); err != nil {
				return err
			}
			tx.log = nil
			changes, err := log.finish()
			if err != nil {
				return err
			}
			return errors.Join(w.Record(ctx, tx, changes), log.entries.discard())
		}
	}
	return d.named(d.transact(ctx, "BEGIN IMMEDIATE", w.DryRun, tx, run))
}

// expand lets the engine keep more pages of the database, and of its temporary
// tables, in memory: beyond these sizes no load became faster.
func (d *DB) expand(ctx context.Context) error {
	for _, pragma := range []string{"PRAGMA main.cache_size = -65536", "PRAGMA temp.cache_size = -16384"} {
		if _, err := d.conn.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	return nil
}

func (d *DB) transact(ctx context.Context, begin string, discard bool, tx *Tx,
	fn func(ctx context.Context, tx *Tx) error,
) (err error) {
	if _, err := d.conn.ExecContext(ctx, begin); err != nil {
		return explain(err)
	}
	committed := false
	defer func() {
		if !committed {
			// The caller's context may be cancelled; taking back must not be.
			_, rollbackErr := d.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
			if rollbackErr != nil && !strings.Contains(rollbackErr.Error(), "no transaction is active") {
				err = errors.Join(err, explain(rollbackErr))
			}
		}
	}()
	if err := fn(ctx, tx); err != nil {
		return explain(err)
	}
	if discard {
		return nil
	}
	if _, err := d.conn.ExecContext(ctx, "COMMIT"); err != nil {
		return explain(err)
	}
	committed = true
	return nil
}

// Try runs fn and, when fn returns an error, takes back what it changed; the
// transaction goes on.
func (t *Tx) Try(ctx context.Context, fn func() error) error {
	if _, err := t.exec(ctx, "SAVEPOINT try"); err != nil {
		return err
	}
	mark := t.log.mark()
	if err := fn(); err != nil {
		_, undone := t.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK TO try")
		t.log.cut(mark)
		_, released := t.conn.ExecContext(context.WithoutCancel(ctx), "RELEASE try")
		return errors.Join(err, explain(undone), explain(released))
	}
	_, err := t.exec(ctx, "RELEASE try")
	return err
}

// Exec runs a statement and returns how many rows it changed.
func (t *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := t.exec(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Insert runs an INSERT of one row and returns the row's id.
func (t *Tx) Insert(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := t.exec(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

func (t *Tx) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return t.logged(func() (sql.Result, error) { return t.conn.ExecContext(ctx, query, args...) })
}

// logged runs one statement. One that fails half-way has already reported rows
// that the engine then takes back; one whose changes cannot be recorded is no
// success.
func (t *Tx) logged(run func() (sql.Result, error)) (sql.Result, error) {
	mark := t.log.mark()
	res, err := run()
	if err != nil {
		t.log.cut(mark)
		return nil, explain(err)
	}
	return res, t.log.failed()
}

// rowsForStream is from how many rows on it takes less time to stream them, the
// table of the stream included, than to bind their values.
const rowsForStream = 40

// InsertRows inserts many rows of a table, in order. Each row has one value for
// each column. A long list is itself a stream: it cannot be inserted while
// another one is read.
func (t *Tx) InsertRows(ctx context.Context, table string, columns []string, rows [][]any) (err error) {
	list := strings.Join(columns, ", ")
	if len(rows) >= rowsForStream {
		return t.Stream(ctx, "inserted", columns, &rowSource{rows: rows}, func() error {
			_, err := t.exec(ctx, "INSERT INTO "+table+" ("+list+") SELECT "+list+" FROM temp.inserted")
			return err
		})
	}
	if len(rows) == 0 {
		return nil
	}
	stmt, err := t.conn.PrepareContext(ctx, "INSERT INTO "+table+" ("+list+") VALUES (?"+strings.Repeat(", ?", len(columns)-1)+")")
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	for _, row := range rows {
		if _, err := t.logged(func() (sql.Result, error) { return stmt.ExecContext(ctx, row...) }); err != nil {
			return err
		}
	}
	return nil
}

// Scan reads the columns of the current row.
type Scan func(dest ...any) error

// Collect runs a query and returns one value for each row, made by read; never
// nil, so that an empty result is an empty list.
func Collect[T any](ctx context.Context, tx *Tx, read func(Scan) (T, error), query string, args ...any) ([]T, error) {
	list := []T{}
	err := Each(ctx, tx, func(scan Scan) error {
		v, err := read(scan)
		if err == nil {
			list = append(list, v)
		}
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return list, nil
}

// Each runs a query and calls do for each row; an error of do ends it.
func Each(ctx context.Context, tx *Tx, do func(Scan) error, query string, args ...any) (err error) {
	rows, err := tx.conn.QueryContext(ctx, query, args...)
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return explain(rows.Err())
}

// First returns the value of the first row of a query and whether there was
// one.
func First[T any](ctx context.Context, tx *Tx, read func(Scan) (T, error), query string, args ...any) (T, bool, error) {
	var zero T
	list, err := Collect(ctx, tx, read, query, args...)
	if err != nil || len(list) == 0 {
		return zero, false, err
	}
	return list[0], true, nil
}

// Value reads a row of one column; it serves Collect and First.
func Value[T any](scan Scan) (T, error) {
	var v T
	err := scan(&v)
	return v, err
}
