package persona

import (
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

// Doubts calls warn for each row whose person is worth a second look, in the
// order of the file. The table has the rows of Others, with their number in n
// and their line in linea; the problems lack their column.
func (r *Recognizer) Doubts(ctx context.Context, tx *db.Tx, table string, warn func(batch.Problem)) error {
	// One who was there before and has the address may be the same person: a
	// codice fiscale on both sides would have told.
	const another = `(SELECT min(p.id) FROM persona p WHERE a.via = 'nuova' AND p.id <= ?1 AND p.email = a.email
		AND p.norma <> a.norma AND p.unita_a IS NULL AND (p.cf IS NULL OR a.cf IS NULL))`
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var p batch.Problem
		var via string
		var id int64
		if err := scan(&p.Line, &via, &id); err != nil {
			return err
		}
		switch via {
		case "nome":
			p.Code, p.Text = "persona_probabile", message.New("recognised by name and ente alone as person %s", number(id))
		case "altro_nome":
			p.Code, p.Text = "nome_diverso", otherName(id)
		default:
			p.Code, p.Text = "persona_stessa_email",
				message.New("a new person: person %s has the same e-mail address, but another name", number(id))
		}
		warn(p)
		return nil
	}, `SELECT * FROM (SELECT l.linea, a.via, CASE a.via WHEN 'nuova' THEN `+another+` ELSE a.persona_id END AS persona_id
			FROM `+table+` l CROSS JOIN anonima a ON a.n = l.n
			WHERE a.via IN ('nome', 'altro_nome') OR ?1 > 0 AND a.via = 'nuova' AND a.email IS NOT NULL AND coalesce(a.cf, a.id_esterno) IS NOT NULL)
		WHERE persona_id IS NOT NULL ORDER BY linea`, r.base)
}

func otherName(id int64) message.Text {
	return message.New("person %s has another name, which is kept", number(id))
}
