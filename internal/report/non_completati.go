package report

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/periodo"
)

// NonCompletato is an enrolment that is not completed: still open, or closed
// with its edition.
type NonCompletato struct {
	EnteID int64
	// Ente is the name, IPA and Provincia (a sigla) are empty where there is
	// none.
	Ente, IPA, Provincia string
	Edizione             string
	PersonaID            int64
	Cognome, Nome        string
	// Email and CF are empty where they are not known.
	Email, CF  string
	Stato      iscrizione.Stato
	IscrittoIl periodo.Data
}

// NonCompletati returns the enrolments of a question that were not completed by
// its day, ente by ente, by surname. It returns the fault of a choice of
// editions for another audience.
func NonCompletati(ctx context.Context, tx *db.Tx, q Question) ([]NonCompletato, error) {
	t, err := newTally(ctx, tx, q, "iscrizione")
	if err != nil {
		return nil, err
	}
	s, err := sourceOf(ctx, tx, q, t.list, t.chosen)
	if err != nil {
		return nil, err
	}
	args := append(append([]any{q.Filter.AsOf}, s.args...), q.Filter.AsOf, q.Filter.AsOf)
	return db.Collect(ctx, tx, func(scan db.Scan) (n NonCompletato, err error) {
		var edition int64
		err = scan(&n.EnteID, &n.Ente, &n.IPA, &edition, &n.PersonaID, &n.Cognome, &n.Nome, &n.Email, &n.CF, &n.Stato, &n.IscrittoIl)
		if m := t.enti[n.EnteID]; m != nil {
			n.Provincia = m.provincia
		}
		if e, found := t.editions[edition]; found {
			n.Edizione = e.corso + "/" + number(e.numero)
		}
		return n, err
	}, `SELECT i.ente_id, e.denominazione, coalesce(e.ipa, ''), i.edizione_id, s.id, s.cognome, s.nome,
			coalesce(s.email, ''), coalesce(s.cf, ''), `+stateOf+` AS stato, i.iscritto_il
		FROM (SELECT i.* `+s.sql+` AND `+participant+`
			AND NOT (i.stato = 'completato' AND (i.completato_il IS NULL OR i.completato_il <= ?))) i
		JOIN ente e ON e.id = i.ente_id JOIN persona s ON s.id = i.persona_id
		ORDER BY e.norma, e.id, s.norma, s.id, i.edizione_id`, args...)
}
