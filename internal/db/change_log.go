package db

import (
	"bytes"
	"context"
	"path/filepath"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// changeLog gathers the changes that the engine reports while a transaction
// runs. A nil log gathers nothing.
type changeLog struct {
	tables map[string]*loggedTable
	// numbered are the tables by number, which stands for the name in entries.
	numbered []*loggedTable
	entries  spool
	counts   [3]int64
	// bare says that deleted rows are recorded without their values.
	bare bool
	// closed says that the changes are complete.
	closed bool
	err    error
	// before and after are where the values of a row are read, again and again.
	before, after []any
}

// loggedTable is a table whose changes are reported.
type loggedTable struct {
	number  int
	name    string
	columns []string
	run     run
}

// run is the latest run of rows of a table while it may still grow. Changes of
// other rows may follow it meanwhile.
type run struct {
	open   bool
	action Action
	last   int64
	// at is where the last id is to be written when the run is complete.
	at int64
}

// startLog makes the engine report every change of the tables of the
// database, those named in skip excepted.
func (d *DB) startLog(ctx context.Context, skip []string) (*changeLog, error) {
	log := &changeLog{tables: map[string]*loggedTable{}, entries: spool{limit: spoolLimit, name: "dtctl.*"}}
	if d.path != "" {
		// What is kept aside is as private as the database, and as large.
		log.entries.dir, log.entries.name = filepath.Dir(d.path), "."+filepath.Base(d.path)+".*"
	}
	tx := &Tx{conn: d.conn}
	err := Each(ctx, tx, func(scan Scan) error {
		var table, column string
		err := scan(&table, &column)
		log.declare(table, column)
		return err
	}, `SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.name, c.cid`)
	if err != nil {
		return nil, err
	}
	for _, table := range skip {
		delete(log.tables, table)
	}
	return log, d.raw(func(c driverConn) error {
		c.RegisterPreUpdateHook(log.add)
		return nil
	})
}

// declare adds a column to a table.
func (l *changeLog) declare(table, column string) {
	t := l.tables[table]
	if t == nil {
		t = &loggedTable{number: len(l.numbered), name: table}
		l.tables[table] = t
		l.numbered = append(l.numbered, t)
	}
	t.columns = append(t.columns, column)
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
	if data.DatabaseName != "main" || l.closed || l.err != nil {
		return
	}
	t := l.tables[data.TableName]
	if t == nil {
		return
	}
	switch {
	case data.Op == lib.SQLITE_INSERT:
		l.extend(t, Inserted, data.NewRowID)
	case data.Op == lib.SQLITE_DELETE && l.bare:
		l.extend(t, Deleted, data.OldRowID)
	case data.Op == lib.SQLITE_DELETE:
		if l.before, l.err = images(l.before, t, data.Old); l.err == nil {
			l.addDelete(t, data.OldRowID, l.before)
		}
	default:
		if l.before, l.err = images(l.before, t, data.Old); l.err != nil {
			return
		}
		if l.after, l.err = images(l.after, t, data.New); l.err == nil {
			l.addUpdate(t, data.OldRowID, l.before, l.after)
		}
	}
}

// images reads the values of the row that the engine is about to change.
func images(dest []any, t *loggedTable, read func(dest ...any) error) ([]any, error) {
	if cap(dest) < len(t.columns) {
		dest = make([]any, len(t.columns))
	}
	dest = dest[:len(t.columns)]
	return dest, read(dest...)
}

// extend notes a row in the run of its table, or begins another run. A run of
// inserted rows goes on after an update, because the row that it meets next
// cannot be one that was updated before.
func (l *changeLog) extend(t *loggedTable, action Action, id int64) {
	l.counts[action]++
	if r := &t.run; r.open && r.action == action && r.last+1 == id {
		r.last = id
		return
	}
	l.close(t)
	at := l.entries.putRun(t.number, action, id)
	t.run = run{open: true, action: action, last: id, at: at}
	l.spill()
}

// close writes the end of the run of a table, which then grows no more.
func (l *changeLog) close(t *loggedTable) {
	if t.run.open {
		l.fail(l.entries.putEnd(t.run.at, t.run.last))
		t.run.open = false
	}
}

func (l *changeLog) addUpdate(t *loggedTable, id int64, before, after []any) {
	n := 0
	for i := range t.columns {
		if !same(before[i], after[i]) {
			n++
		}
	}
	if n == 0 {
		return
	}
	if t.run.action == Deleted {
		l.close(t)
	}
	l.counts[Updated]++
	l.entries.putRow(t.number, Updated, id, n)
	for i := range t.columns {
		if !same(before[i], after[i]) {
			l.entries.putField(i, before[i], after[i])
		}
	}
	l.spill()
}

func (l *changeLog) addDelete(t *loggedTable, id int64, before []any) {
	l.close(t)
	l.counts[Deleted]++
	l.entries.putRow(t.number, Deleted, id, len(before))
	for _, v := range before {
		l.entries.putValue(v)
	}
	l.spill()
}

func same(a, b any) bool {
	x, ok := a.([]byte)
	if !ok {
		return a == b
	}
	y, ok := b.([]byte)
	return ok && bytes.Equal(x, y)
}

// spill moves the entries to the file when they are many.
func (l *changeLog) spill() { l.fail(l.entries.spill()) }

func (l *changeLog) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

// failed returns what kept a change from being recorded.
func (l *changeLog) failed() error {
	if l == nil {
		return nil
	}
	return l.err
}

// finish returns the changes, which are complete.
func (l *changeLog) finish() (*Changes, error) {
	for _, t := range l.numbered {
		l.close(t)
	}
	l.closed = true
	return &Changes{l}, l.err
}

// logMark is a point of the log to come back to. Runs may grow and end after
// it, so those that were growing are kept too.
type logMark struct {
	at     int64
	counts [3]int64
	runs   []openRun
}

type openRun struct {
	table *loggedTable
	run   run
}

func (l *changeLog) mark() logMark {
	if l == nil {
		return logMark{}
	}
	m := logMark{at: l.entries.end(), counts: l.counts}
	for _, t := range l.numbered {
		if t.run.open {
			m.runs = append(m.runs, openRun{t, t.run})
		}
	}
	return m
}

func (l *changeLog) cut(m logMark) {
	if l == nil {
		return
	}
	l.entries.cut(m.at)
	l.counts = m.counts
	for _, t := range l.numbered {
		t.run.open = false
	}
	for _, o := range m.runs {
		o.table.run = o.run
	}
}
