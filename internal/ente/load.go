package ente

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// LoadDati writes many new figures of enti that are there: of each Scheda only
// the id and the figures count. Like Load it checks nothing.
func LoadDati(ctx context.Context, tx *db.Tx, enti []Scheda) error {
	var figures [][]any
	for _, s := range enti {
		for _, d := range s.Dati {
			figures = append(figures, []any{s.ID, string(d.Grandezza), d.Valore, d.DataRif, d.Fonte})
		}
	}
	return tx.InsertRows(ctx, "ente_dato", []string{"ente_id", "grandezza", "valore", "data_rif", "fonte"}, figures)
}
