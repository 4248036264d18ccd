package iscrizione

import (
	"cmp"
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
)

// Tables are the tables that only tell of imports: like those of the ledger
// they are no part of what an undo takes back.
func Tables() []string { return []string{"iscrizione_lista"} }

// readLists gathers, in the temporary table lista, the day of the latest list
// of each edition and ente that was brought in and not taken back.
func (im *importer) readLists(ctx context.Context, tx *db.Tx) error {
	for _, statement := range []string{
		`CREATE TEMP TABLE lista (edizione_id INTEGER, ente_id INTEGER, rilevato_il TEXT,
			PRIMARY KEY (edizione_id, ente_id)) WITHOUT ROWID`,
		`INSERT INTO lista SELECT l.edizione_id, l.ente_id, max(m.rilevato_il)
			FROM iscrizione_lista l JOIN importazione m ON m.id = l.importazione_id
			WHERE NOT EXISTS (SELECT 1 FROM operazione u WHERE u.annulla = m.id
				AND NOT EXISTS (SELECT 1 FROM operazione r WHERE r.annulla = u.id))
			GROUP BY l.edizione_id, l.ente_id`,
	} {
		if _, err := tx.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// keepLists notes of which editions and enti the file was, where no list of the
// same day or a later one is known.
func (im *importer) keepLists(ctx context.Context, tx *db.Tx) error {
	if im.Retry {
		return nil
	}
	known := map[[2]int64]string{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var of [2]int64
		var day string
		err := scan(&of[0], &of[1], &day)
		known[of] = day
		return err
	}, `SELECT edizione_id, ente_id, rilevato_il FROM lista`)
	if err != nil {
		return err
	}
	number, err := journal.Next(ctx, tx)
	if err != nil {
		return err
	}
	var rows [][]any
	for of := range im.perEnte {
		if known[of] < im.Snapshot.String() {
			rows = append(rows, []any{number, of[0], of[1]})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[1].(int64), b[1].(int64)), cmp.Compare(a[2].(int64), b[2].(int64)))
	})
	im.rows.Touch()
	return tx.InsertRows(ctx, "iscrizione_lista", []string{"importazione_id", "edizione_id", "ente_id"}, rows)
}
