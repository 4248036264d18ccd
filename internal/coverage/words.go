package coverage

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
)

// Words are the records that a filter names by their ids, as people know them.
type Words struct {
	// Regioni and Province are sigle, Aree codes; NomiRegioni and Unioni are
	// names.
	Regioni, NomiRegioni, Province, Aree, Unioni []string
}

// WordsOf returns the words of a filter.
func WordsOf(ctx context.Context, tx *db.Tx, f ente.Filter) (Words, error) {
	var w Words
	for _, dimension := range []struct {
		to    *[]string
		ids   []int64
		query string
	}{
		{&w.Regioni, f.Regioni, `SELECT sigla FROM regione WHERE id IN `},
		{&w.NomiRegioni, f.Regioni, `SELECT denominazione FROM regione WHERE id IN `},
		{&w.Province, f.Province, `SELECT sigla FROM provincia WHERE id IN `},
		{&w.Aree, f.Aree, `SELECT codice FROM area WHERE id IN `},
		{&w.Unioni, f.Unioni, `SELECT denominazione FROM ente WHERE id IN `},
	} {
		if len(dimension.ids) == 0 {
			continue
		}
		args := make([]any, len(dimension.ids))
		for i, id := range dimension.ids {
			args[i] = id
		}
		query := dimension.query + `(?` + strings.Repeat(`, ?`, len(args)-1) + `) ORDER BY 1`
		words, err := db.Collect(ctx, tx, db.Value[string], query, args...)
		if err != nil {
			return w, err
		}
		*dimension.to = words
	}
	return w, nil
}
