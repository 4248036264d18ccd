package ente

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Spostamento says where an ente lies from a day on; 0 and nil leave a thing
// as it is.
type Spostamento struct {
	// ProvinciaID is the new provincia, whose region is the new region;
	// RegioneID alone takes the ente out of its provincia when that lies in
	// another region.
	RegioneID, ProvinciaID int64
	// Istat is the new code of a comune.
	Istat     string
	Capoluogo *bool
	// Dal is the first day in the new place. No day corrects the present
	// collocazione as if it had been so from its beginning.
	Dal periodo.Data
}

// move closes the present collocazione the day before the new one, so that
// they neither overlap nor leave a gap; a new one that begins on the same day
// takes its place.
func move(ctx context.Context, tx *db.Tx, e Ente, s Spostamento) error {
	present, open, err := db.First(ctx, tx, readPlace, selectPlace+` WHERE c.ente_id = ? AND c.al IS NULL`, e.ID)
	if err != nil {
		return err
	}
	if !open {
		return fault.New(fault.Failed, "%s ended on %s and cannot move", e.Denominazione, e.Al).
			WithHint("see its history with: dtctl ente show %s", e.Typed())
	}
	next := s.from(present)
	correction := s.Dal.IsZero() || s.Dal == present.Dal
	if correction {
		next.Periodo = present.Periodo
	}
	if next, err = checkedPlace(ctx, tx, e, next); err != nil {
		return err
	}
	if s.Dal.IsZero() && e.Tipo == Comune && next.ProvinciaID != present.ProvinciaID {
		return fault.New(fault.Usage, "a comune changes province from a day on").WithHint("add --from DATE")
	}
	if correction {
		_, err := tx.Exec(ctx, `UPDATE ente_collocazione
			SET regione_id = ?, provincia_id = nullif(?, 0), istat = nullif(?, ''), capoluogo = ? WHERE id = ?`,
			next.RegioneID, next.ProvinciaID, next.Istat, next.Capoluogo, present.ID)
		return err
	}
	if !present.Dal.IsZero() && s.Dal.Before(present.Dal) {
		return fault.New(fault.Failed, "%s has lain where it lies since %s: it cannot move before",
			e.Denominazione, present.Dal).WithHint("give a later day with --from")
	}
	if next.sameAs(present) {
		return nil
	}
	if _, err := tx.Exec(ctx, `UPDATE ente_collocazione SET al = ? WHERE id = ?`, s.Dal.AddDays(-1), present.ID); err != nil {
		return err
	}
	return tx.InsertRows(ctx, "ente_collocazione", placeColumns(), [][]any{placeRow(e.ID, next)})
}

// from returns the collocazione that follows the present one.
func (s Spostamento) from(present Collocazione) Collocazione {
	next := present
	next.Periodo = periodo.Periodo{Dal: s.Dal}
	if s.RegioneID != 0 && s.RegioneID != present.RegioneID {
		next.RegioneID, next.ProvinciaID = s.RegioneID, 0
	}
	if s.ProvinciaID != 0 {
		next.RegioneID, next.ProvinciaID = s.RegioneID, s.ProvinciaID
	}
	if s.Istat != "" {
		next.Istat = s.Istat
	}
	if s.Capoluogo != nil {
		next.Capoluogo = *s.Capoluogo
	}
	return next
}

// sameAs reports whether both are the same place, in whatever period.
func (c Collocazione) sameAs(d Collocazione) bool {
	return c.RegioneID == d.RegioneID && c.ProvinciaID == d.ProvinciaID && c.Istat == d.Istat && c.Capoluogo == d.Capoluogo
}

// selectPlace reads collocazioni, for readPlace.
const selectPlace = `SELECT c.id, c.ente_id, c.regione_id, coalesce(c.provincia_id, 0), coalesce(c.istat, ''),
	c.capoluogo, c.dal, c.al, r.sigla, coalesce(p.sigla, '')
	FROM ente_collocazione c` + joins

func readPlace(scan db.Scan) (c Collocazione, err error) {
	err = scan(&c.ID, &c.EnteID, &c.RegioneID, &c.ProvinciaID, &c.Istat,
		&c.Capoluogo, &c.Dal, &c.Al, &c.Regione, &c.Provincia)
	return c, err
}
