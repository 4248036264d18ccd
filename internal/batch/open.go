package batch

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// Scarto is a refused row that nobody resolved yet.
type Scarto struct {
	// Riga is the physical line of the file on which the row begins, Colonna the
	// column of the cell because of which it was refused, 0 for the whole row.
	Riga, Colonna int
	// Codice names the kind of problem for programs.
	Codice string
	// Motivo is why the row was refused, Suggerimento what to do, zero where
	// there is nothing to say.
	Motivo, Suggerimento message.Text
	// Scelte are the records that the row may mean.
	Scelte []Choice
	// Celle are the cells as they were read.
	Celle []string
	id    int64
}

// Reject returns the row as the rows of a rejects file are.
func (s Scarto) Reject() Reject {
	return Reject{Line: s.Riga, Cells: s.Celle, Problems: []Problem{
		{Line: s.Riga, Column: s.Colonna, Code: s.Codice, Text: s.Motivo, Hint: s.Suggerimento, Choices: s.Scelte},
	}}
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
		SELECT id, riga, colonna, codice, motivo, coalesce(suggerimento, ''), coalesce(scelte, ''), celle
		FROM importazione_scarto WHERE importazione_id = ? AND risolto_da IS NULL ORDER BY riga, id`, i.ID)
}

func readScarto(scan db.Scan) (s Scarto, err error) {
	var reason, hint, choices, cells string
	if err := scan(&s.id, &s.Riga, &s.Colonna, &s.Codice, &reason, &hint, &choices, &cells); err != nil {
		return s, err
	}
	if s.Motivo, err = restored(reason); err != nil {
		return s, err
	}
	if s.Suggerimento, err = restored(hint); err != nil {
		return s, err
	}
	if choices != "" {
		if err := json.Unmarshal([]byte(choices), &s.Scelte); err != nil {
			return s, err
		}
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

// reasonOf returns the columns colonna, codice, motivo, suggerimento and scelte
// of a refused row: those of its first problem, but the records that any of
// them offers.
func reasonOf(problems []Problem) ([]any, error) {
	p := slices.MinFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Column, b.Column) })
	for _, other := range problems {
		if len(p.Choices) == 0 && len(other.Choices) > 0 {
			p = other
		}
	}
	reason, err := stored(p.Text)
	if err != nil {
		return nil, err
	}
	hint, err := stored(p.Hint)
	if err != nil || len(p.Choices) == 0 {
		return []any{p.Column, p.Code, reason, hint, nil}, err
	}
	choices, err := json.Marshal(p.Choices)
	return []any{p.Column, p.Code, reason, hint, string(choices)}, err
}
