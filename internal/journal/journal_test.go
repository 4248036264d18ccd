package journal_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
)

// archive is a database with a ledger, in a temporary file.
type archive struct {
	*db.DB
	t *testing.T
}

func newArchive(t *testing.T) archive {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	err := db.Create(t.Context(), path, func(ctx context.Context, tx *db.Tx) error {
		return exec(ctx, tx, `INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'A', 'Uno', 'uno', 'altro')`)
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), path, db.ReadWrite, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return archive{d, t}
}

func exec(ctx context.Context, tx *db.Tx, queries ...string) error {
	for _, q := range queries {
		if _, err := tx.Exec(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

func (a archive) do(command string, undoes int64, fn func(ctx context.Context, tx *db.Tx) error) journal.Operation {
	a.t.Helper()
	op := journal.Operation{At: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), By: "op", Command: command, Undoes: undoes}
	w := db.Write{Record: journal.Recorder(&op), Unrecorded: journal.Tables()}
	if err := a.Update(a.t.Context(), w, fn); err != nil {
		a.t.Fatal(err)
	}
	return op
}

func (a archive) sql(queries ...string) journal.Operation {
	a.t.Helper()
	return a.do("sql", 0, func(ctx context.Context, tx *db.Tx) error { return exec(ctx, tx, queries...) })
}

func (a archive) undo(id int64) (kept []journal.Kept) {
	a.t.Helper()
	a.do("undo", id, func(ctx context.Context, tx *db.Tx) error {
		op, err := journal.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		left, err := journal.Undo(ctx, tx, op)
		kept = left.Rows
		return err
	})
	return kept
}

// refuse wants the undo of an operation to fail and to change nothing.
func (a archive) refuse(id int64, word string) {
	a.t.Helper()
	before := a.areas()
	op := journal.Operation{Undoes: id}
	w := db.Write{Record: journal.Recorder(&op), Unrecorded: journal.Tables()}
	err := a.Update(a.t.Context(), w, func(ctx context.Context, tx *db.Tx) error {
		target, err := journal.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		_, err = journal.Undo(ctx, tx, target)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), word) {
		a.t.Errorf("undo %d: %v, want %q", id, err, word)
	}
	a.want(before)
}

func (a archive) areas() string {
	a.t.Helper()
	var s string
	err := a.View(a.t.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		s, _, err = db.First(ctx, tx, db.Value[string],
			`SELECT coalesce(group_concat(id || codice || nome, ' '), '') FROM (SELECT * FROM area ORDER BY id)`)
		if err != nil {
			return err
		}
		found, err := journal.Check(ctx, tx)
		if len(found) > 0 {
			a.t.Errorf("ledger and rows differ: %v", found)
		}
		return err
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return s
}

func (a archive) want(want string) {
	a.t.Helper()
	if got := a.areas(); got != want {
		a.t.Errorf("areas %q, want %q", got, want)
	}
}

const (
	insertB = `INSERT INTO area (codice, nome, norma, tipo) VALUES ('B', 'Due', 'due', 'altro')`
	insertC = `INSERT INTO area (codice, nome, norma, tipo) VALUES ('C', 'Tre', 'tre', 'altro')`
	renameB = `UPDATE area SET nome = 'Dué' WHERE codice = 'B'`
)

func TestUndo_PutsValuesBack(t *testing.T) {
	a := newArchive(t)
	op1 := a.sql(insertB, insertC)
	op2 := a.sql(renameB)
	op3 := a.sql(`DELETE FROM area WHERE codice = 'C'`)
	a.want("1AUno 2BDué")
	for _, op := range []journal.Operation{op3, op2, op1} {
		if kept := a.undo(op.ID); len(kept) > 0 {
			t.Errorf("kept %v", kept)
		}
	}
	a.want("1AUno")
}

func TestUndo_KeepsRowsChangedSince(t *testing.T) {
	a := newArchive(t)
	op := a.sql(insertB, insertC, `INSERT INTO area (codice, nome, norma, tipo) VALUES ('D', 'Qua', 'qua', 'altro')`)
	a.sql(`UPDATE area SET nome = 'x' WHERE codice = 'C'`)
	kept := a.undo(op.ID)
	if len(kept) != 1 || kept[0] != (journal.Kept{Table: "area", ID: 3, Reason: journal.ChangedSince}) {
		t.Errorf("kept %v", kept)
	}
	a.want("1AUno 3Cx")
}

func TestUndo_KeepsRowsInUse(t *testing.T) {
	a := newArchive(t)
	op := a.sql(insertB)
	a.sql(`INSERT INTO programma (id, codice, nome, norma, tipo, stato) VALUES (1, 'P', 'P', 'p', 'piano', 'avviato')`,
		`INSERT INTO programma_ambito (programma_id, area_id) VALUES (1, 2)`)
	a.refuse(op.ID, "others depend on it")
	a.want("1AUno 2BDue")
}

func TestUndo_PartsStayWithTheRowThatStays(t *testing.T) {
	a := newArchive(t)
	op := a.sql(`INSERT INTO programma (id, codice, nome, norma, tipo, stato) VALUES (1, 'P', 'P', 'p', 'piano', 'avviato')`,
		`INSERT INTO programma_ambito (programma_id, tipo) VALUES (1, 'comune')`, insertB)
	later := a.sql(`INSERT INTO ruolo (codice, nome, programma_id, unico, obbligatorio) VALUES ('r', 'R', 1, 1, 1)`)
	kept := a.undo(op.ID)
	want := []journal.Kept{
		{Table: "programma_ambito", ID: 1, Reason: journal.PartOfKept},
		{Table: "programma", ID: 1, Reason: journal.StillUsed},
	}
	if !slices.Equal(kept, want) {
		t.Errorf("kept %v", kept)
	}
	a.want("1AUno")
	a.undo(later.ID)
}

func TestUndo_OfUndoDoesItAgain(t *testing.T) {
	a := newArchive(t)
	op := a.sql(insertB, renameB)
	a.undo(op.ID)
	a.want("1AUno")
	a.undo(op.ID + 1)
	a.want("1AUno 2BDué")
	a.refuse(op.ID+2, "did operation")
	a.undo(op.ID)
	a.want("1AUno")
	a.refuse(op.ID, "already undone")
}

func TestUndo_WhatWasKeptCanBeUndoneLater(t *testing.T) {
	a := newArchive(t)
	op := a.sql(insertB, insertC)
	later := a.sql(renameB)
	if kept := a.undo(op.ID); len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
	a.refuse(op.ID, "cannot be undone")
	a.undo(later.ID)
	if kept := a.undo(op.ID); len(kept) != 0 {
		t.Errorf("kept %v", kept)
	}
	a.want("1AUno")
}

func TestUndo_ReusedIDIsNotTouched(t *testing.T) {
	a := newArchive(t)
	op := a.sql(insertB)
	a.sql(`DELETE FROM area WHERE codice = 'B'`, insertC)
	a.refuse(op.ID, "cannot be undone")
	a.want("1AUno 2CTre")
}

func TestRecorder_FailedStatementLeavesNoTrace(t *testing.T) {
	a := newArchive(t)
	op := a.do("sql", 0, func(ctx context.Context, tx *db.Tx) error {
		if err := exec(ctx, tx, insertB); err != nil {
			return err
		}
		// The second row breaks the unique code after the first was reported.
		err := exec(ctx, tx, `INSERT INTO area (codice, nome, norma, tipo)
			VALUES ('X', 'X', 'x', 'altro'), ('A', 'A', 'a', 'altro')`)
		if !db.IsConstraint(err) {
			t.Errorf("error %v", err)
		}
		return exec(ctx, tx, insertC)
	})
	if want := (journal.Counts{Inserted: 2}); op.Counts != want {
		t.Errorf("counts %v, want %v", op.Counts, want)
	}
	a.want("1AUno 2BDue 3CTre")
	a.undo(op.ID)
	a.want("1AUno")
}

func TestRecorder_NothingChangedIsNoOperation(t *testing.T) {
	a := newArchive(t)
	if op := a.sql(`UPDATE area SET nome = 'Uno'`); op.ID != 0 || !op.Counts.IsZero() {
		t.Errorf("recorded %v", op)
	}
}

func TestCheck_FindsForeignHands(t *testing.T) {
	a := newArchive(t)
	a.sql(insertB, renameB, insertC)
	for _, q := range []string{`UPDATE area SET nome = 'y' WHERE id = 2`, `DELETE FROM area WHERE id = 3`} {
		err := a.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error { return exec(ctx, tx, q) })
		if err != nil {
			t.Fatal(err)
		}
	}
	err := a.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		found, err := journal.Check(ctx, tx)
		if len(found) != 2 {
			t.Errorf("found %v", found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestInsertions_GoBackThroughWhatHappenedSince(t *testing.T) {
	a := newArchive(t)
	op := a.sql(insertB, insertC)
	a.sql(renameB)
	a.sql(`DELETE FROM area WHERE codice = 'C'`)
	err := a.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		changes, _, err := journal.Changes(ctx, tx, op.ID, 0)
		if err != nil || len(changes) != 1 {
			t.Fatalf("%v, %v", changes, err)
		}
		rows, err := journal.Insertions(ctx, tx, changes[0])
		for i, want := range []string{"Due", "Tre"} {
			if len(rows) != 2 || rows[i].After[2] != (journal.Field{Column: "nome", Value: want}) {
				t.Errorf("row %d: %v", i, rows)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
