package iscrizione

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// Load writes many new enrolments with the ids that the caller gives them. Like
// its counterparts in the other nouns it checks nothing: each must be one that
// Add could have written.
func Load(ctx context.Context, tx *db.Tx, iscrizioni []Iscrizione) error {
	rows := make([][]any, len(iscrizioni))
	for n, i := range iscrizioni {
		var minuti, esito any
		if i.Minuti != 0 {
			minuti = i.Minuti
		}
		if i.Esito != "" {
			esito = i.Esito
		}
		rows[n] = []any{
			i.ID, i.EdizioneID, i.PersonaID, i.EnteID, string(i.Stato), i.IscrittoIl, i.CompletatoIl, i.RitiratoIl,
			minuti, esito, i.RilevatoIl,
		}
	}
	return tx.InsertRows(ctx, "iscrizione", []string{
		"id", "edizione_id", "persona_id", "ente_id", "stato", "iscritto_il", "completato_il", "ritirato_il",
		"minuti", "esito", "rilevato_il",
	}, rows)
}
