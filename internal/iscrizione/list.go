package iscrizione

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Filter chooses among the enrolments; a zero field does not restrict.
type Filter struct {
	// Enti restricts to the enti that pass, as they are on its day.
	Enti       *ente.Filter
	EnteID     int64
	CorsoID    int64
	EdizioneID int64
	PersonaID  int64
	// Stati restricts to these states; without any, annulled rows are left out.
	Stati []Stato
	// AsOf is the day on which the enti are placed.
	AsOf periodo.Data
	// Limit is how many there are at most.
	Limit int
}

// List returns the enrolments that pass the filter, by name of the ente, course
// and edition, and number.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Iscrizione, error) {
	where, args := f.where()
	query := placed + where + " ORDER BY e.norma, e.id, k.codice, d.numero, i.id"
	args = append([]any{f.AsOf}, args...)
	if f.Limit > 0 {
		query += " LIMIT ?"
		args = append(args, f.Limit)
	}
	return db.Collect(ctx, tx, scan, query, args...)
}

// Starting returns the first enrolments, by number, whose number begins with
// the digits of prefix; at most limit.
func Starting(ctx context.Context, tx *db.Tx, prefix string, limit int) ([]Iscrizione, error) {
	return db.Collect(ctx, tx, scan, placed+
		"WHERE substr(CAST(i.id AS TEXT), 1, ?) = ? ORDER BY i.id LIMIT ?", periodo.Data{}, len(prefix), prefix, limit)
}

func (f Filter) where() (string, []any) {
	where, args := "WHERE 1 = 1", []any{}
	add := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if f.Enti != nil {
		query, values := f.Enti.Query()
		add("i.ente_id IN (SELECT u.id FROM ("+query+") u)", values...)
	}
	if f.EnteID != 0 {
		add("i.ente_id = ?", f.EnteID)
	}
	if f.CorsoID != 0 {
		add("d.corso_id = ?", f.CorsoID)
	}
	if f.EdizioneID != 0 {
		add("i.edizione_id = ?", f.EdizioneID)
	}
	if f.PersonaID != 0 {
		add("i.persona_id = ?", f.PersonaID)
	}
	if len(f.Stati) == 0 {
		add("i.stato <> 'annullata'")
		return where, args
	}
	states := make([]any, len(f.Stati))
	for n, s := range f.Stati {
		states[n] = s
	}
	add("i.stato IN (?"+strings.Repeat(", ?", len(states)-1)+")", states...)
	return where, args
}
