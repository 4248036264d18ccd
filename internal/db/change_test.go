package db

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
)

func newLog(t *testing.T, limit int) *changeLog {
	t.Helper()
	l := &changeLog{tables: map[string]*loggedTable{}, entries: spool{limit: limit, dir: t.TempDir(), name: "x.*"}}
	for _, column := range []string{"id", "nome", "note"} {
		l.declare("ente", column)
		l.declare("persona", column)
	}
	t.Cleanup(func() {
		if err := l.entries.discard(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(l.entries.dir); err != nil || len(left) > 0 {
			t.Errorf("left behind %v, %v", left, err)
		}
	})
	return l
}

// all returns what the log holds, without ending it.
func (l *changeLog) all(t *testing.T) []Change {
	t.Helper()
	m := l.mark()
	changes, err := l.finish()
	if err != nil {
		t.Fatal(err)
	}
	var list []Change
	for c, err := range changes.All() {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	l.closed = false
	l.cut(m)
	return list
}

// happen changes one row at random; the ids grow with n.
func (l *changeLog) happen(r *rand.Rand, n int64) {
	t := l.numbered[r.IntN(2)]
	switch id := n + 1; r.IntN(6) {
	case 0:
		l.addUpdate(t, id/2, []any{id, "a", nil}, []any{id, "b", strings.Repeat("x", r.IntN(40))})
	case 1:
		l.addUpdate(t, id/2, []any{id, []byte("a"), 1.5}, []any{id, []byte("a"), 1.5})
	case 2:
		l.addDelete(t, id, []any{id, []byte{0, 1}, -0.25})
	case 3:
		l.extend(t, Deleted, id)
	default:
		l.extend(t, Inserted, id)
	}
}

func TestChangeLog_CutBringsBackWhatWasThere(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		small, large := newLog(t, 1+r.IntN(200)), newLog(t, 1<<30)
		type point struct {
			small, large logMark
			n            int64
			all          []Change
			counts       [3]int64
		}
		var points []point
		n := int64(0)
		for range 300 {
			n++
			if r.IntN(10) == 0 {
				points = append(points, point{small.mark(), large.mark(), n, small.all(t), small.counts})
			}
			if len(points) > 0 && r.IntN(30) == 0 {
				k := r.IntN(len(points))
				p := points[k]
				points = points[:k+1]
				small.cut(p.small)
				large.cut(p.large)
				n = p.n
				if got := small.all(t); !reflect.DeepEqual(got, p.all) || small.counts != p.counts {
					t.Fatalf("seed %d: after the cut %v, want %v", seed, got, p.all)
				}
			}
			again := r.Uint64()
			small.happen(rand.New(rand.NewPCG(again, 2)), n)
			large.happen(rand.New(rand.NewPCG(again, 2)), n)
		}
		if got, want := small.all(t), large.all(t); !reflect.DeepEqual(got, want) || large.entries.file != nil {
			t.Fatalf("seed %d: through the file %v, in memory %v", seed, got, want)
		}
	}
}

func TestChangeLog_RunGrowsPastUpdatesButNotPastDeletes(t *testing.T) {
	l := newLog(t, 1<<20)
	ente, persona := l.tables["ente"], l.tables["persona"]
	l.extend(ente, Inserted, 1)
	l.extend(persona, Inserted, 9)
	l.addUpdate(ente, 1, []any{int64(1), "a", nil}, []any{int64(1), "b", nil})
	l.extend(ente, Inserted, 2)
	l.addDelete(ente, 3, []any{int64(3), "c", nil})
	l.extend(ente, Inserted, 3)
	want := []Change{
		{Table: "ente", FirstID: 1, LastID: 2},
		{Table: "persona", FirstID: 9, LastID: 9},
		{
			Table: "ente", Action: Updated, FirstID: 1, LastID: 1,
			Columns: []string{"nome"}, Before: []any{"a"}, After: []any{"b"},
		},
		{
			Table: "ente", Action: Deleted, FirstID: 3, LastID: 3,
			Columns: []string{"id", "nome", "note"}, Before: []any{int64(3), "c", nil},
		},
		{Table: "ente", FirstID: 3, LastID: 3},
	}
	if got := l.all(t); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if l.counts != [3]int64{4, 1, 1} {
		t.Errorf("counts %v", l.counts)
	}
}

// bulk is a database whose table meta has n rows, opened for writing.
func bulk(t *testing.T, n int) *DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	err := Create(t.Context(), path, func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO meta (chiave, valore)
			WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT 'k' || i, 'v' FROM n`, n)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := Open(t.Context(), path, ReadWrite, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

const rewriteMeta = `UPDATE meta SET valore = 'a value long enough to fill the memory of the log ' || id`

func TestUpdate_ManyChangesPassThroughAFile(t *testing.T) {
	const rows = 80_000
	d := bulk(t, rows)
	record := func(_ context.Context, _ *Tx, changes *Changes) error {
		next := int64(1)
		for c, err := range changes.All() {
			if err != nil {
				return err
			}
			if c.FirstID != next || !slices.Equal(c.Before, []any{"v"}) {
				t.Fatalf("change %v, want row %d", c, next)
			}
			next++
		}
		if n := changes.Count(Updated); n != rows || next != rows+1 {
			t.Errorf("%d changes counted, %d read", n, next-1)
		}
		return nil
	}
	err := d.Update(t.Context(), Write{Record: record}, func(ctx context.Context, tx *Tx) error {
		if _, err := tx.Exec(ctx, rewriteMeta); err != nil {
			return err
		}
		if tx.log.entries.file == nil {
			t.Error("the changes stayed in memory")
		}
		// It fails at its last row, after all the others were reported.
		_, err := tx.Exec(ctx, `UPDATE meta SET valore = iif(id = ?, NULL, 'w')`, rows)
		if !IsConstraint(err) {
			t.Errorf("error %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(d.path), ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind %v, %v", left, err)
	}
}

func TestUpdate_ChangesThatCannotBeKeptAsideChangeNothing(t *testing.T) {
	d := bulk(t, 80_000)
	path := d.path
	d.path = filepath.Join(filepath.Dir(path), "no such folder", "a.db")
	record := func(context.Context, *Tx, *Changes) error {
		t.Error("recorded")
		return nil
	}
	err := d.Update(t.Context(), Write{Record: record}, func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, rewriteMeta)
		if fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), "nothing has been changed") {
			t.Errorf("error %v", err)
		}
		return nil
	})
	if fault.KindOf(err) != fault.Failed {
		t.Errorf("error %v", err)
	}
	d.path = path
	err = d.View(t.Context(), func(ctx context.Context, tx *Tx) error {
		n, _, err := First(ctx, tx, Value[int64], `SELECT count(*) FROM meta WHERE valore <> 'v'`)
		if n != 0 {
			t.Errorf("%d rows changed", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWithoutImages_DeletedRowsAreRuns(t *testing.T) {
	d := bulk(t, 1000)
	record := func(_ context.Context, _ *Tx, changes *Changes) error {
		var got []Change
		for c, err := range changes.All() {
			if err != nil {
				return err
			}
			got = append(got, c)
		}
		want := []Change{
			{Table: "meta", Action: Deleted, FirstID: 1, LastID: 499},
			{Table: "meta", Action: Deleted, FirstID: 501, LastID: 900},
		}
		if len(got) != 3 || !reflect.DeepEqual(got[:2], want) || len(got[2].Before) != 3 {
			t.Errorf("changes %v", got)
		}
		if n := changes.Count(Deleted); n != 900 {
			t.Errorf("%d rows deleted, want 900", n)
		}
		return nil
	}
	err := d.Update(t.Context(), Write{Record: record}, func(ctx context.Context, tx *Tx) error {
		err := tx.WithoutImages(func() error {
			_, err := tx.Exec(ctx, `DELETE FROM meta WHERE id <= 900 AND id <> 500`)
			return err
		})
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM meta WHERE id = 500`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSpool_FileIsPrivate(t *testing.T) {
	s := spool{limit: 1, dir: t.TempDir(), name: "x.*", memory: []byte("abc")}
	if err := s.spill(); err != nil {
		t.Fatal(err)
	}
	info, err := s.file.Stat()
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	held := make([]byte, 3)
	if _, err := s.file.ReadAt(held, 0); err != nil || !bytes.Equal(held, []byte("abc")) {
		t.Errorf("file holds %q, %v", held, err)
	}
	if err := s.discard(); err != nil {
		t.Error(err)
	}
}
