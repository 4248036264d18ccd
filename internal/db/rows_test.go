package db

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
)

func TestInsertRows_ShortAndLongListsStoreTheSame(t *testing.T) {
	d, err := Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, n := range []int{0, 1, rowsForStream - 1, rowsForStream, 3 * rowsForStream} {
		var rows [][]any
		for i := range n {
			rows = append(rows, []any{fmt.Sprint(i, " perché"), i%2 == 0, nil, sql.NullString{String: "x", Valid: i%3 == 0}, int64(i)})
		}
		err := d.Update(t.Context(), Write{DryRun: true}, func(ctx context.Context, tx *Tx) error {
			if _, err := tx.Exec(ctx, `CREATE TABLE prova (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT, d TEXT, e INTEGER) STRICT`); err != nil {
				return err
			}
			if err := tx.InsertRows(ctx, "prova", []string{"a", "b", "c", "d", "e"}, rows); err != nil {
				return err
			}
			good, _, err := First(ctx, tx, Value[int], `SELECT count(*) FROM prova WHERE e = id - 1 AND a = e || ' perché'
				AND b = (e % 2 = 0) AND c IS NULL AND d IS CASE WHEN e % 3 = 0 THEN 'x' END`)
			if good != n {
				t.Errorf("of %d rows %d are as they were given", n, good)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestInsertRows_ALongListGoesInAsAWhole(t *testing.T) {
	d, err := Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Update(t.Context(), Write{DryRun: true}, func(ctx context.Context, tx *Tx) error {
		if _, err := tx.Exec(ctx, `CREATE TABLE prova (id INTEGER PRIMARY KEY, a TEXT NOT NULL) STRICT`); err != nil {
			return err
		}
		rows := make([][]any, 2*rowsForStream)
		for i := range rows {
			rows[i] = []any{"a"}
		}
		rows[len(rows)-1][0] = nil
		if err := tx.InsertRows(ctx, "prova", []string{"a"}, rows); !IsConstraint(err) {
			t.Errorf("a row without its value: %v", err)
		}
		rows[len(rows)-1][0] = struct{}{}
		if err := tx.InsertRows(ctx, "prova", []string{"a"}, rows); err == nil {
			t.Error("a value that cannot be stored was stored")
		}
		left, _, err := First(ctx, tx, Value[int], `SELECT count(*) FROM prova`)
		if left != 0 {
			t.Errorf("%d rows of a list that was refused", left)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
