package persona

import (
	"cmp"
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// Merge marks from as the same person as into and returns into with the codice
// fiscale, the number on a platform, the e-mail address, the telephone and the
// note that it lacked and from had. The number on a platform of a person who
// has two stays with from, where UnitaA leads on from it.
// Afterwards from is in no list and no command accepts it. What refers to from
// in other tables is the caller's to move.
//
// It returns a fault of kind Failed when the two are one record, when either
// was merged before, and when both have a codice fiscale: two codes are two
// persons, also where one looks like the other with letters in place of digits
// (omocodia), for that is how the tax office tells apart two persons who would
// have had the same one.
func Merge(ctx context.Context, tx *db.Tx, from, into Persona) (Persona, error) {
	for _, p := range []Persona{from, into} {
		if p.UnitaA != 0 {
			return Persona{}, merged(p)
		}
	}
	switch {
	case from.ID == into.ID:
		return Persona{}, fault.New(fault.Failed, "%s is one record already", into.label()).
			WithHint("name two records, the one to give up first")
	case from.CF != "" && into.CF != "":
		return Persona{}, fault.New(fault.Failed, "%s and %s have different codici fiscali: they are two persons",
			from.label(), into.label()).
			WithHint("if one of the codes is wrong, correct it first with: dtctl persona edit %s --cf -", number(from.ID))
	}
	into.CF = cmp.Or(into.CF, from.CF)
	into.Email = cmp.Or(into.Email, from.Email)
	into.Telefono = cmp.Or(into.Telefono, from.Telefono)
	into.Note = cmp.Or(into.Note, from.Note)
	if into.IDEsterno == "" {
		into.Piattaforma, into.IDEsterno = from.Piattaforma, from.IDEsterno
		from.Piattaforma, from.IDEsterno = "", ""
	}
	from.CF, from.UnitaA = "", into.ID
	// The codes leave from before into gets them: nobody shares one.
	if err := update(ctx, tx, from); err != nil {
		return Persona{}, err
	}
	if err := update(ctx, tx, into); err != nil {
		return Persona{}, err
	}
	_, err := tx.Exec(ctx, `UPDATE persona SET unita_a = ? WHERE unita_a = ?`, into.ID, from.ID)
	return into, err
}
