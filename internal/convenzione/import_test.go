package convenzione

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// bring imports rows and returns the result.
func bring(ctx context.Context, t *testing.T, tx *db.Tx, text string, fixed map[string]string) *batch.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := sheet.Examine(ctx, path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := batch.Options{Name: path, Mode: batch.Upsert, Snapshot: periodo.MustParse("2022-09-01"), Today: periodo.MustParse("2022-09-01"), Fixed: fixed}
	r, err := batch.Run(ctx, tx, Import(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Number != 0 {
		// The ledger would write the operation at the end of the transaction.
		_, err = tx.Exec(ctx, `INSERT INTO operazione (id, quando, chi, comando, parametri, inserite, aggiornate, eliminate)
			VALUES (?, '2022-09-01T00:00:00Z', 'test', 'test', '', 0, 0, 0)`, r.Number)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// counted fails the test unless the counts of new, updated, unchanged and
// rejected rows are these.
func counted(t *testing.T, r *batch.Result, want ...int) {
	t.Helper()
	if got := []int{r.New, r.Updated, r.Unchanged, r.Rejected}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v; problems %v", got, want, r.Problems)
	}
}

func TestImport_RowsOfOneConventionAreOne(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		const list = "ipa;dal;al;coperti\nc_i462a;2022-01-01;2024-12-31;\"c_i462a, c_i462\"\n"
		const each = "firmatario;ipa;dal\nc_i462a;c_i462;2022-01-01\nc_i462a;c_d711;2022-01-01\n"
		counted(t, bring(ctx, t, tx, list, nil), 1, 0, 0, 0)
		counted(t, bring(ctx, t, tx, list, nil), 0, 0, 1, 0)
		counted(t, bring(ctx, t, tx, each, map[string]string{"piattaforma": "self"}), 0, 1, 1, 0)
		counted(t, bring(ctx, t, tx, each, map[string]string{"piattaforma": "self"}), 0, 0, 2, 0)
		all, err := List(ctx, tx, Filter{})
		if err != nil || len(all) != 1 || all[0].NumeroCoperti != 2 || all[0].Tipo != Self {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

func TestImport_BlankChangesNothingAndAValueDoes(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		counted(t, bring(ctx, t, tx, "ipa;dal;al;atto\nc_i462;2022-01-01;2024-12-31;det. 1\n", nil), 1, 0, 0, 0)
		counted(t, bring(ctx, t, tx, "ipa;dal;al;atto\nc_i462;2022-01-01;;\nc_i462;;;\n", nil), 0, 0, 2, 0)
		counted(t, bring(ctx, t, tx, "ipa;dal;al\nc_i462;2022-01-01;2025-12-31\nc_i462;2025-01-01;\nc_d711;;\n", nil), 0, 1, 0, 2)
		all, err := List(ctx, tx, Filter{})
		if err != nil || len(all) != 1 || all[0].Al != day("2025-12-31") || all[0].Atto != "det. 1" {
			t.Errorf("%+v, %v", all, err)
		}
	})
}
