package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Filter chooses among the nomine; a zero field does not restrict.
type Filter struct {
	// Enti restricts to the enti that pass, as they are on its day.
	Enti        *ente.Filter
	EnteID      int64
	Ruoli       []int64
	ProgrammaID int64
	PersonaID   int64
	// Stati restricts to these states; without any, annulled rows are left out.
	Stati []Stato
	// ValidAt restricts to the nomine valid on that day.
	ValidAt periodo.Data
	// AsOf is the day on which the enti are placed.
	AsOf periodo.Data
}

// List returns the nomine that pass the filter, by name of the ente, role and
// first day; Enti of each is left empty.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Nomina, error) {
	where, args := f.where()
	return db.Collect(ctx, tx, scan, placed+where+`
		ORDER BY e.norma, e.id, r.codice, m.codice, n.dal, n.invitato_il, n.id`, append([]any{f.AsOf}, args...)...)
}

func (f Filter) where() (string, []any) {
	where, args := "WHERE 1 = 1", []any{}
	add := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if f.Enti != nil {
		query, values := f.Enti.Query()
		add("n.ente_id IN (SELECT u.id FROM ("+query+") u)", values...)
	}
	if f.EnteID != 0 {
		add("n.ente_id = ?", f.EnteID)
	}
	if f.ProgrammaID != 0 {
		add("r.programma_id = ?", f.ProgrammaID)
	}
	if f.PersonaID != 0 {
		add("n.persona_id = ?", f.PersonaID)
	}
	if len(f.Ruoli) > 0 {
		in, ids := list(f.Ruoli)
		add("n.ruolo_id IN "+in, ids...)
	}
	if len(f.Stati) > 0 {
		in, states := list(f.Stati)
		add("n.stato IN "+in, states...)
	} else {
		add("n.stato <> 'annullata'")
	}
	if !f.ValidAt.IsZero() {
		add(ValidAt, f.ValidAt, f.ValidAt)
	}
	return where, args
}
