package persona

import (
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
)

// known is a person with a codice fiscale.
type known struct {
	cf string
	id int64
	// Whether the record lacks what a row may fill in.
	noEmail, noIDEsterno bool
}

// seekingCosts is how many persons are read in the time in which one is sought.
const seekingCosts = 20

// byCode goes through the rows in the order of their codes: it finds the
// persons who have them, adds the others, and puts aside the rows that must be
// sought otherwise.
func (r *Recognizer) byCode(ctx context.Context, tx *db.Tx) error {
	if err := r.readLoose(ctx, tx); err != nil {
		return err
	}
	persons, err := r.readKnown(ctx, tx)
	if err != nil {
		return err
	}
	defer func() { _ = persons.Close() }()
	records, err := persons.Records()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `CREATE TEMP TABLE anonima (`+anonimaColumns+`)`); err != nil {
		return err
	}
	g, err := newGroups(r, records)
	if err != nil {
		return err
	}
	return tx.Stream(ctx, "nuova", []string{"id", "cognome", "nome", "norma", "cf", "email"}, g, func() error {
		_, err := tx.Exec(ctx, `INSERT INTO persona (id, cognome, nome, norma, cf, email) SELECT * FROM nuova`)
		return err
	})
}

// readLoose gathers the keys by which a row with a code may mean somebody whose
// code is not known.
func (r *Recognizer) readLoose(ctx context.Context, tx *db.Tx) error {
	if r.coded == 0 {
		return nil
	}
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var norma, email, id string
		err := scan(&norma, &email, &id)
		for _, key := range []struct {
			kind byte
			text string
		}{{'p', norma}, {'e', email}, {'i', id}} {
			if key.text != "" {
				r.loose[r.hash(key.kind, key.text, 0)] = struct{}{}
			}
		}
		return err
	}, `SELECT norma, coalesce(email, ''), coalesce(id_esterno, '') FROM persona WHERE cf IS NULL AND unita_a IS NULL`)
}

// isLoose reports whether the rows of a new code may mean somebody whose code
// is not known.
func (r *Recognizer) isLoose(m *member) bool {
	if len(r.loose) == 0 {
		return false
	}
	for _, h := range []uint64{r.hash('p', m.Norma, 0), r.hash('e', m.Email, 0), r.hash('i', m.IDEsterno, 0)} {
		if _, ok := r.loose[h]; ok {
			return true
		}
	}
	return false
}

// isNamed reports whether a row without a code has the same name and ente.
func (r *Recognizer) isNamed(m *member) bool {
	if len(r.named) == 0 {
		return false
	}
	_, ok := r.named[r.hash('n', m.Norma, m.enteID)]
	return ok
}

// readKnown keeps the persons with a code in its order: all of them, or those
// of the rows where these are few.
func (r *Recognizer) readKnown(ctx context.Context, tx *db.Tx) (*batch.Spool, error) {
	persons, err := batch.NewSpool()
	if err != nil {
		return nil, err
	}
	keep := func(scan db.Scan) error {
		var k known
		if err := scan(&k.cf, &k.id, &k.noEmail, &k.noIDEsterno); err != nil {
			return err
		}
		return persons.Add([]byte(k.cf), k.append(nil))
	}
	const selectKnown = `SELECT cf, id, email IS NULL, id_esterno IS NULL FROM persona WHERE cf `
	all, _, err := db.First(ctx, tx, db.Value[int], `SELECT count(*) FROM persona WHERE cf IS NOT NULL`)
	switch {
	case err != nil || r.coded == 0 || all == 0:
	case r.coded*seekingCosts > all:
		err = db.Each(ctx, tx, keep, selectKnown+`IS NOT NULL ORDER BY cf`)
	default:
		err = r.eachCode(func(cf string) error { return db.Each(ctx, tx, keep, selectKnown+`= ?`, cf) })
	}
	return persons, err
}

// eachCode calls do for each code of the rows once, in order.
func (r *Recognizer) eachCode(do func(cf string) error) error {
	sorted, err := r.rows.Sorted()
	if err != nil {
		return err
	}
	before := ""
	for {
		more, err := sorted.Next()
		if err != nil || !more {
			return err
		}
		if m := memberOf(sorted.Record); m.CF != "" && m.CF != before {
			before = m.CF
			if err := do(m.CF); err != nil {
				return err
			}
		}
	}
}

func (k known) append(b []byte) []byte {
	flags := int64(0)
	if k.noEmail {
		flags |= 1
	}
	if k.noIDEsterno {
		flags |= 2
	}
	return batch.AppendInt(batch.AppendInt(b, k.id), flags)
}
