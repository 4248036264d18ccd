package batch

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// Scarto is a refused row that nobody resolved yet.
type Scarto struct {
	// Riga is the physical line of the file on which the row begins.
	Riga int
	// Problemi are the reasons for which it was refused, one at least, in the
	// order of its columns.
	Problemi []Problem
	// Celle are the cells as they were read.
	Celle []string
	id    int64
}

// Scelte are the records that the row may mean: those of the first problem that
// offers any.
func (s Scarto) Scelte() []Choice { return ChoicesOf(s.Problemi) }

// ChoicesOf returns the records that the first of the problems offers which
// offers any.
func ChoicesOf(problems []Problem) []Choice {
	for _, p := range problems {
		if len(p.Choices) > 0 {
			return p.Choices
		}
	}
	return nil
}

// Reject returns the row as the rows of a rejects file are.
func (s Scarto) Reject() Reject {
	return Reject{Line: s.Riga, Cells: s.Celle, Problems: s.Problemi}
}

// Titoli are the titles of the columns of the file.
func (i Importazione) Titoli() []string { return i.titoli }

// Open returns the rows of the import that are still open, in the order of the
// file; none when it was taken back.
func (i Importazione) Open(ctx context.Context, tx *db.Tx) ([]Scarto, error) {
	if i.AnnullataDa != 0 {
		return nil, nil
	}
	return db.Collect(ctx, tx, readScarto, `
		SELECT id, riga, problemi, celle
		FROM importazione_scarto WHERE importazione_id = ? AND risolto_da IS NULL ORDER BY riga, id`, i.ID)
}

func readScarto(scan db.Scan) (s Scarto, err error) {
	var problems, cells string
	if err := scan(&s.id, &s.Riga, &problems, &cells); err != nil {
		return s, err
	}
	if s.Problemi, err = restored(problems); err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(cells), &s.Celle)
}

// OpenRow returns the open row that begins on a line, or a fault of kind
// Failed.
func (i Importazione) OpenRow(ctx context.Context, tx *db.Tx, line int) (Scarto, error) {
	open, err := i.Open(ctx, tx)
	at := slices.IndexFunc(open, func(s Scarto) bool { return s.Riga == line })
	if err == nil && at < 0 {
		id := strconv.FormatInt(i.ID, 10)
		return Scarto{}, fault.New(fault.Failed, "import %s has no open row on line %s", id, strconv.Itoa(line)).
			WithHint("see those that are open with: dtctl import show %s", id)
	}
	if err != nil {
		return Scarto{}, err
	}
	return open[at], nil
}
