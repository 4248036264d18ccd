package batch

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
)

// RejectColumns returns the titles that a rejects file has after the titles of
// the file itself: where the row was, why it was refused, what to do, and the
// Mark of the import.
func RejectColumns() []string {
	return []string{"riga", "codice", "motivo", "suggerimento", "importazione"}
}

// Mark names an import in the rows of a rejects file, so that mended rows find
// the ones that they come from: its number and the beginning of the digest of
// its file, for the numbers of two databases are the same.
func Mark(id int64, sha256 string) string {
	return strconv.FormatInt(id, 10) + markBetween + sha256[:min(len(sha256), markDigits)]
}

const (
	// Between digits it keeps a spreadsheet from taking a mark for a number.
	markBetween = "#"
	markDigits  = 8
)

// addedAt returns the place of the first of the columns that a rejects file
// adds, -1 where the titles lack any of them.
func addedAt(titles []string) int {
	columns := RejectColumns()
	for i := range len(titles) - len(columns) + 1 {
		if slices.EqualFunc(titles[i:i+len(columns)], columns, func(title, column string) bool { return titleForm(title) == column }) {
			return i
		}
	}
	return -1
}

// isAdded reports whether a column is one of those that a rejects file adds.
func (l Layout) isAdded(place int) bool {
	return l.added >= 0 && place >= l.added && place < l.added+len(RejectColumns())
}

// Own returns the cells of a row, or the titles, without those that a rejects
// file adds.
func (l Layout) Own(cells []string) []string {
	if l.added < 0 || l.added >= len(cells) {
		return cells
	}
	return slices.Concat(cells[:l.added], cells[min(l.added+len(RejectColumns()), len(cells)):])
}

// origin is the refused row of an earlier import that a row comes from.
type origin struct {
	digits string
	line   int
}

// trace notes which refused row a row of a rejects file comes from.
func (r *Result) trace(cells []string) {
	first := r.Layout.added
	if first < 0 || first+len(RejectColumns()) > len(cells) {
		return
	}
	id, digits, marked := strings.Cut(clean(cells[first+len(RejectColumns())-1]), markBetween)
	from := origin{strings.Clone(digits), number(clean(cells[first]))}
	if marked && number(id) > 0 && from.line > 0 && len(digits) == markDigits && len(r.came) < maxRefused {
		r.came = append(r.came, from)
	}
}

// settledRejects returns the ids of the open rows of earlier imports that the
// rows of the file come from. The file that they were in may have been imported
// again since: its digest tells which rows these are, not the number of the
// import. A row that is refused again is open in the new import alone.
func settledRejects(ctx context.Context, tx *db.Tx, n Noun, r *Result) ([]int64, error) {
	var ids []int64
	for _, o := range r.came {
		open, err := db.Collect(ctx, tx, db.Value[int64], `
			SELECT s.id FROM importazione i JOIN importazione_scarto s ON s.importazione_id = i.id
			WHERE i.sha256 BETWEEN ?1 AND ?1 || 'g' AND i.oggetto = ?2 AND s.riga = ?3 AND s.risolto_da IS NULL`,
			o.digits, n.Object(), o.line)
		if err != nil {
			return nil, err
		}
		ids = append(ids, open...)
	}
	return ids, nil
}

// closeRejects notes which operation resolved refused rows.
func closeRejects(ctx context.Context, tx *db.Tx, ids []int64, operation int64) error {
	for _, id := range ids {
		if _, err := tx.Exec(ctx, `UPDATE importazione_scarto SET risolto_da = ? WHERE id = ?`, operation, id); err != nil {
			return err
		}
	}
	return nil
}

// Forget drops what is still open of an import that was taken back, and opens
// again the refused rows that the operation, whichever it was, had resolved. It
// returns how many rows that were.
func Forget(ctx context.Context, tx *db.Tx, operation int64) (int64, error) {
	dropped, err := tx.Exec(ctx, `DELETE FROM importazione_scarto WHERE importazione_id = ? AND risolto_da IS NULL`, operation)
	if err != nil {
		return 0, err
	}
	opened, err := tx.Exec(ctx, `UPDATE importazione_scarto SET risolto_da = NULL WHERE risolto_da = ?`, operation)
	return dropped + opened, err
}
