// Package fusione merges two records of one kind into one, across all that
// refers to them: two enti, of which one takes the place of the other, and two
// records of the same person.
package fusione

import (
	"context"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/unione"
)

// Esito says what became of an ente that another one follows.
type Esito struct {
	// Al is its last day.
	Al periodo.Data
	// Motivo is why it ended: trasformazione when the successor is of another
	// type, fusione when it begins on the next day, else incorporazione.
	Motivo ente.Motivo
	// Riportate are the nomine that the successor has received.
	Riportate []nomina.Nomina
	// Lasciate are the nomine that stay on the ente that ended, where they
	// count no longer.
	Lasciate []nomina.Nomina
	// Adesioni is the number of memberships of Unioni and areas that ended
	// with it.
	Adesioni int
	// Progetti is the money still to be paid or recovered for the projects that
	// it leads, which stay with it.
	Progetti progetto.Pendenza
}

// Enti ends the ente from on the day al and names into its successor. Its
// memberships, and those in it, end on that day. With nomine its nominations
// pass to into where the role has no holder there; without, they are left, and
// no nomina of into comes of them.
//
// Enrolments, attendances, conventions and projects stay with from: they tell
// for which ente a person enrolled, which ente signed and which one applied. What
// from is still owed and owes for its projects is now a matter of into, so the
// outcome says how much: somebody has to write to it.
//
// An ente that the register already ended may be merged too, to bring its
// nominations over: al is then its own last day, and may be left zero. Enti
// returns a fault of kind Usage when there is no last day, of kind Failed when
// the two are one, when from cannot become what into is, ended on another day
// or has another successor, or when into does not exist on the day after.
func Enti(ctx context.Context, tx *db.Tx, from, into ente.Ente, al periodo.Data, nomine bool) (Esito, error) {
	if al.IsZero() {
		al = from.Al
	}
	if err := checkPair(from, into); err != nil {
		return Esito{}, err
	}
	if err := checkEnd(from, into, al); err != nil {
		return Esito{}, err
	}
	e := Esito{Al: al, Motivo: motivo(from, into, al)}
	if from.SuccessoreID != into.ID {
		if _, err := ente.End(ctx, tx, from, al, e.Motivo, into.ID); err != nil {
			return Esito{}, err
		}
	}
	var err error
	if e.Adesioni, err = leave(ctx, tx, from.ID, al); err != nil {
		return Esito{}, err
	}
	if nomine {
		e.Riportate, e.Lasciate, err = nomina.Carry(ctx, tx, from.ID, into.ID, al, string(e.Motivo))
	} else {
		e.Lasciate, err = nomina.After(ctx, tx, from.ID, al)
	}
	if err != nil {
		return Esito{}, err
	}
	e.Progetti, err = progetto.PendenzaDi(ctx, tx, from.ID)
	return e, err
}

// checkPair says whether into may take the place of from. What the register
// has already written is not put in doubt.
func checkPair(from, into ente.Ente) error {
	switch {
	case from.ID == into.ID:
		return fault.New(fault.Failed, "an ente cannot be merged into itself: %s", from.Denominazione).
			WithHint("name two enti, the one that ends first")
	case from.SuccessoreID == into.ID || canBecome(from.Tipo, into.Tipo):
		return nil
	}
	return fault.New(fault.Failed, "%s (%s) cannot take the place of %s (%s)",
		into.Denominazione, string(into.Tipo), from.Denominazione, string(from.Tipo)).
		WithHint("name a successor of the same kind; an ente that nobody follows ends with: dtctl ente end")
}

// canBecome reports whether an ente may pass into one of another type: a
// provincia into the citta metropolitana of the same territory (L. 56/2014,
// art. 1 c. 16), and the associations of comuni (TUEL, art. 27, 31 and 32)
// into one another.
func canBecome(from, into ente.Tipo) bool {
	return from == into ||
		from == ente.Provincia && into == ente.CittaMetropolitana ||
		from.IsAssociation() && into.IsAssociation()
}

func checkEnd(from, into ente.Ente, al periodo.Data) error {
	switch {
	case al.IsZero():
		return fault.New(fault.Usage, "the last day of %s is missing", from.Denominazione).WithHint("add --to DAY")
	case !from.Al.IsZero() && from.Al != al:
		return fault.New(fault.Failed, "%s already ended on %s", from.Denominazione, from.Al).
			WithHint("leave out --to, or correct that day first with: dtctl ente end")
	case from.SuccessoreID != 0 && from.SuccessoreID != into.ID:
		return fault.New(fault.Failed, "%s already has another successor", from.Denominazione).
			WithHint("see which one with: dtctl ente show %q", from.Denominazione)
	}
	return nil
}

func motivo(from, into ente.Ente, al periodo.Data) ente.Motivo {
	switch {
	case from.MotivoFine != "":
		return from.MotivoFine
	case from.Tipo != into.Tipo:
		return ente.Trasformazione
	case into.Dal == al.AddDays(1):
		return ente.Fusione
	}
	return ente.Incorporazione
}

// leave ends the memberships of an ente on its last day, and those of others
// in it, and returns how many they were.
func leave(ctx context.Context, tx *db.Tx, enteID int64, al periodo.Data) (int, error) {
	type pair struct{ group, member int64 }
	read := func(scan db.Scan) (p pair, err error) {
		err = scan(&p.group, &p.member)
		return p, err
	}
	unioni, err := db.Collect(ctx, tx, read, `SELECT unione_id, comune_id FROM adesione_unione
		WHERE (unione_id = ? OR comune_id = ?) AND dal <= ? AND al IS NULL ORDER BY id`, enteID, enteID, al)
	if err != nil {
		return 0, err
	}
	for _, p := range unioni {
		if err := unione.Leave(ctx, tx, p.group, p.member, al); err != nil {
			return 0, err
		}
	}
	aree, err := db.Collect(ctx, tx, read, `SELECT area_id, ente_id FROM area_ente
		WHERE ente_id = ? AND dal <= ? AND al IS NULL ORDER BY id`, enteID, al)
	if err != nil {
		return 0, err
	}
	for _, p := range aree {
		if err := area.Leave(ctx, tx, p.group, p.member, al); err != nil {
			return 0, err
		}
	}
	return len(unioni) + len(aree), nil
}

// Passate says how much passed from one record of a person to the other.
type Passate struct {
	// Nomine and Iscrizioni are how many nominations and enrolments.
	Nomine, Iscrizioni int
}

// Persone makes from and into one person: the nominations and the enrolments of
// from pass to into, which also receives what it lacked. It returns the person
// that remains and what passed, or the faults of persona.Merge and, where both
// are enrolled in one edition, that of iscrizione.Repoint.
func Persone(ctx context.Context, tx *db.Tx, from, into persona.Persona) (persona.Persona, Passate, error) {
	one, err := persona.Merge(ctx, tx, from, into)
	if err != nil {
		return persona.Persona{}, Passate{}, err
	}
	var moved Passate
	if moved.Nomine, err = nomina.Repoint(ctx, tx, from.ID, into.ID); err != nil {
		return persona.Persona{}, Passate{}, err
	}
	moved.Iscrizioni, err = iscrizione.Repoint(ctx, tx, from.ID, into.ID)
	return one, moved, err
}
