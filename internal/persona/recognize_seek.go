package persona

import (
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
)

// anonimaColumns are those of the temporary table anonima, which holds the rows
// whose persons are sought and those that help to find them: the number of the
// row, what it says of the person, NULL where it says nothing, the ente, and
// what was found: the person, and in via "nuova" for one that was not there,
// "nome" for one recognised by name and ente alone, "chiave" for one who got a
// surer key of the row than was known, "altro_nome" for one with another name,
// "omonimia" where several may be meant.
const anonimaColumns = `n INTEGER PRIMARY KEY, ente_id INTEGER, persona_id INTEGER, cf TEXT, piattaforma TEXT,
	id_esterno TEXT, email TEXT, cognome TEXT, nome TEXT, norma TEXT, via TEXT`

// bySeeking finds the persons of the rows of the table anonima, by one key
// after the other.
func (r *Recognizer) bySeeking(ctx context.Context, tx *db.Tx) (Recognized, error) {
	found := Recognized{New: int(r.added)}
	rows, err := newAnonymous(r.looked)
	if err != nil {
		return found, err
	}
	err = tx.Stream(ctx, "guardata", anonymousColumns(), rows, func() error {
		_, err := tx.Exec(ctx, `INSERT INTO anonima (n, ente_id, persona_id, cf, piattaforma, id_esterno, email, cognome, nome, norma)
			SELECT * FROM guardata`)
		return err
	})
	if err != nil {
		return found, err
	}
	s := &seeker{tx: tx, add: r.add}
	for i, k := range keys() {
		if i > 0 {
			// The rows that are found say by what else their persons are known.
			if err := s.complete(ctx, k); err != nil {
				return found, err
			}
		}
		if err := s.identify(ctx, k); err != nil {
			return found, err
		}
	}
	if err := s.identifyByName(ctx); err != nil {
		return found, err
	}
	for _, k := range keys()[1:] {
		if err := s.complete(ctx, k); err != nil {
			return found, err
		}
	}
	found.New += int(s.added)
	for _, c := range []struct {
		count *int
		via   string
	}{{&found.Probable, "nome"}, {&found.Keyed, "chiave"}} {
		if *c.count, _, err = db.First(ctx, tx, db.Value[int],
			`SELECT count(DISTINCT persona_id) FROM anonima WHERE via = ?`, c.via); err != nil {
			return found, err
		}
	}
	found.Homonyms, err = s.homonyms(ctx)
	return found, err
}

func anonymousColumns() []string {
	return []string{"n", "ente_id", "persona_id", "cf", "piattaforma", "id_esterno", "email", "cognome", "nome", "norma"}
}

// anonymous are the rows of the table anonima as a stream.
type anonymous struct {
	Riga
	records             *batch.SpoolRecords
	n, enteID, personID int64
}

func newAnonymous(s *batch.Spool) (*anonymous, error) {
	records, err := s.Records()
	return &anonymous{records: records}, err
}

// Next reads the next row.
func (a *anonymous) Next() (bool, error) {
	more, err := a.records.Next()
	if err != nil || !more {
		return false, err
	}
	record := a.records.Record
	a.n, a.enteID, a.personID = batch.TakeInt(&record), batch.TakeInt(&record), batch.TakeInt(&record)
	a.Riga = takeRiga(&record)
	return true, nil
}

// Column returns a value of the row in the order of anonymousColumns.
func (a *anonymous) Column(i int) any {
	switch i {
	case 0:
		return a.n
	case 1:
		return a.enteID
	case 2:
		if a.personID == 0 {
			return nil
		}
		return a.personID
	}
	return orNull([]string{a.CF, a.Piattaforma, a.IDEsterno, a.Email, a.Cognome, a.Nome, a.Norma}[i-3])
}
