package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// End closes a nomina on its last day, for the reason given, and returns it.
// It returns a fault of kind Failed when the nomina has not begun, has already
// ended, or begins after that day.
func End(ctx context.Context, tx *db.Tx, id int64, al periodo.Data, motivo string) (Nomina, error) {
	return change(ctx, tx, id, al, func(n *Nomina) error {
		if err := n.become(Cessata); err != nil {
			return err
		}
		n.Al, n.MotivoFine = al, motivo
		return nil
	})
}

// Refuse closes an invitation or a proposal that the ente declined on the day
// given. It returns a fault of kind Failed when the nomina has begun or is
// already closed, or when that day comes before the invitation.
func Refuse(ctx context.Context, tx *db.Tx, id int64, il periodo.Data, motivo string) (Nomina, error) {
	return change(ctx, tx, id, il, func(n *Nomina) error {
		if err := n.become(Rifiutata); err != nil {
			return err
		}
		if !n.InvitatoIl.IsZero() && il.Before(n.InvitatoIl) {
			return fault.New(fault.Failed, "nomina %s: the invitation is of %s, the refusal cannot be of %s",
				number(id), n.InvitatoIl, il)
		}
		n.Al, n.MotivoFine = il, motivo
		return nil
	})
}

// Remove annuls a nomina that was written by mistake: it counts on no day, and
// its row stays. It returns a fault of kind Failed when it was removed before.
func Remove(ctx context.Context, tx *db.Tx, id int64, motivo string) (Nomina, error) {
	n, err := Find(ctx, tx, id, periodo.Data{})
	if err != nil {
		return n, err
	}
	if err := n.become(Annullata); err != nil {
		return n, err
	}
	n.MotivoFine = motivo
	return n, write(ctx, tx, &n)
}

func change(ctx context.Context, tx *db.Tx, id int64, asOf periodo.Data, do func(*Nomina) error) (Nomina, error) {
	n, err := Find(ctx, tx, id, asOf)
	if err != nil {
		return n, err
	}
	if err := do(&n); err != nil {
		return n, err
	}
	return n, save(ctx, tx, &n)
}
