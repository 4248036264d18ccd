package persona

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
)

// key is one of the things to know a person by.
type key struct {
	// columns are those of the row, and of the person, that hold the key; the
	// first is empty where there is none.
	columns string
	// same is the condition under which row t and person p have the same key.
	same string
	// tells is the condition under which p, who has the same key, is meant by t.
	tells string
	// free is the condition under which nobody has the key of a row for which no
	// person was found: several persons may share an address.
	free string
}

// first returns the column that is empty where there is no key.
func (k key) first() string {
	column, _, _ := strings.Cut(k.columns, ",")
	return column
}

// keys returns what to know a person by, the surest first.
func keys() []key {
	return []key{
		{"cf", "p.cf = t.cf", "TRUE", "TRUE"},
		{"id_esterno, piattaforma", "p.id_esterno = t.id_esterno AND p.piattaforma = t.piattaforma", "TRUE", "TRUE"},
		// Two persons may share an address: where a row has a surer key, the name
		// must be the same too.
		{
			"email", "p.email = t.email", "(p.norma = t.norma OR t.cf IS NULL AND (t.id_esterno IS NULL OR t.piattaforma IS NULL))",
			"NOT EXISTS (SELECT 1 FROM persona p WHERE p.email = t.email)",
		},
	}
}

// compatible is the condition under which the code of row t, if any, does not
// contradict that of person p.
const compatible = `p.unita_a IS NULL AND (p.cf IS NULL OR t.cf IS NULL OR p.cf = t.cf)`

// agreeing is compatible for a row that shares no more than a name with person
// p: every key that both have must be the same.
const agreeing = compatible + ` AND (p.email IS NULL OR t.email IS NULL OR p.email = t.email)
	AND (p.id_esterno IS NULL OR t.id_esterno IS NULL OR p.piattaforma <> t.piattaforma OR p.id_esterno = t.id_esterno)`

// ofEnte is the condition under which person p is known to belong to the ente
// of row t.
const ofEnte = `(EXISTS (SELECT 1 FROM iscrizione i WHERE i.persona_id = p.id AND i.ente_id = t.ente_id)
	OR EXISTS (SELECT 1 FROM nomina m WHERE m.persona_id = p.id AND m.ente_id = t.ente_id))`

// seeker gives persons to the rows of the table anonima.
type seeker struct {
	tx    *db.Tx
	add   bool
	added int64
}

// do runs a statement, with words in the place of those between braces.
func (r *seeker) do(ctx context.Context, statement string, words ...string) (int64, error) {
	return r.tx.Exec(ctx, written(statement, words...))
}

func written(statement string, words ...string) string {
	// What takes the place of a word may hold other words.
	for range 2 {
		statement = strings.NewReplacer(words...).Replace(statement)
	}
	return statement
}

func (r *seeker) exists(ctx context.Context, from string) (bool, error) {
	n, _, err := db.First(ctx, r.tx, db.Value[int64], "SELECT EXISTS (SELECT 1 FROM "+from+")")
	return n != 0, err
}

// identify gives a person to every row that has the key: the one who has the
// same, one who lacks it and whom the lesser keys or the name mean, or a new
// one.
func (r *seeker) identify(ctx context.Context, k key) error {
	words := []string{
		"{pending}", "t.persona_id IS NULL AND t.via IS NULL AND t." + k.first() + " IS NOT NULL",
		"{same}", k.same + " AND " + k.tells, "{key}", k.first(), "{keys}", k.columns, "{free}", k.free,
	}
	if some, err := r.exists(ctx, written("anonima t WHERE {pending}", words...)); err != nil || !some {
		return err
	}
	if err := r.match(ctx, words, otherwiseNamed(k, "NULL")); err != nil {
		return err
	}
	lacking, err := r.exists(ctx, written("persona p WHERE p.{key} IS NULL AND p.unita_a IS NULL", words...))
	if err != nil {
		return err
	}
	if lacking {
		if err := r.claim(ctx, k, words); err != nil {
			return err
		}
	}
	if !r.add {
		return nil
	}
	return r.create(ctx, words, otherwiseNamed(k, "'nuova'"))
}

// otherwiseNamed is what via says of a row t whose person p was found by a key:
// that the names differ, which a codice fiscale alone makes good, or else.
func otherwiseNamed(k key, or string) string {
	if k.first() == "cf" {
		return or
	}
	return "CASE WHEN min(p.norma) <> t.norma THEN 'altro_nome' ELSE " + or + " END"
}

// match gives to the pending rows the one person with the same key, and writes
// how the person was found.
func (r *seeker) match(ctx context.Context, words []string, via string) error {
	_, err := r.do(ctx, `UPDATE anonima AS t SET (persona_id, via) =
			(SELECT min(p.id), `+via+` FROM persona p WHERE {same} AND `+compatible+` HAVING count(*) = 1)
		WHERE {pending}`, words...)
	return err
}

// claim gives the key of pending rows to the persons who lack it and whom the
// rows mean by a lesser key, or by name and ente, and matches again.
func (r *seeker) claim(ctx context.Context, k key, words []string) error {
	lesser := false
	for _, l := range keys() {
		if lesser {
			if err := r.give(ctx, words, "{pending} AND "+l.same+" AND "+l.tells+" AND "+compatible); err != nil {
				return err
			}
			if err := r.match(ctx, words, otherwiseNamed(l, "'chiave'")); err != nil {
				return err
			}
		}
		lesser = lesser || l == k
	}
	const named = "p.norma = t.norma AND " + agreeing + " AND " + ofEnte
	_, err := r.do(ctx, `UPDATE anonima AS t SET via = 'omonimia' WHERE {pending}
		AND (SELECT count(*) FROM persona p WHERE p.{key} IS NULL AND `+named+`) > 1`, words...)
	if err != nil {
		return err
	}
	if err := r.give(ctx, words, "{pending} AND "+named); err != nil {
		return err
	}
	return r.match(ctx, words, "'nome'")
}

// give writes the key of rows t in the records of the persons p who lack it,
// where the condition holds for one key and one person, and nobody has it.
func (r *seeker) give(ctx context.Context, words []string, condition string) error {
	_, err := r.do(ctx, `WITH pair AS (
			SELECT DISTINCT p.id AS persona, t.{key}, t.piattaforma
			FROM anonima t CROSS JOIN persona p
			WHERE p.{key} IS NULL AND t.{key} IS NOT NULL AND `+condition+`
				AND NOT EXISTS (SELECT 1 FROM persona q WHERE q.{key} = t.{key})),
		one AS (SELECT * FROM pair
			WHERE persona IN (SELECT persona FROM pair GROUP BY persona HAVING count(*) = 1)
				AND {key} IN (SELECT {key} FROM pair GROUP BY {key} HAVING count(*) = 1))
		UPDATE persona SET ({keys}) = (SELECT {keys} FROM one WHERE one.persona = persona.id)
		WHERE id IN (SELECT persona FROM one)`, words...)
	return err
}

// create adds a person for each key of the rows that are still pending, with
// what the row says that comes first among those that say most.
func (r *seeker) create(ctx context.Context, words []string, via string) error {
	// The number of a platform goes with the code of another row's person only
	// where complete finds that nobody else has it.
	added, err := r.do(ctx, `INSERT INTO persona (cognome, nome, norma, cf, email, id_esterno, piattaforma)
		SELECT cognome, nome, norma, cf, email, CASE WHEN cf IS NULL THEN id_esterno END,
			CASE WHEN cf IS NULL AND id_esterno IS NOT NULL THEN piattaforma END
		FROM anonima WHERE n IN (SELECT coalesce(min(CASE WHEN t.email IS NOT NULL THEN t.n END), min(t.n))
			FROM anonima t WHERE {pending} AND {free} GROUP BY {keys})
		ORDER BY {keys}, n`, words...)
	if err != nil || added == 0 {
		return err
	}
	r.added += added
	_, err = r.do(ctx, `UPDATE anonima AS t SET (persona_id, via) =
			(SELECT min(p.id), `+via+` FROM persona p WHERE {same} AND `+compatible+` HAVING count(*) = 1)
		WHERE {pending}`, words...)
	return err
}

// complete fills in the key that persons lack and their rows have.
func (r *seeker) complete(ctx context.Context, k key) error {
	condition := "p.id = t.persona_id"
	if k.first() == "email" {
		// A new person has the address of its rows already.
		condition += " AND t.via IS NOT 'nuova'"
	}
	some, err := r.exists(ctx, written("anonima t WHERE t.persona_id IS NOT NULL AND t.{key} IS NOT NULL", "{key}", k.first()))
	if err != nil || !some {
		return err
	}
	return r.give(ctx, []string{"{key}", k.first(), "{keys}", k.columns}, condition)
}
