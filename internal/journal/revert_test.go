package journal

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
)

// bench is a database in memory whose undos work within given limits.
type bench struct {
	*db.DB
	t      *testing.T
	limits limits
}

func newBench(t *testing.T, l limits) bench {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// A test that needs many closes each itself before the next.
	t.Cleanup(func() { _ = d.Close() })
	return bench{d, t, l}
}

func (b bench) do(op *Operation, fn func(ctx context.Context, tx *db.Tx) error) error {
	w := db.Write{Record: Recorder(op), Unrecorded: Tables()}
	return b.Update(b.t.Context(), w, fn)
}

// sql runs statements as one operation; those that break a rule of the schema
// change nothing.
func (b bench) sql(statements ...string) Operation {
	b.t.Helper()
	op := Operation{Command: "sql"}
	err := b.do(&op, func(ctx context.Context, tx *db.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil && !db.IsConstraint(err) {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return op
}

// foreign runs a statement that the ledger does not see.
func (b bench) foreign(statement string) {
	b.t.Helper()
	err := b.Update(b.t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, statement)
		return err
	})
	if err != nil && !db.IsConstraint(err) {
		b.t.Fatal(err)
	}
}

func (b bench) undo(id int64) (left Remainder, err error) {
	op := Operation{Command: "undo", Undoes: id}
	err = b.do(&op, func(ctx context.Context, tx *db.Tx) error {
		target, err := Find(ctx, tx, id)
		if err != nil {
			return err
		}
		left, err = undoWithin(ctx, tx, target, b.limits)
		return err
	})
	return left, err
}

// lines returns the rows of a query, each as one text.
func (b bench) lines(query string, args ...any) (lines []string) {
	b.t.Helper()
	err := b.View(b.t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		lines, err = db.Collect(ctx, tx, db.Value[string], query, args...)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return lines
}

// state returns all rows, and what of the ledger stands, row by row.
func (b bench) state() string {
	b.t.Helper()
	all := []string{}
	for _, query := range []string{
		`SELECT concat_ws('|', 'area', id, codice, nome, tipo) FROM area ORDER BY id`,
		`SELECT concat_ws('|', 'programma', id, codice, nome) FROM programma ORDER BY id`,
		`SELECT concat_ws('|', 'ambito', id, programma_id, area_id) FROM programma_ambito ORDER BY id`,
		`SELECT concat_ws('|', 'ruolo', id, codice, programma_id) FROM ruolo ORDER BY id`,
		`SELECT concat_ws('|', 'persona', id, cognome, cf, email, unita_a) FROM persona ORDER BY id`,
		`WITH RECURSIVE r(op, place, t, a, id, last, by) AS (
			SELECT operazione_id, ordine, tabella, azione, da_id, a_id, annullata_da FROM modifica
			UNION ALL SELECT op, place, t, a, id + 1, last, by FROM r WHERE id < last)
		SELECT concat_ws('|', op, t, a, id, coalesce(by, '-')) FROM r
			WHERE op NOT IN (SELECT id FROM operazione WHERE annulla IS NOT NULL) ORDER BY op, t, id, a, by, place`,
	} {
		all = append(all, b.lines(query)...)
	}
	return strings.Join(all, "\n")
}

// happenings returns statements of some operations at random. They insert rows
// that belong together in every order, and reuse ids and codes.
func happenings(r *rand.Rand) [][]string {
	id := func() int { return 1 + r.IntN(12) }
	code := func() string { return fmt.Sprintf("C%d", r.IntN(14)) }
	programme := func() []string {
		c := code()
		return []string{
			fmt.Sprintf(`INSERT INTO programma (codice, nome, norma, tipo, stato) VALUES ('%s', 'P', 'p', 'piano', 'avviato')`, c),
			fmt.Sprintf(`INSERT INTO programma_ambito (programma_id, area_id) SELECT p.id, a.id FROM programma p, area a
				WHERE p.codice = '%s' LIMIT %d`, c, 1+r.IntN(3)),
			fmt.Sprintf(`INSERT INTO programma_ambito (programma_id, tipo) SELECT p.id, 'comune' FROM programma p
				WHERE p.codice = '%s'`, c),
		}
	}
	const chained = `INSERT INTO persona (cognome, nome, norma, unita_a) VALUES ('R', 'A', 'r', (SELECT max(id) FROM persona))`
	statement := func() string {
		switch r.IntN(13) {
		case 0, 1:
			return fmt.Sprintf(`INSERT INTO area (codice, nome, norma, tipo)
				WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT %d || 'A' || i, 'n', 'n', 'altro' FROM n`,
				1+r.IntN(4), r.IntN(30))
		case 2:
			return fmt.Sprintf(`INSERT INTO programma (codice, nome, norma, tipo, stato) VALUES ('%s', 'P', 'p', 'piano', 'avviato')`, code())
		case 3, 4:
			return fmt.Sprintf(`INSERT INTO programma_ambito (programma_id, area_id) SELECT p.id, a.id FROM programma p, area a
				WHERE p.id >= %d AND a.id >= %d LIMIT %d`, id()/2, id(), 1+r.IntN(3))
		case 5, 6:
			return fmt.Sprintf(`INSERT INTO persona (cognome, nome, norma, cf, unita_a)
				WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
				SELECT 'R', 'A', 'r', %d || 'F' || i, (SELECT max(id) FROM persona WHERE id <= %d) FROM n`,
				1+r.IntN(4), r.IntN(30), id())
		case 7:
			return fmt.Sprintf(`UPDATE area SET nome = nome || '%s', tipo = iif(id %% 2, 'rete', tipo) WHERE id >= %d AND id < %d`, code(), id(), id())
		case 8:
			return fmt.Sprintf(`UPDATE area SET codice = '%s' WHERE id = %d`, code(), id())
		case 9:
			return fmt.Sprintf(`UPDATE persona SET email = nullif('%s', 'C1'), cf = iif(id %% 3, cf, NULL) WHERE id > %d AND id < %d`, code(), id(), id())
		case 10:
			return fmt.Sprintf(`INSERT INTO ruolo (codice, nome, programma_id, unico, obbligatorio)
				SELECT '%s', 'R', max(id), 1, 1 FROM programma WHERE id < %d`, code(), id())
		case 11:
			return fmt.Sprintf(`UPDATE persona SET unita_a = (SELECT max(id) FROM persona q WHERE q.id < persona.id AND q.id <> %d) WHERE id = %d`, id(), id())
		}
		table := []string{"area", "programma", "programma_ambito", "persona", "ruolo"}[r.IntN(5)]
		return fmt.Sprintf(`DELETE FROM %s WHERE id = %d`, table, id())
	}
	operations := make([][]string, 2+r.IntN(5))
	for i := range operations {
		for range 1 + r.IntN(8) {
			switch r.IntN(8) {
			case 0:
				operations[i] = append(operations[i], programme()...)
			case 1:
				operations[i] = append(operations[i], chained, chained, chained)
			default:
				operations[i] = append(operations[i], statement())
			}
		}
	}
	return operations
}

func TestUndo_RowsAndSetsGiveTheSame(t *testing.T) {
	kept, whole, refused := 0, 0, 0
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 3))
		rows := newBench(t, limits{set: 1 << 30, page: 1 + r.IntN(6), images: 1 << 30, listed: 1000})
		sets := newBench(t, limits{set: 1 + r.IntN(3), page: 1 + r.IntN(6), images: 1 << 30, listed: 1000})
		operations := happenings(r)
		for _, statements := range operations {
			rows.sql(statements...)
			sets.sql(statements...)
		}
		for range 4 {
			if r.IntN(4) == 0 {
				gone := fmt.Sprintf(`DELETE FROM persona WHERE id = %d`, r.IntN(12))
				rows.foreign(gone)
				sets.foreign(gone)
			}
			id := int64(1 + r.IntN(len(operations)+2))
			before := rows.state()
			a, errA := rows.undo(id)
			b, errB := sets.undo(id)
			if fmt.Sprint(errA) != fmt.Sprint(errB) || a.Count != b.Count || !slices.Equal(sorted(a.Rows), sorted(b.Rows)) {
				t.Fatalf("seed %d, undo %d:\nrows %v, %v\nsets %v, %v\n%s", seed, id, a, errA, b, errB, before)
			}
			if one, other := rows.state(), sets.state(); one != other {
				t.Fatalf("seed %d, undo %d:\nbefore\n%s\nrows\n%s\nsets\n%s", seed, id, before, one, other)
			}
			switch {
			case errA != nil:
				refused++
			case a.Count > 0:
				kept++
			default:
				whole++
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		if err := sets.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if kept < 20 || whole < 20 {
		t.Errorf("%d undos kept rows, %d kept none, %d were refused", kept, whole, refused)
	}
}

func sorted(list []Kept) []Kept {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Kept) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return list
}
