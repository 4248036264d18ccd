package territorio

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
)

// Replace makes the provincia with the id of p be what p says.
func Replace(ctx context.Context, tx *db.Tx, p Provincia) error {
	_, err := tx.Exec(ctx, `UPDATE provincia SET istat = ?, uts = ?, sigla = ?, alias = ?, regione_id = ?,
		denominazione = ?, norma = ?, tipo = ?, dal = ?, al = ? WHERE id = ?`,
		p.Istat, p.UTS, p.Sigla, nullable(p.Alias), p.RegioneID,
		p.Denominazione, nome.Norm(p.Denominazione), string(p.Tipo), p.Dal, p.Al, p.ID)
	return err
}
