package db

import (
	"bytes"
	"context"
	"errors"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Action is what happened to a row.
type Action int

// The three things that can happen to a row.
const (
	Inserted Action = iota
	Updated
	Deleted
)

// Change is one changed row, or a run of rows inserted one after the other
// with consecutive ids.
type Change struct {
	Table  string
	Action Action
	// FirstID and LastID are equal unless the change is a run of inserts.
	FirstID, LastID int64
	// Columns names the columns of Before and After: all of them for a deleted
	// row, the changed ones for an updated row, none for inserted rows.
	Columns []string
	// Before and After hold the old and the new values, as int64, float64,
	// string, []byte or nil. After is empty for a deleted row.
	Before, After []any
}

// changeLog gathers the changes that the engine reports while a transaction
// runs. A nil log gathers nothing.
type changeLog struct {
	columns map[string][]string
	changes []Change
	err     error
}

// startLog makes the engine report every change of the tables of the
// database, those named in skip excepted.
func (d *DB) startLog(ctx context.Context, skip []string) (*changeLog, error) {
	log := &changeLog{columns: map[string][]string{}}
	tx := &Tx{conn: d.conn}
	err := Each(ctx, tx, func(scan Scan) error {
		var table, column string
		err := scan(&table, &column)
		log.columns[table] = append(log.columns[table], column)
		return err
	}, `SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.name, c.cid`)
	if err != nil {
		return nil, err
	}
	for _, table := range skip {
		delete(log.columns, table)
	}
	return log, d.raw(func(c driverConn) error {
		c.RegisterPreUpdateHook(log.add)
		return nil
	})
}

func (d *DB) stopLog() {
	// Raw fails only on a closed connection, whose hooks are gone anyway.
	_ = d.raw(func(c driverConn) error {
		c.RegisterPreUpdateHook(nil)
		return nil
	})
}

// add is called by the engine inside each change; it must not use the
// connection.
func (l *changeLog) add(data sqlite.SQLitePreUpdateData) {
	columns, known := l.columns[data.TableName]
	if !known || data.DatabaseName != "main" {
		return
	}
	var err error
	switch data.Op {
	case lib.SQLITE_INSERT:
		l.addInsert(data.TableName, data.NewRowID)
	case lib.SQLITE_UPDATE:
		err = l.addUpdate(data, columns)
	case lib.SQLITE_DELETE:
		err = l.addDelete(data, columns)
	}
	l.err = errors.Join(l.err, err)
}

func (l *changeLog) addInsert(table string, id int64) {
	// A load alternates between a few tables, so the run to extend is near.
	for i := len(l.changes) - 1; i >= 0 && i >= len(l.changes)-8; i-- {
		c := &l.changes[i]
		if c.Table == table {
			if c.Action == Inserted && c.LastID+1 == id {
				c.LastID = id
				return
			}
			break
		}
	}
	l.changes = append(l.changes, Change{Table: table, Action: Inserted, FirstID: id, LastID: id})
}

func (l *changeLog) addUpdate(data sqlite.SQLitePreUpdateData, columns []string) error {
	before, err := images(len(columns), data.Old)
	if err != nil {
		return err
	}
	after, err := images(len(columns), data.New)
	if err != nil {
		return err
	}
	c := Change{Table: data.TableName, Action: Updated, FirstID: data.OldRowID, LastID: data.OldRowID}
	for i, name := range columns {
		if !same(before[i], after[i]) {
			c.Columns = append(c.Columns, name)
			c.Before = append(c.Before, before[i])
			c.After = append(c.After, after[i])
		}
	}
	if len(c.Columns) > 0 {
		l.changes = append(l.changes, c)
	}
	return nil
}

func (l *changeLog) addDelete(data sqlite.SQLitePreUpdateData, columns []string) error {
	before, err := images(len(columns), data.Old)
	if err != nil {
		return err
	}
	l.changes = append(l.changes, Change{
		Table: data.TableName, Action: Deleted, FirstID: data.OldRowID, LastID: data.OldRowID,
		Columns: columns, Before: before,
	})
	return nil
}

func (l *changeLog) finish() ([]Change, error) { return l.changes, l.err }

// logMark is a point of the log to come back to. The last run of inserts may
// have grown after it, so its length is kept too.
type logMark struct {
	length int
	tail   []int64
}

func (l *changeLog) mark() logMark {
	if l == nil {
		return logMark{}
	}
	m := logMark{length: len(l.changes)}
	for i := max(0, m.length-8); i < m.length; i++ {
		m.tail = append(m.tail, l.changes[i].LastID)
	}
	return m
}

func (l *changeLog) cut(m logMark) {
	if l == nil {
		return
	}
	l.changes = l.changes[:m.length]
	for i, last := range m.tail {
		l.changes[m.length-len(m.tail)+i].LastID = last
	}
}

// images reads n values of the row that the engine is about to change.
func images(n int, read func(dest ...any) error) ([]any, error) {
	values := make([]any, n)
	err := read(values...)
	return values, err
}

func same(a, b any) bool {
	x, ok := a.([]byte)
	if !ok {
		return a == b
	}
	y, ok := b.([]byte)
	return ok && bytes.Equal(x, y)
}
