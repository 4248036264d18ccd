package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

// farAhead is how many days after today a first day looks like a mistake.
const farAhead = 366

// nominaOutcome says what was done with a nomina, how many comuni it covers
// when it covers any, and what in it deserves a second look.
func (e *Env) nominaOutcome(ctx context.Context, tx *db.Tx, n nomina.Nomina, done message.Text) (Outcome, error) {
	out := Outcome{Done: done, Record: recordOf(nominaColumns(false, e.Today()), n)}
	day := e.dayOr(n.Dal)
	for _, notes := range []func(ctx context.Context, tx *db.Tx, n nomina.Nomina, day periodo.Data) ([]message.Text, error){
		coverNotes, scopeNotes,
	} {
		found, err := notes(ctx, tx, n, day)
		if err != nil {
			return out, err
		}
		out.Notes = append(out.Notes, found...)
	}
	if n.Dal.After(e.Today().AddDays(farAhead)) {
		out.Notes = append(out.Notes, message.New("note: it begins on %s, more than a year from now", n.Dal))
	}
	return out, nil
}

// coverNotes say how many comuni a nomina covers, and which of them do not
// belong to its ente.
func coverNotes(ctx context.Context, tx *db.Tx, n nomina.Nomina, day periodo.Data) ([]message.Text, error) {
	if n.Copre == nomina.Nessuno {
		return nil, nil
	}
	covered, err := nomina.Covered(ctx, tx, n, day)
	if err != nil {
		return nil, err
	}
	if len(covered) == 0 && n.Copre == nomina.Aderenti {
		return []message.Text{message.New(
			"note: it covers nobody: no member of %s is known on %s; write them with: dtctl unione join %s COMUNE --from DAY",
			n.Ente, day, enteWord(n))}, nil
	}
	notes := []message.Text{message.Count(len(covered),
		"it covers %d comune, on %s", "it covers %d comuni, on %s", len(covered), day)}
	strangers, err := nomina.Strangers(ctx, tx, n, day)
	if len(strangers) > 0 {
		notes = append(notes, message.Count(len(strangers),
			"note: this comune is not known as a member of %s on %s: %s",
			"note: these comuni are not known as members of %s on %s: %s", n.Ente, day, strings.Join(strangers, ", ")))
	}
	return notes, err
}

// scopeNotes say that a nomina counts in no figure of its programme.
func scopeNotes(ctx context.Context, tx *db.Tx, n nomina.Nomina, day periodo.Data) ([]message.Text, error) {
	out, err := nomina.IsOutOfScope(ctx, tx, n, day)
	if err != nil || !out {
		return nil, err
	}
	return []message.Text{message.New(
		"note: %s is not in the scope of programme %s on %s: the nomina does not count in its figures",
		n.Ente, n.Programma, day)}, nil
}

// enteWord is what can be typed for the ente of a nomina.
func enteWord(n nomina.Nomina) string {
	if n.IPA != "" {
		return n.IPA
	}
	return strconv.Quote(n.Ente)
}
