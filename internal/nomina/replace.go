package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Sostituzione says who takes the place of the holder of a role, and from when.
type Sostituzione struct {
	PersonaID int64
	// Dal is the first day of the new nomina; the old one ends on the day
	// before, so that there is neither a gap nor a day with two.
	Dal  periodo.Data
	Atto Atto
	// Forma, Copre and Enti are those of the old nomina when they are empty.
	Forma Forma
	Copre Copre
	Enti  []int64
	Note  string
}

// Replace ends a nomina and begins another for the same role of the same ente;
// it returns both, the old one first. It returns a fault of kind Failed when
// the old one is not in force or begins on that day or later, or when the new
// one breaks one of the rules that Add keeps.
func Replace(ctx context.Context, tx *db.Tx, id int64, s Sostituzione) (old, successor Nomina, err error) {
	old, err = change(ctx, tx, id, s.Dal, func(n *Nomina) error {
		if err := n.become(Sostituita); err != nil {
			return err
		}
		if !s.Dal.After(n.Dal) {
			return fault.New(fault.Failed, "nomina %s begins on %s: its successor must begin later", number(id), n.Dal).
				WithHint("dtctl nomina edit %s --persona PERSONA corrects a wrong name", number(id))
		}
		n.Al = s.Dal.AddDays(-1)
		return nil
	})
	if err != nil {
		return old, successor, err
	}
	nuova := Nuova{
		EnteID: old.EnteID, RuoloID: old.RuoloID, PersonaID: s.PersonaID,
		Periodo: periodo.Periodo{Dal: s.Dal}, Atto: s.Atto,
		Forma: s.Forma, Copre: s.Copre, Enti: s.Enti, Note: s.Note,
	}
	if nuova.Forma == "" {
		nuova.Forma = old.Forma
	}
	if nuova.Copre == "" {
		nuova.Copre = old.Copre
	}
	if nuova.Copre == Elenco && nuova.Enti == nil {
		nuova.Enti = old.Enti
	}
	successor, err = Add(ctx, tx, nuova)
	return old, successor, err
}
