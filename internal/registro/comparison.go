package registro

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// comparison is what a published list of comuni is compared with, and what
// comes of it.
type comparison struct {
	setup  batch.Setup
	rows   *batch.Rows
	stored world
	// The comuni of the database by Belfiore, and by the ISTAT code of their
	// last place; all enti by codice fiscale.
	comuni, istat map[string]*ente.Scheda
	cf            map[string]int64
	provincia     map[string]territorio.Provincia // by the beginning of the ISTAT codes
	lastID        int64
	manual        map[journal.Edit]bool // of table ente
	movedByHand   map[int64]bool        // enti
	// newest is the day of the newest list that the database follows.
	newest periodo.Data
	// What tells that the file is older than what is known, and how many
	// comuni keep a value that differs for that.
	former []formerCode
	ended  []*ente.Scheda
	kept   []string
	// recoded are the codes that were in force on the day of the file and are
	// not any more, padded how many codes had lost their zeros.
	recoded []formerCode
	padded  int
	// What is to be written.
	nuovi, changed []ente.Scheda
}

// formerCode is a code that a comune had before the one of the day.
type formerCode struct {
	comune       *ente.Scheda
	before, then string
}

// compareWith reads the register of the database once, for all rows.
func compareWith(ctx context.Context, tx *db.Tx, s batch.Setup, rows *batch.Rows) (*comparison, error) {
	c := &comparison{
		setup: s, rows: rows, comuni: map[string]*ente.Scheda{}, istat: map[string]*ente.Scheda{}, cf: map[string]int64{},
		provincia: map[string]territorio.Provincia{}, manual: map[journal.Edit]bool{}, movedByHand: map[int64]bool{},
	}
	var err error
	if c.stored, err = readWorld(ctx, tx); err != nil {
		return nil, err
	}
	for _, p := range c.stored.province {
		c.provincia[p.Istat] = p
	}
	placeOwner := map[int64]int64{}
	for i := range c.stored.enti {
		s := &c.stored.enti[i]
		c.lastID = max(c.lastID, s.ID)
		if s.CF != "" {
			c.cf[s.CF] = s.ID
		}
		for _, p := range s.Collocazioni {
			placeOwner[p.ID] = s.ID
		}
		if s.Belfiore == "" {
			continue
		}
		c.comuni[s.Belfiore] = s
		if n := len(s.Collocazioni); n > 0 && s.Collocazioni[n-1].Al.IsZero() {
			c.istat[s.Collocazioni[n-1].Istat] = s
		}
	}
	if err := c.readManual(ctx, tx, placeOwner); err != nil {
		return nil, err
	}
	c.newest, err = newestList(ctx, tx)
	return c, err
}

// readManual asks the ledger which values were edited by hand.
func (c *comparison) readManual(ctx context.Context, tx *db.Tx, placeOwner map[int64]int64) error {
	if c.setup.OverwriteManual {
		return nil
	}
	edits, err := journal.EditedByHand(ctx, tx, "ente")
	if err != nil {
		return err
	}
	for _, e := range edits {
		c.manual[e] = true
	}
	edits, err = journal.EditedByHand(ctx, tx, "ente_collocazione")
	for _, e := range edits {
		c.movedByHand[placeOwner[e.ID]] = true
	}
	return err
}

// newestList returns the day of the newest ISTAT list that the database
// follows: that of the register it was made with, or one imported since.
func newestList(ctx context.Context, tx *db.Tx) (periodo.Data, error) {
	edition, err := Edition(ctx, tx)
	if err != nil {
		return periodo.Data{}, err
	}
	first, err := day(edition)
	if err != nil {
		return periodo.Data{}, err
	}
	imported, err := ente.LatestImport(ctx, tx, "ente/"+situas, "ente/"+elenco)
	if imported.IsZero() || imported.Before(first) {
		return first, err
	}
	return imported, err
}

// isBefore reports whether the file is said to be of a day before that of the
// newest list.
func (c *comparison) isBefore() bool { return c.setup.Snapshot.Before(c.newest) }

// older reports whether the file must not overwrite what is known: it is said
// to be of a day before that of the newest list, or it has codes that were
// replaced since.
func (c *comparison) older() bool { return c.isBefore() || len(c.former) > 0 }

// clone returns a copy whose places can be changed, without the figures, which
// no list of comuni has.
func clone(s ente.Scheda) ente.Scheda {
	s.Collocazioni = slices.Clone(s.Collocazioni)
	s.Dati = nil
	return s
}

// outcome notes how a comune is to become, and says what that is to its row:
// nothing of an older file is taken, and no value that was edited by hand is
// overwritten.
func (c *comparison) outcome(old, target ente.Scheda, line int, older bool) batch.Outcome {
	changed := false
	for _, f := range fields() {
		if f.table == "ente_dato" || f.value(c.stored, old) == f.value(c.stored, target) {
			continue
		}
		switch {
		case older:
			c.kept = append(c.kept, old.Denominazione)
			return batch.Unchanged
		case c.isManual(f, old.ID):
			f.copy(&target, old)
			c.rows.Warn(batch.Problem{Line: line, Code: "valore_manuale", Text: message.New(
				"%s: %s was edited by hand and is kept (--overwrite-manual takes that of the file)", old.Denominazione, f.name)})
		default:
			changed = true
		}
	}
	if !changed {
		return batch.Unchanged
	}
	c.changed = append(c.changed, target)
	return batch.Updated
}

func (c *comparison) isManual(f field, id int64) bool {
	if f.column == "" {
		return c.movedByHand[id]
	}
	return c.manual[journal.Edit{ID: id, Column: f.column}]
}

// write makes the database say what came of the comparison.
func (c *comparison) write(ctx context.Context, tx *db.Tx) error {
	if err := ente.Load(ctx, tx, c.nuovi); err != nil {
		return err
	}
	for _, s := range c.changed {
		if err := ente.Replace(ctx, tx, s); err != nil {
			return err
		}
	}
	return nil
}
