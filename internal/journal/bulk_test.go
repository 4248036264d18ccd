package journal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
)

func TestUndo_OrderOfTheRunsDoesNotMatter(t *testing.T) {
	for _, set := range []int{1, 1 << 30} {
		b := newBench(t, limits{set: set, page: 2, images: 1 << 30, listed: 10})
		b.sql(`INSERT INTO area (codice, nome, norma, tipo) VALUES ('A', 'A', 'a', 'altro')`,
			`INSERT INTO programma (codice, nome, norma, tipo, stato) VALUES ('P', 'P', 'p', 'piano', 'avviato')`)
		// The run of the parts begins before the area that its last row needs.
		op := b.sql(`INSERT INTO programma_ambito (programma_id, area_id) VALUES (1, 1)`,
			`INSERT INTO area (codice, nome, norma, tipo) VALUES ('B', 'B', 'b', 'altro')`,
			`INSERT INTO programma_ambito (programma_id, area_id) VALUES (1, 2)`)
		if left, err := b.undo(op.ID); err != nil || left.Count != 0 {
			t.Errorf("left %v, %v", left, err)
		}
		if n := b.lines(`SELECT (SELECT count(*) FROM area) || ' ' || (SELECT count(*) FROM programma_ambito)`); n[0] != "1 0" {
			t.Errorf("areas and parts left: %s", n)
		}
	}
}

// numbers inserts n persons with one statement.
func numbers(n int) string {
	return fmt.Sprintf(`INSERT INTO persona (cognome, nome, norma)
		WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT 'R', 'A', i FROM n`, n)
}

func TestUndo_OfManyRowsCannotBeUndone(t *testing.T) {
	b := newBench(t, standardLimits())
	few, many := b.sql(numbers(10_000)), b.sql(numbers(10_001))
	for _, op := range []Operation{many, few} {
		if left, err := b.undo(op.ID); err != nil || left.Count != 0 {
			t.Fatalf("left %v, %v", left, err)
		}
	}
	if n := b.lines(`SELECT count(*) || '' FROM persona`); n[0] != "0" {
		t.Errorf("%s rows left", n)
	}
	if n := b.lines(`SELECT concat_ws('|', azione, da_id, a_id, prima) FROM modifica WHERE operazione_id = 3`); !slices.Equal(n, []string{"eliminata|10001|20001"}) {
		t.Errorf("recorded %s", n)
	}
	if _, err := b.undo(3); err == nil || !strings.Contains(err.Error(), "cannot be done again") {
		t.Errorf("error %v", err)
	}
	if _, err := b.undo(4); err != nil {
		t.Error(err)
	}
	if n := b.lines(`SELECT count(*) || '' FROM persona`); n[0] != "10000" {
		t.Errorf("%s rows, want 10000", n)
	}
}

func TestUndo_NamesTheFirstOfTheKeptRows(t *testing.T) {
	b := newBench(t, standardLimits())
	op := b.sql(numbers(3000))
	b.sql(`UPDATE persona SET cognome = 'S' WHERE id % 2`)
	left, err := b.undo(op.ID)
	if err != nil || left.Count != 1500 || len(left.Rows) != 1000 || left.Rows[0] != (Kept{"persona", 2999, ChangedSince}) {
		t.Errorf("left %d, %d named, %v", left.Count, len(left.Rows), err)
	}
	if n := b.lines(`SELECT count(*) || ' ' || sum(id % 2) FROM persona`); n[0] != "1500 1500" {
		t.Errorf("rows %s", n)
	}
	if left, err := b.undo(2); err != nil || left.Count != 0 {
		t.Errorf("left %v, %v", left, err)
	}
	if left, err := b.undo(op.ID); err != nil || left.Count != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestRecorder_KeepsWhatChangedNothing(t *testing.T) {
	b := newBench(t, standardLimits())
	b.sql(numbers(1))
	op := Operation{Command: "persona import", Keep: true}
	var next int64
	err := b.do(&op, func(ctx context.Context, tx *db.Tx) (err error) {
		next, err = Next(ctx, tx)
		return err
	})
	if err != nil || op.ID != 2 || next != 2 {
		t.Errorf("operation %d, announced as %d, %v", op.ID, next, err)
	}
	if _, err := b.undo(2); err == nil || !strings.Contains(err.Error(), "changed nothing") {
		t.Errorf("error %v", err)
	}
	err = b.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		latest, err := Latest(ctx, tx)
		if latest.ID != 1 {
			t.Errorf("a bare undo takes back %d", latest.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEditedByHand_LatestStandingChangeDecides(t *testing.T) {
	b := newBench(t, standardLimits())
	imported := func(op Operation) {
		b.foreign(fmt.Sprintf(`INSERT INTO importazione VALUES (%d, 'persona', 'f', 's', 'csv', '', '', '2026-01-01', 0, 0, 0, 0, 0, 0, 0)`, op.ID))
	}
	edited := func() (list []Edit) {
		err := b.View(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
			list, err = EditedByHand(ctx, tx, "persona")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	b.sql(numbers(5))
	imported(b.sql(`UPDATE persona SET email = 'a' WHERE id < 4`))
	if list := edited(); len(list) != 0 {
		t.Errorf("edited %v", list)
	}
	b.sql(`UPDATE persona SET email = 'b', cognome = 'S' WHERE id IN (1, 2)`)
	hand := b.sql(`UPDATE persona SET email = 'c' WHERE id = 3`)
	imported(b.sql(`UPDATE persona SET email = 'd' WHERE id = 2`))
	want := []Edit{{1, "cognome"}, {1, "email"}, {2, "cognome"}, {3, "email"}}
	if list := edited(); !slices.Equal(list, want) {
		t.Errorf("edited %v, want %v", list, want)
	}
	if _, err := b.undo(hand.ID); err != nil {
		t.Fatal(err)
	}
	if list := edited(); !slices.Equal(list, want[:3]) {
		t.Errorf("after the undo %v, want %v", list, want[:3])
	}
}
