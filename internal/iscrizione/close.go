package iscrizione

import (
	"context"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Chiusura says how the enrolments in an edition ended.
type Chiusura struct {
	// Already says that the edition was closed before: nothing changed.
	Already bool
	// Chiuse are the open ones that the closing made non_completato.
	Chiuse int
	// Completati, NonCompletati and Ritirati count all enrolments of the
	// edition by how they ended.
	Completati, NonCompletati, Ritirati int
}

// Close ends an edition on the day il: its state becomes conclusa, by force
// where its dates do not say so yet, and the enrolments that are still open
// become NonCompletato. What was completed or given up stays as it is. It
// returns a fault of kind Failed when the edition was annulled or begins later.
func Close(ctx context.Context, tx *db.Tx, e corso.Edizione, il periodo.Data) (Chiusura, error) {
	switch {
	case e.Stato == corso.Annullata:
		return Chiusura{}, fault.New(fault.Failed, "edition %s was annulled: there is nothing to close", e.Codice()).
			WithHint("if it is held after all: dtctl edizione edit %s --status in_corso", e.Codice())
	case !e.Dal.IsZero() && e.Dal.Giorno().After(il):
		return Chiusura{}, fault.New(fault.Failed, "edition %s begins on %s: it cannot be closed on %s", e.Codice(), e.Dal.Giorno(), il).
			WithHint("correct its dates with: dtctl edizione edit %s", e.Codice())
	}
	over := e.StatoAl(il) == corso.Conclusa
	if !over {
		e.Stato = corso.Conclusa
		if _, err := corso.EditEdizione(ctx, tx, e); err != nil {
			return Chiusura{}, err
		}
	}
	closed, err := tx.Exec(ctx, `UPDATE iscrizione AS i SET stato = 'non_completato',
		rilevato_il = CASE WHEN i.rilevato_il < ? THEN ? ELSE i.rilevato_il END
		WHERE i.edizione_id = ? AND `+Open, il, il, e.ID)
	if err != nil {
		return Chiusura{}, err
	}
	c, _, err := db.First(ctx, tx, func(scan db.Scan) (c Chiusura, err error) {
		err = scan(&c.Completati, &c.NonCompletati, &c.Ritirati)
		return c, err
	}, `SELECT count(*) FILTER (WHERE stato = 'completato'), count(*) FILTER (WHERE stato = 'non_completato'),
		count(*) FILTER (WHERE stato = 'ritirato') FROM iscrizione WHERE edizione_id = ?`, e.ID)
	c.Chiuse, c.Already = int(closed), over && closed == 0
	return c, err
}
