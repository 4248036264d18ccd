package persona

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
)

// identifyByName gives a person to the rows that are left: the one who bears
// that name in that ente, a new one where nobody does. Rows of one name and one
// ente mean one person.
func (r *seeker) identifyByName(ctx context.Context) error {
	for _, statement := range []string{
		`CREATE TEMP TABLE ignoto (id INTEGER PRIMARY KEY, norma TEXT, ente_id INTEGER, riga INTEGER,
			persone INTEGER, persona_id INTEGER, UNIQUE (norma, ente_id))`,
		`INSERT INTO ignoto (norma, ente_id, riga) SELECT t.norma, t.ente_id, min(t.n) FROM anonima t
			WHERE t.persona_id IS NULL AND t.via IS NULL GROUP BY t.norma, t.ente_id`,
		`CREATE TEMP TABLE candidato (ignoto_id INTEGER, persona_id INTEGER, PRIMARY KEY (ignoto_id, persona_id)) WITHOUT ROWID`,
		// Those whom the file itself names by a surer key, and those who are
		// there already.
		`INSERT INTO candidato SELECT DISTINCT u.id, t.persona_id
			FROM anonima t JOIN ignoto u ON u.norma = t.norma AND u.ente_id = t.ente_id
			WHERE t.persona_id IS NOT NULL AND EXISTS (SELECT 1 FROM ignoto)`,
		`INSERT INTO candidato SELECT t.id, p.id FROM ignoto t CROSS JOIN persona p
			WHERE p.norma = t.norma AND p.unita_a IS NULL AND ` + ofEnte + ` ON CONFLICT DO NOTHING`,
		`UPDATE ignoto SET (persone, persona_id) =
			(SELECT count(*), min(c.persona_id) FROM candidato c WHERE c.ignoto_id = ignoto.id)`,
		// The ledger keeps rows with consecutive numbers as one.
		`UPDATE ignoto SET persona_id = (SELECT coalesce(max(id), 0) FROM persona) + new.place
			FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM ignoto WHERE persone = 0) new
			WHERE ignoto.id = new.id`,
	} {
		if _, err := r.do(ctx, statement); err != nil {
			return err
		}
	}
	if r.add {
		added, err := r.do(ctx, `INSERT INTO persona (id, cognome, nome, norma, email)
		SELECT u.persona_id, t.cognome, t.nome, t.norma, t.email FROM ignoto u JOIN anonima t ON t.n = u.riga
		WHERE u.persone = 0 ORDER BY u.persona_id`)
		if err != nil {
			return err
		}
		r.added += added
	}
	_, err := r.do(ctx, `UPDATE anonima AS t SET persona_id = CASE WHEN u.persone < 2 THEN u.persona_id END,
			via = CASE u.persone WHEN 0 THEN 'nuova' WHEN 1 THEN 'nome' ELSE 'omonimia' END
		FROM ignoto u WHERE t.persona_id IS NULL AND t.via IS NULL AND u.norma = t.norma AND u.ente_id = t.ente_id
			AND (u.persone > 0 OR {add})`, "{add}", map[bool]string{true: "TRUE", false: "FALSE"}[r.add])
	return err
}

// homonyms returns the rows that may mean several persons, with their numbers.
func (r *seeker) homonyms(ctx context.Context) ([]Homonym, error) {
	return db.Collect(ctx, r.tx, func(scan db.Scan) (h Homonym, err error) {
		err = scan(&h.Row, &h.Persons)
		return h, err
	}, `SELECT t.n, group_concat(p.id, ', ') FROM anonima t JOIN persona p ON p.norma = t.norma
		WHERE t.via = 'omonimia' AND p.unita_a IS NULL AND (`+ofEnte+` OR p.id IN (SELECT c.persona_id
			FROM ignoto u JOIN candidato c ON c.ignoto_id = u.id WHERE u.norma = t.norma AND u.ente_id = t.ente_id))
		GROUP BY t.n ORDER BY t.n`)
}
