package journal

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
)

// Insertions returns a change for each row of a range of inserted rows, with
// the values that the row was inserted with. The ledger does not keep them: it
// goes back from what the row is now through all that happened to it since.
func Insertions(ctx context.Context, tx *db.Tx, c Change) ([]Change, error) {
	columns, err := db.Collect(ctx, tx, db.Value[string],
		"SELECT name FROM pragma_table_info(?) ORDER BY cid", c.Table)
	if err != nil {
		return nil, err
	}
	rows := make([]Change, 0, c.LastID-c.FirstID+1)
	for id := c.FirstID; id <= c.LastID; id++ {
		image, err := insertedAs(ctx, tx, c, id, columns)
		if err != nil {
			return nil, err
		}
		one := c
		one.FirstID, one.LastID, one.After = id, id, image
		rows = append(rows, one)
	}
	return rows, nil
}

// insertedAs returns the values that the row was inserted with, nil when nobody
// knows them any more.
func insertedAs(ctx context.Context, tx *db.Tx, c Change, id int64, columns []string) (Image, error) {
	image, err := current(ctx, tx, c.Table, id, columns)
	if err != nil {
		return nil, err
	}
	since, err := db.Collect(ctx, tx, readChange, selectChanges+`
		WHERE tabella = ? AND da_id = ? AND azione <> 'inserita' AND (operazione_id, ordine) > (?, ?)
		ORDER BY operazione_id DESC, ordine DESC`, c.Table, id, c.operation, c.place)
	if err != nil {
		return nil, err
	}
	for _, later := range since {
		if later.Action == deleted {
			image = later.Before
			continue
		}
		for _, f := range later.Before {
			image.set(f)
		}
	}
	return image, nil
}

func current(ctx context.Context, tx *db.Tx, table string, id int64, columns []string) (Image, error) {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = quote(c)
	}
	image, _, err := db.First(ctx, tx, func(scan db.Scan) (Image, error) {
		image := make(Image, len(columns))
		dest := make([]any, len(columns))
		for i, c := range columns {
			image[i].Column = c
			dest[i] = &image[i].Value
		}
		return image, scan(dest...)
	}, "SELECT "+strings.Join(names, ", ")+" FROM "+quote(table)+" WHERE id = ?", id)
	return image, err
}
