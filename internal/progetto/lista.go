package progetto

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/programma"
)

// Filter chooses among the projects; a zero field does not restrict.
type Filter struct {
	BandoIDs []int64
	// Enti restricts to the projects led by one of the enti that pass, as they
	// are on its day.
	Enti *ente.Filter
	// EnteID restricts to those that this ente leads or, with Concerned, is of
	// in any role.
	EnteID    int64
	Concerned bool
	Stati     []Stato
	// Temi restricts to those with one of these themes, by code.
	Temi []string
	// Misura is part of the measure, in any case.
	Misura string
	CUP    string
}

// List returns the projects that pass the filter by call, then by the name of
// their lead, then in the order in which they applied.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Progetto, error) {
	where, args := f.where()
	// By the bare columns the engine would read all projects by an index, at random.
	return db.Collect(ctx, tx, readProgetto, selectProgetto+where+` ORDER BY b.codice, e.norma, e.id, coalesce(p.presentato_il, ''), +p.id`, args...)
}

func (f Filter) where() (string, []any) {
	where, args := `WHERE 1 = 1`, []any{}
	add := func(condition string, values ...any) {
		where += ` AND ` + condition
		args = append(args, values...)
	}
	if len(f.BandoIDs) > 0 {
		ids := make([]string, len(f.BandoIDs))
		for i, id := range f.BandoIDs {
			ids[i] = number(id)
		}
		add(`p.bando_id IN (` + strings.Join(ids, ", ") + `)`)
	}
	if f.Enti != nil {
		query, values := f.Enti.Query()
		add(`p.ente_id IN (SELECT u.id FROM (`+query+`) u)`, values...)
	}
	switch {
	case f.EnteID != 0 && f.Concerned:
		add(`(p.ente_id = ? OR p.id IN (SELECT x.progetto_id FROM progetto_ente x WHERE x.ente_id = ?))`, f.EnteID, f.EnteID)
	case f.EnteID != 0:
		add(`p.ente_id = ?`, f.EnteID)
	}
	if len(f.Stati) > 0 {
		add(`p.stato IN (?`+strings.Repeat(`, ?`, len(f.Stati)-1)+`)`, texts(f.Stati)...)
	}
	if len(f.Temi) > 0 {
		add(`p.id IN (SELECT y.progetto_id FROM progetto_tema y JOIN bando_tema t ON t.id = y.tema_id
			WHERE t.codice IN (?`+strings.Repeat(`, ?`, len(f.Temi)-1)+`))`, texts(f.Temi)...)
	}
	if f.Misura != "" {
		add(`instr(lower(coalesce(p.misura, b.misura)), lower(?)) > 0`, f.Misura)
	}
	if f.CUP != "" {
		add(`p.cup = ?`, f.CUP)
	}
	return where, args
}

// texts returns words as values of a query.
func texts[T ~string](words []T) []any {
	values := make([]any, len(words))
	for i, w := range words {
		values[i] = string(w)
	}
	return values
}

// Starting returns projects of which the code or, for those without one, the
// number begins so: at most that many, by code.
func Starting(ctx context.Context, tx *db.Tx, prefix string, limit int) ([]Progetto, error) {
	prefix = programma.NormalCode(prefix)
	// Every character of a code comes before the last of the range.
	return db.Collect(ctx, tx, readProgetto, selectProgetto+`WHERE p.codice >= ?1 AND p.codice < ?1 || '~'
			OR p.codice IS NULL AND substr(CAST(p.id AS TEXT), 1, ?3) = ?1
		ORDER BY p.codice IS NULL, p.codice, p.id LIMIT ?2`, prefix, limit, len(prefix))
}
