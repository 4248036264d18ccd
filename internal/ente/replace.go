package ente

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
)

// Replace makes an existing ente say what s says of it in the things that a
// register holds: type, official name, IPA, Belfiore and codice fiscale, life
// and successor, and where it lies, period by period. The figures of s are
// added to those known. All the rest stays as it is. Like Load it checks
// nothing.
func Replace(ctx context.Context, tx *db.Tx, s Scheda) error {
	_, err := tx.Exec(ctx, `UPDATE ente SET tipo = ?, denominazione = ?, norma = ?, ipa = nullif(?, ''),
		belfiore = nullif(?, ''), cf = nullif(?, ''), dal = ?, al = ?, motivo_fine = nullif(?, ''),
		successore_id = nullif(?, 0) WHERE id = ?`,
		string(s.Tipo), s.Denominazione, nome.Norm(s.Denominazione), s.IPA,
		s.Belfiore, s.CF, s.Dal, s.Al, string(s.MotivoFine),
		s.SuccessoreID, s.ID)
	if err != nil {
		return err
	}
	if err := rename(ctx, tx, s.ID, s.Denominazione); err != nil {
		return err
	}
	if err := replacePlaces(ctx, tx, s); err != nil {
		return err
	}
	return writeFigures(ctx, tx, s.Ente, s.Dati)
}

// replacePlaces changes the collocazioni one by one in the order of time, so
// that those which stay as they are keep their rows.
func replacePlaces(ctx context.Context, tx *db.Tx, s Scheda) error {
	old, err := db.Collect(ctx, tx, db.Value[int64],
		`SELECT id FROM ente_collocazione WHERE ente_id = ? ORDER BY coalesce(dal, ''), id`, s.ID)
	if err != nil {
		return err
	}
	// Only the last one may be open: the superfluous go before another becomes
	// the last.
	for _, id := range old[min(len(old), len(s.Collocazioni)):] {
		if _, err := tx.Exec(ctx, `DELETE FROM ente_collocazione WHERE id = ?`, id); err != nil {
			return err
		}
	}
	for i, c := range s.Collocazioni {
		if i >= len(old) {
			if err := tx.InsertRows(ctx, "ente_collocazione", placeColumns(), [][]any{placeRow(s.ID, c)}); err != nil {
				return err
			}
			continue
		}
		_, err := tx.Exec(ctx, `UPDATE ente_collocazione SET regione_id = ?, provincia_id = nullif(?, 0),
			istat = nullif(?, ''), capoluogo = ?, dal = ?, al = ? WHERE id = ?`,
			c.RegioneID, c.ProvinciaID, c.Istat, c.Capoluogo, c.Dal, c.Al, old[i])
		if err != nil {
			return err
		}
	}
	return nil
}
