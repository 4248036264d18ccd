package iscrizione

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// Repoint gives the enrolments of the person from to the person into, and
// returns how many passed. One that was removed stays with from where into has
// an enrolment in the same edition; one of into that was removed takes what is
// written of that of from, which is removed in its place.
//
// Which of two enrolments in one edition is true is not for a program to say:
// Repoint returns a fault of kind Failed that names their numbers.
func Repoint(ctx context.Context, tx *db.Tx, from, into int64) (int, error) {
	if err := checkDoubles(ctx, tx, from, into); err != nil {
		return 0, err
	}
	revived, err := tx.Exec(ctx, `UPDATE iscrizione AS i SET (ente_id, stato, iscritto_il, completato_il, ritirato_il,
			minuti, esito, rilevato_il) = (SELECT f.ente_id, f.stato, f.iscritto_il, f.completato_il, f.ritirato_il,
			f.minuti, f.esito, f.rilevato_il FROM iscrizione f WHERE f.persona_id = ? AND f.edizione_id = i.edizione_id)
		WHERE i.persona_id = ? AND i.stato = 'annullata' AND EXISTS (SELECT 1 FROM iscrizione f
			WHERE f.persona_id = ? AND f.edizione_id = i.edizione_id AND f.stato <> 'annullata')`, from, into, from)
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(ctx, `UPDATE iscrizione AS i SET stato = 'annullata'
		WHERE i.persona_id = ? AND i.stato <> 'annullata' AND EXISTS (SELECT 1 FROM iscrizione o
			WHERE o.persona_id = ? AND o.edizione_id = i.edizione_id)`, from, into); err != nil {
		return 0, err
	}
	moved, err := tx.Exec(ctx, `UPDATE iscrizione AS i SET persona_id = ?
		WHERE i.persona_id = ? AND NOT EXISTS (SELECT 1 FROM iscrizione o
			WHERE o.persona_id = ? AND o.edizione_id = i.edizione_id)`, into, from, into)
	return int(revived + moved), err
}

// checkDoubles refuses two persons who are both enrolled in one edition.
func checkDoubles(ctx context.Context, tx *db.Tx, from, into int64) error {
	type pair struct {
		from, into int64
		label      string
	}
	pairs, err := db.Collect(ctx, tx, func(scan db.Scan) (p pair, err error) {
		err = scan(&p.from, &p.into, &p.label)
		return p, err
	}, `SELECT f.id, o.id, k.codice || '/' || d.numero
		FROM iscrizione f JOIN iscrizione o ON o.persona_id = ? AND o.edizione_id = f.edizione_id AND o.stato <> 'annullata'
		JOIN edizione d ON d.id = f.edizione_id JOIN corso k ON k.id = d.corso_id
		WHERE f.persona_id = ? AND f.stato <> 'annullata' ORDER BY k.codice, d.numero`, into, from)
	if err != nil || len(pairs) == 0 {
		return err
	}
	labels := make([]string, len(pairs))
	for n, p := range pairs {
		labels[n] = p.label + " (" + number(p.from) + ", " + number(p.into) + ")"
	}
	return fault.New(fault.Failed, "both persons are enrolled in %s", strings.Join(labels, "; ")).
		WithHint("take out the enrolment that is wrong first: dtctl iscrizione remove %s", number(pairs[0].from))
}
