package persona

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/maphash"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
)

// Recognizer finds the persons whom the rows of a file name, as many as there
// are, and adds those who are not there yet.
//
// A row is taken for a person by its surest key: the codice fiscale, the number
// that a platform gives, a personal e-mail address; by name and ente only when
// no key contradicts and nobody else bears that name there. Nothing but equal
// codes is ever taken for the same code: two codes that differ by omocodia are
// two persons. What a person lacks and a row has is filled in; nothing is
// overwritten.
//
// Rows with a codice fiscale are put in its order and met with the persons in
// the same order, so that neither is ever sought; the others, of which there
// are few where there are many rows, are sought in the database.
type Recognizer struct {
	// add says that unknown persons are added.
	add   bool
	rows  batch.Sorter
	coded int
	seed  maphash.Seed
	// named has the name and ente of the rows without a codice fiscale: whom
	// another row names by code may be the same person.
	named map[uint64]struct{}
	// loose has the keys of the persons without a codice fiscale.
	loose map[uint64]struct{}
	// found are the rows whose person is known, others those that are sought,
	// looked those that the table anonima holds.
	found, others, looked *batch.Spool
	base, added           int64
	foundRows             int
}

// NewRecognizer returns a Recognizer that adds unknown persons or, without add,
// leaves their rows without one.
func NewRecognizer(add bool) *Recognizer {
	return &Recognizer{add: add, seed: maphash.MakeSeed(), named: map[uint64]struct{}{}, loose: map[uint64]struct{}{}}
}

// Add adds a row of the file: its number, whom it names, the ente for which the
// person comes, a number by which the rows of one person are put in order, and
// whatever the caller wants back.
func (r *Recognizer) Add(n int, who Riga, enteID, order int64, payload []byte) error {
	key := []byte(who.CF)
	switch {
	case who.Decisa != 0:
		key = []byte{decided}
	case who.CF == "":
		key = []byte{uncoded}
		r.named[r.hash('n', who.Norma, enteID)] = struct{}{}
	default:
		r.coded++
	}
	key = binary.BigEndian.AppendUint64(key, uint64(order))
	key = binary.BigEndian.AppendUint64(key, uint64(n))
	record := who.append(batch.AppendInt(batch.AppendInt(nil, int64(n)), enteID))
	return r.rows.Add(key, append(record, payload...))
}

// The keys of the rows without a code, and of those whose person is decided:
// both sort after every code.
const (
	uncoded = '~'
	decided = 0xff
)

// member is a row of one person.
type member struct {
	Riga
	n, enteID int64
	payload   []byte
}

func memberOf(record []byte) member {
	m := member{n: batch.TakeInt(&record), enteID: batch.TakeInt(&record)}
	m.Riga = takeRiga(&record)
	m.payload = record
	return m
}

// hash is a short form of a key, of the kind that the letter names.
func (r *Recognizer) hash(kind byte, text string, number int64) uint64 {
	var h maphash.Hash
	h.SetSeed(r.seed)
	_ = h.WriteByte(kind)
	_, _ = h.WriteString(text)
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(number))
	_, _ = h.Write(b[:])
	return h.Sum64()
}

// Recognized says how the rows found their persons.
type Recognized struct {
	// New counts the persons that were not there.
	New int
	// Probable counts the persons recognised by name and ente alone.
	Probable int
	// Keyed counts the persons recognised by e-mail address or platform number
	// who got a surer code of the file.
	Keyed int
	// Homonyms are the rows that may mean several persons; they have none.
	Homonyms []Homonym
}

// Homonym is a row that several persons may be meant by.
type Homonym struct {
	Row int
	// Persons are the numbers of those who may be meant, in order.
	Persons string
}

// Recognize finds the persons of all rows that were added. Those that are
// found by their code alone come back from Found; the others from Others, with
// their persons in the temporary table anonima, by number of row in n and
// persona_id, until Close.
func (r *Recognizer) Recognize(ctx context.Context, tx *db.Tx) (Recognized, error) {
	var err error
	for _, s := range []**batch.Spool{&r.found, &r.others, &r.looked} {
		if *s, err = batch.NewSpool(); err != nil {
			return Recognized{}, err
		}
	}
	if r.base, _, err = db.First(ctx, tx, db.Value[int64], `SELECT coalesce(max(id), 0) FROM persona`); err != nil {
		return Recognized{}, err
	}
	if err := r.byCode(ctx, tx); err != nil {
		return Recognized{}, err
	}
	return r.bySeeking(ctx, tx)
}

// Known returns how many persons that were there before the rows of a table
// name, after the row with the given number.
func (r *Recognizer) Known(ctx context.Context, tx *db.Tx, table string, last int64) (int, error) {
	n, _, err := db.First(ctx, tx, db.Value[int],
		`SELECT count(DISTINCT persona_id) FROM `+table+` WHERE rowid > ? AND persona_id <= ?`, last, r.base)
	return n, err
}

// FoundRows returns how many rows Found has.
func (r *Recognizer) FoundRows() int { return r.foundRows }

// Found returns the rows whose person was found by code: see Resolved.
func (r *Recognizer) Found() (*Resolved, error) { return resolved(r.found) }

// Others returns the rows whose person is in the table anonima: see Resolved.
func (r *Recognizer) Others() (*Resolved, error) { return resolved(r.others) }

// Resolved are rows, one after the other, those of one person together.
type Resolved struct {
	// N is the number of the row, PersonaID its person, 0 where the table
	// anonima has it, Payload what Add was given.
	N, PersonaID int64
	Payload      []byte
	records      *batch.SpoolRecords
}

func resolved(s *batch.Spool) (*Resolved, error) {
	records, err := s.Records()
	return &Resolved{records: records}, err
}

// Next moves to the next row and reports whether there is one.
func (r *Resolved) Next() (bool, error) {
	more, err := r.records.Next()
	if err != nil || !more {
		return false, err
	}
	head := r.records.Key
	r.N, r.PersonaID = batch.TakeInt(&head), batch.TakeInt(&head)
	r.Payload = r.records.Record
	return true, nil
}

// Close removes the temporary files and tables.
func (r *Recognizer) Close(ctx context.Context, tx *db.Tx) error {
	failed := r.rows.Close()
	for _, s := range []*batch.Spool{r.found, r.others, r.looked} {
		if s != nil {
			failed = errors.Join(failed, s.Close())
		}
	}
	if ctx.Err() != nil {
		return failed
	}
	for _, table := range []string{"anonima", "ignoto", "candidato"} {
		_, err := tx.Exec(ctx, "DROP TABLE IF EXISTS temp."+table)
		failed = errors.Join(failed, err)
	}
	return failed
}
