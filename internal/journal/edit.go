package journal

import (
	"context"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
)

// Edit is a value that somebody changed by hand.
type Edit struct {
	// ID is the row.
	ID     int64
	Column string
}

// EditedByHand returns the columns of the rows of a table whose latest change
// that still stands was made neither by an import nor by an undo, by row and
// column. A row that was added by hand is not among them, nor is one that a
// decision about a row of an import changed: the value is that of the file. Nor
// is what the commands named in but changed, which write many values at once.
//
// It starts from the operations that are no imports, so that it costs little
// however many rows the imports changed.
func EditedByHand(ctx context.Context, tx *db.Tx, table string, but ...string) ([]Edit, error) {
	args := []any{table}
	others := ""
	for _, command := range but {
		args = append(args, command)
		others += " AND o.comando <> ?" + strconv.Itoa(len(args))
	}
	return db.Collect(ctx, tx, func(scan db.Scan) (e Edit, err error) {
		err = scan(&e.ID, &e.Column)
		return e, err
	}, `
		SELECT DISTINCT m.da_id, c.key
		FROM operazione o
			CROSS JOIN modifica m ON m.operazione_id = o.id
			CROSS JOIN json_each(m.dopo) c
		WHERE o.annulla IS NULL`+others+` AND NOT EXISTS (SELECT 1 FROM importazione i WHERE i.id = o.id)
			AND NOT EXISTS (SELECT 1 FROM importazione_scarto s WHERE s.risolto_da = o.id)
			AND m.tabella = ?1 AND m.azione = 'aggiornata' AND m.annullata_da IS NULL
			AND NOT EXISTS (
				SELECT 1 FROM modifica l JOIN importazione i ON i.id = l.operazione_id
				WHERE l.tabella = ?1 AND l.da_id = m.da_id AND l.azione <> 'inserita' AND l.azione = 'aggiornata'
					AND l.operazione_id > m.operazione_id AND l.annullata_da IS NULL
					AND json_type(l.dopo, '$."' || c.key || '"') IS NOT NULL)
		ORDER BY m.da_id, c.key`, args...)
}

// Rows are rows of a table, as ranges of their ids.
type Rows [][2]int64

// Has reports whether a row is among them.
func (r Rows) Has(id int64) bool {
	return slices.ContainsFunc(r, func(ids [2]int64) bool { return ids[0] <= id && id <= ids[1] })
}

// WrittenByHand returns the rows of a table that an operation which is neither an
// import nor an undo added or changed, as far as that still stands. Like
// EditedByHand it starts from those operations.
func WrittenByHand(ctx context.Context, tx *db.Tx, table string) (Rows, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (ids [2]int64, err error) {
		err = scan(&ids[0], &ids[1])
		return ids, err
	}, `SELECT DISTINCT m.da_id, m.a_id
		FROM operazione o CROSS JOIN modifica m ON m.operazione_id = o.id
		WHERE o.annulla IS NULL AND NOT EXISTS (SELECT 1 FROM importazione i WHERE i.id = o.id)
			AND NOT EXISTS (SELECT 1 FROM importazione_scarto s WHERE s.risolto_da = o.id)
			AND m.tabella = ? AND m.azione <> 'eliminata' AND m.annullata_da IS NULL
		ORDER BY m.da_id`, table)
}
