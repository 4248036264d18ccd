package convenzione

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Add stores a convention with the enti that it covers and returns it as
// stored. It returns a fault of kind Usage when the platform or the first day
// is missing, and of kind Failed when the signatory does not exist on the
// first or on the last day, when an ente cannot be covered, or when the
// signatory has another convention for the platform on one of its days.
func Add(ctx context.Context, tx *db.Tx, c Convenzione) (Convenzione, error) {
	c.ID = 0
	return save(ctx, tx, c)
}

// Modifica says what to correct in a convention; what is nil stays as it is.
type Modifica struct {
	Tipo *string
	Dal  *periodo.Data
	// Al corrects the last day; no day takes it away.
	Al         *periodo.Data
	Atto, Note *string
}

// Edit corrects a convention and returns it. The faults are those of Add, and
// one of kind Failed when there is no such convention.
func Edit(ctx context.Context, tx *db.Tx, id int64, m Modifica) (Convenzione, error) {
	c, err := Find(ctx, tx, id, periodo.Data{})
	if err != nil {
		return c, err
	}
	set(&c.Tipo, m.Tipo)
	set(&c.Dal, m.Dal)
	set(&c.Al, m.Al)
	set(&c.Atto, m.Atto)
	set(&c.Note, m.Note)
	return save(ctx, tx, c)
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// End writes the last day of a convention, before the one that was agreed if
// there was one, and returns it. It returns a fault of kind Failed when it
// ends by that day already, or begins after it.
func End(ctx context.Context, tx *db.Tx, id int64, al periodo.Data) (Convenzione, error) {
	c, err := Find(ctx, tx, id, al)
	if err != nil {
		return c, err
	}
	if !c.Al.IsZero() && !al.Before(c.Al) {
		return c, fault.New(fault.Failed, "convention %s already ends on %s", number(id), c.Al).
			WithHint("give it another last day with: dtctl convenzione edit %s --to DAY", number(id))
	}
	c.Al = al
	return save(ctx, tx, c)
}

// Remove deletes a convention that was written by mistake and returns what it
// was. It returns a fault of kind Failed when there is none.
func Remove(ctx context.Context, tx *db.Tx, id int64, asOf periodo.Data) (Convenzione, error) {
	c, err := Find(ctx, tx, id, asOf)
	if err != nil {
		return c, err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM convenzione_ente WHERE convenzione_id = ?`, id); err != nil {
		return c, err
	}
	_, err = tx.Exec(ctx, `DELETE FROM convenzione WHERE id = ?`, id)
	return c, err
}

// Cover adds enti to those that a convention covers and returns it. It returns
// a fault of kind Failed when one of them is covered already or cannot be.
func Cover(ctx context.Context, tx *db.Tx, id int64, enti []int64) (Convenzione, error) {
	c, err := Find(ctx, tx, id, periodo.Data{})
	if err != nil {
		return c, err
	}
	for _, e := range enti {
		if slices.Contains(c.Coperti, e) {
			b, err := bodyOf(ctx, tx, e)
			if err != nil {
				return c, err
			}
			return c, fault.New(fault.Failed, "convention %s already covers %s", number(id), b.name).
				WithHint("see the enti with: dtctl convenzione show %s", number(id))
		}
		c.Coperti = append(c.Coperti, e)
	}
	return save(ctx, tx, c)
}

// Uncover takes enti out of those that a convention covers, on all its days,
// and returns it. It returns a fault of kind Failed when it does not cover one
// of them.
func Uncover(ctx context.Context, tx *db.Tx, id int64, enti []int64) (Convenzione, error) {
	c, err := Find(ctx, tx, id, periodo.Data{})
	if err != nil {
		return c, err
	}
	for _, e := range enti {
		i := slices.Index(c.Coperti, e)
		if i < 0 {
			b, err := bodyOf(ctx, tx, e)
			if err != nil {
				return c, err
			}
			return c, fault.New(fault.Failed, "convention %s does not cover %s", number(id), b.name).
				WithHint("see the enti with: dtctl convenzione show %s", number(id))
		}
		c.Coperti = slices.Delete(c.Coperti, i, i+1)
	}
	return save(ctx, tx, c)
}

// save checks a convention and writes it, and what it covers, and returns it
// as stored.
func save(ctx context.Context, tx *db.Tx, c Convenzione) (Convenzione, error) {
	c.Tipo, c.Atto, c.Note = strings.TrimSpace(c.Tipo), strings.TrimSpace(c.Atto), strings.TrimSpace(c.Note)
	signatory, err := bodyOf(ctx, tx, c.EnteID)
	if err != nil {
		return c, err
	}
	if err := c.check(signatory); err != nil {
		return c, err
	}
	for _, id := range c.Coperti {
		b, err := bodyOf(ctx, tx, id)
		if err != nil {
			return c, err
		}
		if err := c.checkCovered(b); err != nil {
			return c, err
		}
	}
	if c.Tipo, err = spelling(ctx, tx, c); err != nil {
		return c, err
	}
	if err := checkOverlap(ctx, tx, c, signatory); err != nil {
		return c, err
	}
	if err := write(ctx, tx, &c); err != nil {
		return c, err
	}
	return Find(ctx, tx, c.ID, c.Dal)
}

// spelling returns the platform as the other conventions spell it.
func spelling(ctx context.Context, tx *db.Tx, c Convenzione) (string, error) {
	if strings.EqualFold(c.Tipo, Self) {
		return Self, nil
	}
	known, found, err := db.First(ctx, tx, db.Value[string],
		`SELECT tipo FROM convenzione WHERE lower(tipo) = lower(?) AND id <> ? ORDER BY id LIMIT 1`, c.Tipo, c.ID)
	if found {
		return known, err
	}
	return c.Tipo, err
}

// checkOverlap refuses a convention that shares a day with another one of the
// same signatory for the same platform.
func checkOverlap(ctx context.Context, tx *db.Tx, c Convenzione, signatory body) error {
	other, found, err := db.First(ctx, tx, read, placed+`
		WHERE k.ente_id = ? AND k.tipo = ? AND k.id <> ? AND (k.al IS NULL OR k.al >= ?) AND k.dal <= coalesce(?, '9999-12-31')
		ORDER BY k.dal, k.id LIMIT 1`, c.Dal, c.EnteID, c.Tipo, c.ID, c.Dal, c.Al)
	if err != nil || !found {
		return err
	}
	refusal := fault.New(fault.Failed, "%s already has convention %s for %s, from %s on",
		signatory.name, number(other.ID), other.Tipo, other.Dal)
	if !other.Al.IsZero() {
		refusal = fault.New(fault.Failed, "%s already has convention %s for %s, from %s to %s",
			signatory.name, number(other.ID), other.Tipo, other.Dal, other.Al)
	}
	return refusal.WithHint("look at it with: dtctl convenzione show %s", number(other.ID))
}

// write stores the convention under its number, or gives it one.
func write(ctx context.Context, tx *db.Tx, c *Convenzione) error {
	values := []any{c.Tipo, c.EnteID, c.Dal, c.Al, c.Atto, c.Note}
	var err error
	if c.ID == 0 {
		c.ID, err = tx.Insert(ctx, `INSERT INTO convenzione (tipo, ente_id, dal, al, atto, note)
			VALUES (?, ?, ?, ?, nullif(?, ''), nullif(?, ''))`, values...)
	} else {
		_, err = tx.Exec(ctx, `UPDATE convenzione SET tipo = ?, ente_id = ?, dal = ?, al = ?,
			atto = nullif(?, ''), note = nullif(?, '') WHERE id = ?`, append(values, c.ID)...)
	}
	if err != nil {
		return err
	}
	return writeCovered(ctx, tx, *c)
}

// writeCovered makes the enti of the convention those that it covers, leaving
// alone those that it covers already.
func writeCovered(ctx context.Context, tx *db.Tx, c Convenzione) error {
	remove, args := `DELETE FROM convenzione_ente WHERE convenzione_id = ?`, []any{c.ID}
	if n := len(c.Coperti); n > 0 {
		remove += ` AND ente_id NOT IN (?` + strings.Repeat(`, ?`, n-1) + `)`
		for _, id := range c.Coperti {
			args = append(args, id)
		}
	}
	if _, err := tx.Exec(ctx, remove, args...); err != nil {
		return err
	}
	for _, id := range c.Coperti {
		if _, err := tx.Exec(ctx, `INSERT INTO convenzione_ente (convenzione_id, ente_id) VALUES (?, ?)
			ON CONFLICT (convenzione_id, ente_id) DO NOTHING`, c.ID, id); err != nil {
			return err
		}
	}
	return nil
}

func bodyOf(ctx context.Context, tx *db.Tx, enteID int64) (body, error) {
	b, found, err := db.First(ctx, tx, func(scan db.Scan) (b body, err error) {
		err = scan(&b.id, &b.name, &b.key, &b.Dal, &b.Al)
		return b, err
	}, `SELECT id, denominazione, coalesce(ipa, belfiore, '"' || denominazione || '"'), dal, al
		FROM ente WHERE id = ?`, enteID)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no ente %s", number(enteID)).
			WithHint("see the enti with: dtctl ente list")
	}
	return b, err
}
