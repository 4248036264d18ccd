package unione

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/sheet"
)

// bring imports rows on a day, as a whole that is taken back when it fails, and
// returns the counts of new, updated, unchanged, rejected and retired.
func bring(ctx context.Context, t *testing.T, tx *db.Tx, on, text string, change ...func(*batch.Options)) ([5]int, error) {
	t.Helper()
	if _, err := tx.Exec(ctx, `INSERT INTO ente_nome (ente_id, nome, norma, tipo) SELECT id, denominazione, norma, 'ufficiale' FROM ente
		WHERE TRUE ON CONFLICT DO NOTHING`); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := sheet.Examine(ctx, path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := batch.Options{Name: path, Mode: batch.Upsert, Snapshot: day(on), Today: day(on), MaxChange: 50}
	for _, c := range change {
		c(&o)
	}
	var r *batch.Result
	err = tx.Try(ctx, func() error {
		var err error
		r, err = batch.Run(ctx, tx, Import(), f, o)
		if err != nil || r.Number == 0 {
			return err
		}
		// The ledger would write the operation at the end of the transaction.
		_, err = tx.Exec(ctx, `INSERT INTO operazione (id, quando, chi, comando, parametri, inserite, aggiornate, eliminate)
			VALUES (?, ?, 'test', 'test', '', 0, 0, 0)`, r.Number, time.Now().UTC().Format(time.RFC3339))
		return err
	})
	return [5]int{r.New, r.Updated, r.Unchanged, r.Rejected, r.Retired}, err
}

func brought(ctx context.Context, t *testing.T, tx *db.Tx, want [5]int, on, text string, change ...func(*batch.Options)) {
	t.Helper()
	got, err := bring(ctx, t, tx, on, text, change...)
	if err != nil || got != want {
		t.Errorf("%q: got %v, %v, want %v", text, got, err, want)
	}
}

func whole(o *batch.Options) { o.Mode = batch.Sync }

const both = "unione,istat\nc_i462a,036040\nDistretto Ceramico,036015\n"

func TestImport_SameFileTwiceChangesNothing(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		brought(ctx, t, tx, [5]int{2, 0, 0, 0, 0}, "2021-07-15", both)
		brought(ctx, t, tx, [5]int{0, 0, 2, 0, 0}, "2021-09-15", both)
		members(ctx, t, tx, "2021-07-14", 0)
		members(ctx, t, tx, "2021-07-15", 2)
	})
}

func TestImport_DaysOfTheFileAreWritten(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		brought(ctx, t, tx, [5]int{2, 0, 0, 0, 0}, "2021-07-15", both)
		const dated = "unione,istat,dal,al\nc_i462a,036040,2010-01-01,\nc_i462a,036015,,2022-12-31\nnucir,036040,2001-01-01,2009-12-31\n"
		brought(ctx, t, tx, [5]int{1, 2, 0, 0, 0}, "2021-07-15", dated)
		brought(ctx, t, tx, [5]int{0, 0, 3, 0, 0}, "2021-07-15", dated)
		members(ctx, t, tx, "2010-01-01", 1)
		members(ctx, t, tx, "2023-01-01", 1)
		// Two Unioni at once, and an end before the beginning.
		brought(ctx, t, tx, [5]int{0, 0, 0, 2, 0}, "2021-07-15", "unione,istat,dal,al\nnucir,036040,2009-12-31,2010-06-30\nnucir,036015,2009-12-31,2009-06-30\n")
	})
}

func TestImport_SyncEndsWhatTheListLacks(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		brought(ctx, t, tx, [5]int{2, 0, 0, 0, 0}, "2021-07-15", both)
		const short = "unione,istat\nc_i462a,036040\n"
		brought(ctx, t, tx, [5]int{0, 0, 1, 0, 1}, "2022-01-01", short, whole)
		brought(ctx, t, tx, [5]int{0, 0, 1, 0, 0}, "2022-01-01", short, whole)
		members(ctx, t, tx, "2022-01-01", 2)
		members(ctx, t, tx, "2022-01-02", 1)
	})
}

func TestImport_SyncStopsBeforeItRetiresTooMany(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		brought(ctx, t, tx, [5]int{2, 0, 0, 0, 0}, "2021-07-15", both)
		for _, text := range []string{"unione,istat\nc_i462a,036040\n", "unione,istat\n"} {
			_, err := bring(ctx, t, tx, "2022-01-01", text, whole, func(o *batch.Options) { o.MaxChange = 49 })
			if fault.KindOf(err) != fault.Threshold {
				t.Errorf("%q: %v", text, err)
			}
		}
		// A row that was refused may be the one that seems to be missing.
		brought(ctx, t, tx, [5]int{0, 0, 1, 1, 0}, "2022-01-01", "unione,istat\nc_i462a,036040\nc_i462a,036999\n", whole)
		members(ctx, t, tx, "2022-06-01", 2)
	})
}

func members(ctx context.Context, t *testing.T, tx *db.Tx, on string, want int) {
	t.Helper()
	list, err := Members(ctx, tx, ceramico, day(on))
	if err != nil || len(list) != want {
		t.Errorf("on %s: %v, %v, want %d", on, list, err, want)
	}
}
