package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// Load writes many new nomine, none of which covers comuni by name. Like its
// counterparts in the other nouns it checks nothing: each nomina must be one
// that Add could have written.
func Load(ctx context.Context, tx *db.Tx, nomine []Nomina) error {
	rows := make([][]any, len(nomine))
	for i, n := range nomine {
		var persona any
		if n.PersonaID != 0 {
			persona = n.PersonaID
		}
		rows[i] = []any{
			n.EnteID, n.RuoloID, persona, string(n.Stato), n.InvitatoIl, n.Dal, n.Al,
			orNull(string(n.Atto.Tipo)), orNull(n.Atto.Numero), n.Atto.Data, orNull(n.Atto.Protocollo),
			string(n.Forma), string(n.Copre), orNull(n.MotivoFine), orNull(n.Note),
		}
	}
	return tx.InsertRows(ctx, "nomina", []string{
		"ente_id", "ruolo_id", "persona_id", "stato", "invitato_il", "dal", "al",
		"atto_tipo", "atto_numero", "atto_data", "protocollo", "forma", "copre", "motivo_fine", "note",
	}, rows)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
