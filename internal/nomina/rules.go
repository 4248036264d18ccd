package nomina

import (
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// become passes the nomina to another state, or says why it cannot.
func (n *Nomina) become(to Stato) error {
	if n.Stato.CanBecome(to) {
		n.Stato = to
		return nil
	}
	id := number(n.ID)
	switch {
	case n.Stato == Annullata:
		return fault.New(fault.Failed, "nomina %s was removed", id).
			WithHint("find the operation that removed it, to undo it, with: dtctl history list")
	case n.Stato == Cessata || n.Stato == Sostituita:
		return fault.New(fault.Failed, "nomina %s already ended on %s", id, n.Al).
			WithHint("correct its last day with: dtctl nomina edit %s --to DAY", id)
	case n.Stato == Rifiutata:
		return fault.New(fault.Failed, "nomina %s was refused on %s", id, n.Al).
			WithHint("record a new one with: dtctl nomina add")
	case n.Stato == Attiva:
		return fault.New(fault.Failed, "nomina %s is already in force, from %s", id, n.Dal).
			WithHint("end it with: dtctl nomina end %s --to DAY", id)
	}
	return fault.New(fault.Failed, "nomina %s has not begun: its state is %s", id, string(n.Stato)).
		WithHint("record the act with dtctl nomina add, or take the row out with: dtctl nomina remove %s", id)
}

// check says whether the nomina agrees with itself: what its state needs is
// there and what it does not allow is not.
func (n Nomina) check() error {
	switch {
	case n.Stato.HasBegun() && n.Dal.IsZero():
		return fault.New(fault.Usage, "a nomina needs the day on which it begins").
			WithHint("add --from DAY, or --proposed when the name has come without an act")
	case !n.Stato.HasBegun() && !n.Dal.IsZero():
		return fault.New(fault.Failed, "a nomina whose state is %s has no first day", string(n.Stato)).
			WithHint("record the act with: dtctl nomina add")
	case n.Stato != Invitato && n.Stato != Rifiutata && n.Stato != Annullata && n.PersonaID == 0:
		return fault.New(fault.Usage, "a nomina needs a person").WithHint("add --persona")
	case n.Stato == Invitato && n.PersonaID != 0:
		return fault.New(fault.Failed, "an invitation has no person yet").
			WithHint("record the name with: dtctl nomina add --proposed")
	case n.IsReversed():
		return fault.New(fault.Failed, "a nomina that begins on %s cannot end on %s", n.Dal, n.Al).
			WithHint("correct the first day or the last one")
	case n.Copre == Elenco && len(n.Enti) == 0:
		return fault.New(fault.Usage, "no comune is listed as covered").WithHint("add --covers-ente for each comune")
	case n.Copre != Elenco && len(n.Enti) > 0:
		return fault.New(fault.Usage, "comuni are listed, but the nomina does not cover a list").
			WithHint("add --covers elenco")
	}
	return nil
}

// body is what the rules need to know of an ente.
type body struct {
	tipo ente.Tipo
	name string
	// key is what a person can type for the ente.
	key string
	periodo.Periodo
}

// checkEnte says whether the ente may make the nomina: it exists on the first
// and on the last day, and it is one that others join if the nomina covers
// others.
func (n Nomina) checkEnte(b body) error {
	if n.Copre != Nessuno && !b.tipo.IsAssociation() {
		return fault.New(fault.Failed, "the type of %s is %s: only a body that comuni join can cover others",
			b.name, string(b.tipo)).WithHint("leave out --covers, or name the Unione")
	}
	if !n.Stato.HasBegun() {
		return nil
	}
	for _, day := range []periodo.Data{n.Dal, n.Al} {
		if !day.IsZero() && !b.Contains(day) {
			return fault.New(fault.Failed, "%s does not exist on %s", b.name, day).
				WithHint("see when it exists, and what came after it, with: dtctl ente show %s", b.key)
		}
	}
	return nil
}
