package ente

import (
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// updater changes the enti that a file names.
type updater struct {
	batch.Setup
	enti *Matcher
	// known are the enti of the day of the file, as they were before it.
	known  map[int64]Ente
	manual map[journal.Edit]bool
	// newest is the day of the newest file of the kind that was brought in.
	newest periodo.Data
	// older counts the rows that differ and stay, the file being older.
	older int
}

func newUpdater(ctx context.Context, tx *db.Tx, s batch.Setup, kind string) (u updater, err error) {
	u = updater{Setup: s, known: map[int64]Ente{}}
	if u.enti, err = NewMatcher(ctx, tx); err != nil {
		return u, err
	}
	list, err := List(ctx, tx, Filter{AsOf: s.Snapshot})
	if err != nil {
		return u, err
	}
	for _, e := range list {
		u.known[e.ID] = e
	}
	if u.manual, err = manualEdits(ctx, tx, s, "ente"); err != nil {
		return u, err
	}
	u.newest, err = LatestImport(ctx, tx, kind)
	return u, err
}

// find returns an ente as it is on the day of the file.
func (u *updater) find(ctx context.Context, tx *db.Tx, id int64) (Ente, error) {
	if e, ok := u.known[id]; ok {
		return e, nil
	}
	return Find(ctx, tx, id, u.Snapshot)
}

// change notes in m that a column is to become what the file says, unless it is
// so already, the file says nothing, or the value was edited by hand.
func (u *updater) change(row *batch.Row, column int, m *Modifica, e Ente, name, before, after string) (changed bool) {
	if after == "" || after == before {
		return false
	}
	if u.isManual(row, column, e, name) {
		return false
	}
	m.assign(name, after)
	return true
}

// isManual reports whether a value was edited by hand and so is kept.
func (u *updater) isManual(row *batch.Row, column int, e Ente, name string) bool {
	if !u.manual[journal.Edit{ID: e.ID, Column: name}] {
		return false
	}
	row.Warn(column, "valore_manuale",
		message.New("%s: %s was edited by hand and is kept (--overwrite-manual takes that of the file)", e.Denominazione, name))
	return true
}

// keepsNewer reports whether a change of the file is not made because it is
// older than what is known.
func (u *updater) keepsNewer() bool {
	if !u.Snapshot.Before(u.newest) {
		return false
	}
	u.older++
	return true
}

func (u *updater) tellOlder(rows *batch.Rows) {
	if u.older > 0 {
		rows.Note(message.Count(u.older, "%d row is older than what is known of %s: its ente stays as it is",
			"%d rows are older than what is known of %s: their enti stay as they are", u.older, u.newest))
	}
}

func presentEnte() message.Text { return message.New("the register has this ente already") }

func withoutModeCreate() message.Text {
	return message.New("without --mode create the ente is brought up to date")
}

func absentEnte() message.Text { return message.New("the register does not have this ente") }
