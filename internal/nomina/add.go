package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Nuova is what is written down of a nomina when it is received.
type Nuova struct {
	EnteID    int64
	RuoloID   int64
	PersonaID int64
	// Proposta means that a name has come but no act: there is no period.
	Proposta bool
	// Periodo begins on the day from which the act appoints, which must be
	// known; an end means that the nomina has already ceased, or will then.
	periodo.Periodo
	Atto  Atto
	Forma Forma   // Singola when empty
	Copre Copre   // Nessuno when empty
	Enti  []int64 // the comuni covered, only with Elenco
	Note  string
}

// Add records a nomina, or the proposal of one, and returns it. An invitation
// or a proposal of the same ente for the same role that is still open becomes
// the nomina and keeps the day of the invitation.
//
// It returns a fault of kind Failed when the ente does not exist on those days,
// when the role has another holder on one of them, or when the ente may not
// cover others; and of kind Usage when there is no first day, since a nomina
// without a date counts on no day.
func Add(ctx context.Context, tx *db.Tx, nuova Nuova) (Nomina, error) {
	n, err := waiting(ctx, tx, nuova)
	if err != nil {
		return Nomina{}, err
	}
	n.EnteID, n.RuoloID, n.PersonaID = nuova.EnteID, nuova.RuoloID, nuova.PersonaID
	n.Periodo, n.Atto, n.Enti = nuova.Periodo, nuova.Atto, nuova.Enti
	n.Forma, n.Copre = nuova.Forma, nuova.Copre
	if n.Forma == "" {
		n.Forma = Singola
	}
	if n.Copre == "" {
		n.Copre = Nessuno
	}
	if nuova.Note != "" {
		n.Note = nuova.Note
	}
	switch {
	case nuova.Proposta:
		n.Stato = Proposta
	case n.Al.IsZero():
		n.Stato = Attiva
	default:
		n.Stato = Cessata
	}
	if err := save(ctx, tx, &n); err != nil {
		return Nomina{}, err
	}
	return Find(ctx, tx, n.ID, nuova.Dal)
}

// waiting returns the open row that the nomina continues, an empty one when
// there is none: that of the same person first, then an invitation, then, for
// a role that has one holder, the proposal of somebody else.
func waiting(ctx context.Context, tx *db.Tx, nuova Nuova) (Nomina, error) {
	n, _, err := db.First(ctx, tx, scan, placed+`
		WHERE n.ente_id = ? AND n.ruolo_id = ? AND `+Open+`
			AND (n.stato = 'invitato' OR n.persona_id = ? OR r.unico = 1)
		ORDER BY coalesce(n.persona_id = ?, 0) DESC, n.stato = 'invitato' DESC, n.id LIMIT 1`,
		nuova.Dal, nuova.EnteID, nuova.RuoloID, nuova.PersonaID, nuova.PersonaID)
	return n, err
}
