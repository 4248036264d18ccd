package progetto

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// Ruolo says what an ente is to a project that another one leads.
type Ruolo string

// What an ente can be to a project besides its lead.
const (
	// Partner takes part in it.
	Partner Ruolo = "partner"
	// Interessato is an ente for which it is done.
	Interessato Ruolo = "interessato"
)

// Ruoli returns what an ente can be to a project besides its lead.
func Ruoli() []Ruolo { return []Ruolo{Partner, Interessato} }

// Partecipe is an ente of a project besides its lead.
type Partecipe struct {
	EnteID int64
	Ruolo  Ruolo

	Denominazione, IPA string // only when read
}

// Partecipi returns the enti of a project besides its lead, partners first, by
// name.
func Partecipi(ctx context.Context, tx *db.Tx, progettoID int64) ([]Partecipe, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (x Partecipe, err error) {
		err = scan(&x.EnteID, &x.Ruolo, &x.Denominazione, &x.IPA)
		return x, err
	}, `SELECT e.id, x.ruolo, e.denominazione, coalesce(e.ipa, '') FROM progetto_ente x JOIN ente e ON e.id = x.ente_id
		WHERE x.progetto_id = ? ORDER BY x.ruolo DESC, e.norma, e.id`, progettoID)
}

// Join adds enti to a project. It returns a fault of kind Failed when one of them
// leads it or is of it already.
func Join(ctx context.Context, tx *db.Tx, p Progetto, enti []int64, role Ruolo) error {
	there, err := Partecipi(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	for _, id := range enti {
		at := slices.IndexFunc(there, func(x Partecipe) bool { return x.EnteID == id })
		switch {
		case id == p.EnteID:
			return fault.New(fault.Failed, "one lead: %s leads the project %s already", p.Ente, p.Nome()).WithHint("name only the other enti")
		case at >= 0:
			return fault.New(fault.Failed, "%s is of the project %s already, as %s", there[at].Denominazione, p.Nome(), string(there[at].Ruolo)).
				WithHint("see its enti with: dtctl progetto show %s", p.Nome())
		}
		if _, err := tx.Exec(ctx, `INSERT INTO progetto_ente (progetto_id, ente_id, ruolo) VALUES (?, ?, ?)`, p.ID, id, string(role)); err != nil {
			return err
		}
		there = append(there, Partecipe{EnteID: id, Ruolo: role})
	}
	return nil
}

// Leave takes enti out of a project. It returns a fault of kind Failed when one of
// them is not of it, or leads it.
func Leave(ctx context.Context, tx *db.Tx, p Progetto, enti []int64) error {
	for _, id := range enti {
		if id == p.EnteID {
			return fault.New(fault.Failed, "one lead: %s leads the project %s", p.Ente, p.Nome()).
				WithHint("name another lead with: dtctl progetto edit %s --ente ENTE", p.Nome())
		}
		n, err := tx.Exec(ctx, `DELETE FROM progetto_ente WHERE progetto_id = ? AND ente_id = ?`, p.ID, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Failed, "one of the enti is not of the project %s", p.Nome()).
				WithHint("see its enti with: dtctl progetto show %s", p.Nome())
		}
	}
	return nil
}

// SetTemi makes the themes of a project those given.
func SetTemi(ctx context.Context, tx *db.Tx, progettoID int64, temi []bando.Tema) error {
	before, err := db.Collect(ctx, tx, db.Value[int64], `SELECT tema_id FROM progetto_tema WHERE progetto_id = ? ORDER BY id`, progettoID)
	if err != nil {
		return err
	}
	for _, id := range before {
		if slices.ContainsFunc(temi, func(t bando.Tema) bool { return t.ID == id }) {
			continue
		}
		if _, err := tx.Exec(ctx, `DELETE FROM progetto_tema WHERE progetto_id = ? AND tema_id = ?`, progettoID, id); err != nil {
			return err
		}
	}
	added := slices.DeleteFunc(slices.Clone(temi), func(t bando.Tema) bool { return slices.Contains(before, t.ID) })
	return writeTemi(ctx, tx, progettoID, added)
}

func writeTemi(ctx context.Context, tx *db.Tx, progettoID int64, temi []bando.Tema) error {
	for _, t := range temi {
		if _, err := tx.Exec(ctx, `INSERT INTO progetto_tema (progetto_id, tema_id) VALUES (?, ?)`, progettoID, t.ID); err != nil {
			return err
		}
	}
	return nil
}
