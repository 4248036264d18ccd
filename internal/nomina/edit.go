package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Modifica says what to correct in a nomina; what is nil stays as it is.
type Modifica struct {
	PersonaID  *int64
	InvitatoIl *periodo.Data
	Dal        *periodo.Data
	// Al corrects the last day of a nomina that has ended; no day makes it
	// attiva again.
	Al         *periodo.Data
	TipoAtto   *TipoAtto
	NumeroAtto *string
	DataAtto   *periodo.Data
	Protocollo *string
	Forma      *Forma
	// Copre leaves the list of comuni empty unless Enti gives one.
	Copre      *Copre
	Enti       []int64
	MotivoFine *string
	Note       *string
}

// Edit corrects a nomina and returns it. It returns a fault of kind Failed when
// the nomina was removed, or when what comes out breaks one of the rules that
// Add keeps.
func Edit(ctx context.Context, tx *db.Tx, id int64, m Modifica) (Nomina, error) {
	return change(ctx, tx, id, periodo.Data{}, func(n *Nomina) error {
		if n.Stato == Annullata {
			return n.become(Annullata)
		}
		set(&n.PersonaID, m.PersonaID)
		set(&n.InvitatoIl, m.InvitatoIl)
		set(&n.Dal, m.Dal)
		set(&n.Atto.Tipo, m.TipoAtto)
		set(&n.Atto.Numero, m.NumeroAtto)
		set(&n.Atto.Data, m.DataAtto)
		set(&n.Atto.Protocollo, m.Protocollo)
		set(&n.Forma, m.Forma)
		set(&n.MotivoFine, m.MotivoFine)
		set(&n.Note, m.Note)
		n.cover(m.Copre, m.Enti)
		return n.moveEnd(m.Al)
	})
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// cover changes what the nomina covers; a list that is not given again lasts
// as long as the nomina covers a list.
func (n *Nomina) cover(copre *Copre, enti []int64) {
	set(&n.Copre, copre)
	if enti != nil || n.Copre != Elenco {
		n.Enti = enti
	}
}

// moveEnd corrects the last day of a nomina that has one.
func (n *Nomina) moveEnd(al *periodo.Data) error {
	switch {
	case al == nil:
		return nil
	case n.Stato == Attiva:
		return fault.New(fault.Failed, "nomina %s is in force: it has no last day to correct", number(n.ID)).
			WithHint("end it with: dtctl nomina end %s --to DAY", number(n.ID))
	case n.Stato.IsOpen():
		return n.become(Sostituita)
	case n.Stato == Rifiutata && al.IsZero():
		return fault.New(fault.Failed, "a refusal needs its day").WithHint("give it with --to DAY")
	case al.IsZero():
		n.MotivoFine = ""
		n.Al = *al
		return n.become(Attiva)
	}
	n.Al = *al
	return nil
}
