package ente

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Sospesi counts what an ended ente leaves open. Nothing of it counts any
// more in a figure, but somebody has to close it or carry it over.
type Sospesi struct {
	// Nomine are nominations that go on after the end.
	Nomine int
	// Adesioni are memberships of Unioni and areas that go on after the end.
	Adesioni int
}

// End closes the life of an ente and its present collocazione on the day al,
// included, for the given reason. A merger or an absorption must name the
// successor, which must be another ente that exists the day after. Ending an
// ente that has ended already corrects or completes what was written.
//
// It returns a fault of kind Usage for an unknown reason or a missing
// successor, of kind Failed when the days contradict each other.
func End(ctx context.Context, tx *db.Tx, e Ente, al periodo.Data, motivo Motivo, successoreID int64) (Sospesi, error) {
	if !slices.Contains(Motivi(), motivo) {
		return Sospesi{}, fault.New(fault.Usage, "%q is not a reason for the end of an ente", string(motivo)).
			WithHint("one of: %s", joined(Motivi()))
	}
	if motivo.needsSuccessor() && successoreID == 0 {
		return Sospesi{}, fault.New(fault.Usage, "a merger must name the successor").
			WithHint("add --successor ENTE")
	}
	if err := checkSuccessor(ctx, tx, e, al, successoreID); err != nil {
		return Sospesi{}, err
	}
	if err := checkPredecessors(ctx, tx, e, al); err != nil {
		return Sospesi{}, err
	}
	if err := closePlace(ctx, tx, e, al); err != nil {
		return Sospesi{}, err
	}
	_, err := tx.Exec(ctx, `UPDATE ente SET al = ?, motivo_fine = ?, successore_id = nullif(?, 0) WHERE id = ?`,
		al, string(motivo), successoreID, e.ID)
	if err != nil {
		return Sospesi{}, err
	}
	return leftOpen(ctx, tx, e.ID, al)
}

// checkSuccessor refuses a successor that does not exist the day after the
// end. Since each successor so outlives the ente that it follows, a chain of
// them never comes back to its beginning.
func checkSuccessor(ctx context.Context, tx *db.Tx, e Ente, al periodo.Data, id int64) error {
	if id == 0 {
		return nil
	}
	if id == e.ID {
		return fault.New(fault.Failed, "%s cannot be its own successor", e.Denominazione).
			WithHint("name the ente that took its place with --successor ENTE")
	}
	successor, err := Find(ctx, tx, id, al.AddDays(1))
	if err != nil {
		return err
	}
	if !successor.Contains(al.AddDays(1)) {
		return fault.New(fault.Failed, "%s does not exist on %s, the day after the end of %s",
			successor.Denominazione, al.AddDays(1), e.Denominazione).
			WithHint("see when it exists with: dtctl ente show %s", successor.Typed())
	}
	return nil
}

// checkPredecessors refuses an end on a day on which another ente has not yet
// been followed by this one.
func checkPredecessors(ctx context.Context, tx *db.Tx, e Ente, al periodo.Data) error {
	last, found, err := db.First(ctx, tx, func(scan db.Scan) (p Ente, err error) {
		err = scan(&p.Denominazione, &p.Al)
		return p, err
	}, `SELECT denominazione, al FROM ente WHERE successore_id = ? AND al >= ? ORDER BY al DESC, id LIMIT 1`, e.ID, al)
	if err != nil || !found {
		return err
	}
	return fault.New(fault.Failed, "%s is the successor of %s, which ended on %s: it cannot end before",
		e.Denominazione, last.Denominazione, last.Al).WithHint("give a later day, or correct the end of the other first")
}

// closePlace ends the last collocazione of the ente.
func closePlace(ctx context.Context, tx *db.Tx, e Ente, al periodo.Data) error {
	last, _, err := db.First(ctx, tx, readPlace,
		selectPlace+` WHERE c.ente_id = ? ORDER BY c.al IS NULL DESC, c.al DESC LIMIT 1`, e.ID)
	if err != nil {
		return err
	}
	if !last.Dal.IsZero() && al.Before(last.Dal) {
		return fault.New(fault.Failed, "%s has lain where it lies since %s: it cannot end before",
			e.Denominazione, last.Dal).WithHint("give a later day")
	}
	_, err = tx.Exec(ctx, `UPDATE ente_collocazione SET al = ? WHERE id = ?`, al, last.ID)
	return err
}

func leftOpen(ctx context.Context, tx *db.Tx, id int64, al periodo.Data) (Sospesi, error) {
	s, _, err := db.First(ctx, tx, func(scan db.Scan) (s Sospesi, err error) {
		err = scan(&s.Nomine, &s.Adesioni)
		return s, err
	}, `SELECT
		(SELECT count(*) FROM nomina WHERE ente_id = ? AND stato = 'attiva' AND (al IS NULL OR al > ?)),
		(SELECT count(*) FROM adesione_unione WHERE (comune_id = ? OR unione_id = ?) AND (al IS NULL OR al > ?))
		+ (SELECT count(*) FROM area_ente WHERE ente_id = ? AND (al IS NULL OR al > ?))`,
		id, al, id, id, al, id, al)
	return s, err
}
