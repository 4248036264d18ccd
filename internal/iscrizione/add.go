package iscrizione

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Add records an enrolment, whose number is ignored, and returns it. Without a
// state, one with a day of completion is Completato, one with a day of
// withdrawal Ritirato, any other Iscritto.
//
// It returns a fault of kind Failed when the person is enrolled in the edition
// already (the fault names the number), when the course is for citizens or the
// edition annulled, when the ente does not exist on that day, and when the
// completion or the withdrawal comes before the enrolment or any of the days
// after RilevatoIl; and of kind Usage
// when a day is missing that the state needs.
func Add(ctx context.Context, tx *db.Tx, i Iscrizione) (Iscrizione, error) {
	i.ID = 0
	switch {
	case i.Stato != "":
	case !i.CompletatoIl.IsZero():
		i.Stato = Completato
	case !i.RitiratoIl.IsZero():
		i.Stato = Ritirato
	default:
		i.Stato = Iscritto
	}
	if err := i.checkEnd(); err != nil {
		return Iscrizione{}, err
	}
	if err := save(ctx, tx, &i); err != nil {
		return Iscrizione{}, err
	}
	return Find(ctx, tx, i.ID, i.IscrittoIl)
}

// Modifica says what to correct in an enrolment; what is nil stays as it is.
type Modifica struct {
	EnteID     *int64
	IscrittoIl *periodo.Data
	// Stato passes the enrolment to another state. Without it a day of
	// completion or of withdrawal does so.
	Stato        *Stato
	CompletatoIl *periodo.Data
	RitiratoIl   *periodo.Data
	Minuti       *int64
	Esito        *string
	// Regress allows the state to go back.
	Regress bool
	// RilevatoIl is the day of the correction.
	RilevatoIl periodo.Data
}

// Edit corrects an enrolment and returns it. It returns a fault of kind Failed
// when the enrolment was removed, when its state would go back and that is not
// allowed, or when what comes out breaks one of the rules that Add keeps.
func Edit(ctx context.Context, tx *db.Tx, id int64, m Modifica) (Iscrizione, error) {
	return change(ctx, tx, id, m.RilevatoIl, func(i *Iscrizione) error {
		to := i.Stato
		switch {
		case m.Stato != nil:
			to = *m.Stato
		case m.CompletatoIl != nil:
			to = Completato
		case m.RitiratoIl != nil:
			to = Ritirato
		}
		moves := to != i.Stato
		if moves || to == Annullata {
			if err := i.become(to, m.Regress); err != nil {
				return err
			}
		}
		set(&i.EnteID, m.EnteID)
		set(&i.IscrittoIl, m.IscrittoIl)
		set(&i.CompletatoIl, m.CompletatoIl)
		set(&i.RitiratoIl, m.RitiratoIl)
		set(&i.Minuti, m.Minuti)
		set(&i.Esito, m.Esito)
		if !moves {
			return nil
		}
		return i.checkEnd()
	})
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// Complete records that the person completed the course on the day il, with the
// minutes attended where they are known (0 leaves what is written). It returns
// a fault of kind Failed when the enrolment was completed, given up or removed
// before, and when that day comes before the enrolment.
func Complete(ctx context.Context, tx *db.Tx, id int64, il, rilevatoIl periodo.Data, minuti int64) (Iscrizione, error) {
	return change(ctx, tx, id, rilevatoIl, func(i *Iscrizione) error {
		if err := i.become(Completato, false); err != nil {
			return err
		}
		i.CompletatoIl = il
		if minuti != 0 {
			i.Minuti = minuti
		}
		return nil
	})
}

// Withdraw records that the person gave up on the day il. It returns a fault of
// kind Failed when the enrolment has come to an end before, and when that day
// comes before the enrolment.
func Withdraw(ctx context.Context, tx *db.Tx, id int64, il, rilevatoIl periodo.Data) (Iscrizione, error) {
	return change(ctx, tx, id, rilevatoIl, func(i *Iscrizione) error {
		if err := i.become(Ritirato, false); err != nil {
			return err
		}
		i.RitiratoIl = il
		return nil
	})
}

// Remove annuls an enrolment that was written by mistake: it never counts, and
// its row stays. It returns a fault of kind Failed when it was removed before.
func Remove(ctx context.Context, tx *db.Tx, id int64, rilevatoIl periodo.Data) (Iscrizione, error) {
	i, err := Find(ctx, tx, id, periodo.Data{})
	if err != nil {
		return i, err
	}
	if err := i.become(Annullata, false); err != nil {
		return i, err
	}
	i.observe(rilevatoIl)
	return i, write(ctx, tx, &i)
}

func change(ctx context.Context, tx *db.Tx, id int64, rilevatoIl periodo.Data, do func(*Iscrizione) error) (Iscrizione, error) {
	i, err := Find(ctx, tx, id, periodo.Data{})
	if err != nil {
		return i, err
	}
	if err := do(&i); err != nil {
		return i, err
	}
	i.observe(rilevatoIl)
	if err := save(ctx, tx, &i); err != nil {
		return i, err
	}
	return Find(ctx, tx, id, periodo.Data{})
}

// observe moves the day of which the row is true forward to d.
func (i *Iscrizione) observe(d periodo.Data) {
	if d.After(i.RilevatoIl) {
		i.RilevatoIl = d
	}
}

// Lontani returns those of the days of an enrolment that lie more than a year
// outside its edition: they are allowed, and likely mistyped.
func Lontani(ctx context.Context, tx *db.Tx, i Iscrizione) ([]periodo.Data, error) {
	e, err := editionOf(ctx, tx, i.EdizioneID)
	if err != nil {
		return nil, err
	}
	var far []periodo.Data
	for _, d := range []periodo.Data{i.IscrittoIl, i.CompletatoIl, i.RitiratoIl} {
		if e.isFar(d) {
			far = append(far, d)
		}
	}
	return far, nil
}
