package corso

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

const (
	// edizioneFields are the columns that Edizione.fields expects, of the
	// tables that fromEdizione joins.
	edizioneFields = `d.id, d.corso_id, d.numero, d.iscrizioni_dal, d.dal, d.al, coalesce(d.posti, 0),
	coalesce(d.stato, ''), coalesce(d.note, ''), c.codice, c.destinatari`
	fromEdizione = ` FROM edizione d JOIN corso c ON c.id = d.corso_id `

	selectEdizione = `SELECT ` + edizioneFields + fromEdizione
)

func (e *Edizione) fields() []any {
	return []any{
		&e.ID, &e.CorsoID, &e.Numero, &e.IscrizioniDal, &e.Dal, &e.Al, &e.Posti, &e.Stato, &e.Note, &e.Corso, &e.Destinatari,
	}
}

func readEdizione(scan db.Scan) (e Edizione, err error) {
	err = scan(e.fields()...)
	return e, err
}

// AddEdizione stores a new edition of the course e.CorsoID and returns it as
// stored; ID of e is ignored. It returns a fault of kind Failed when the
// course has an edition of that number or the dates are out of order, of kind
// Usage when a value is missing or outside its list.
func AddEdizione(ctx context.Context, tx *db.Tx, e Edizione) (Edizione, error) {
	e.ID = 0
	e, err := checkEdizione(ctx, tx, e)
	if err != nil {
		return Edizione{}, err
	}
	e.ID, err = tx.Insert(ctx, `INSERT INTO edizione (corso_id, numero, iscrizioni_dal, dal, al, posti, stato, note)
		VALUES (?, ?, ?, ?, ?, nullif(?, 0), nullif(?, ''), nullif(?, ''))`, e.values()...)
	return e, err
}

// EditEdizione stores e over the edition with the same ID and returns it as
// stored. It returns the faults of AddEdizione.
func EditEdizione(ctx context.Context, tx *db.Tx, e Edizione) (Edizione, error) {
	e, err := checkEdizione(ctx, tx, e)
	if err != nil {
		return Edizione{}, err
	}
	_, err = tx.Exec(ctx, `UPDATE edizione SET corso_id = ?, numero = ?, iscrizioni_dal = ?, dal = ?, al = ?,
		posti = nullif(?, 0), stato = nullif(?, ''), note = nullif(?, '') WHERE id = ?`, append(e.values(), e.ID)...)
	return e, err
}

// values are what is stored of an edition besides its id, empty and 0 for
// NULL.
func (e Edizione) values() []any {
	return []any{e.CorsoID, e.Numero, e.IscrizioniDal, e.Dal, e.Al, e.Posti, string(e.Stato), e.Note}
}

func checkEdizione(ctx context.Context, tx *db.Tx, e Edizione) (Edizione, error) {
	c, err := reread(ctx, tx, e.CorsoID)
	if err != nil {
		return e, err
	}
	e.Corso, e.Destinatari = c.Codice, c.Destinatari
	if e, err = e.checked(); err != nil {
		return e, err
	}
	_, taken, err := db.First(ctx, tx, db.Value[int64],
		`SELECT id FROM edizione WHERE corso_id = ? AND numero = ? AND id <> ?`, e.CorsoID, e.Numero, e.ID)
	if err == nil && taken {
		err = fault.New(fault.Failed, "there is already an edition %s", e.Codice()).
			WithHint("see it with: dtctl edizione show %s", e.Codice())
	}
	return e, err
}

// RemoveEdizione takes an edition out. It returns a fault of kind Failed that
// counts what refers to the edition, when something does.
func RemoveEdizione(ctx context.Context, tx *db.Tx, e Edizione) error {
	var enrolments, sessions, attendances int
	err := db.Each(ctx, tx, func(scan db.Scan) error { return scan(&enrolments, &sessions, &attendances) }, `SELECT
		(SELECT count(*) FROM iscrizione WHERE edizione_id = ?1),
		(SELECT count(*) FROM sessione WHERE edizione_id = ?1),
		(SELECT count(*) FROM frequenza WHERE edizione_id = ?1)`, e.ID)
	if err != nil {
		return err
	}
	if enrolments+sessions+attendances > 0 {
		return fault.New(fault.Failed, "edition %s is in use: it has %s, %s, %s", e.Codice(),
			message.Count(enrolments, "%d enrolment", "%d enrolments", enrolments),
			message.Count(sessions, "%d session", "%d sessions", sessions),
			message.Count(attendances, "%d attendance of citizens", "%d attendances of citizens", attendances)).
			WithHint("one that does not take place is marked with: dtctl edizione edit %s --status annullata", e.Codice())
	}
	_, err = tx.Exec(ctx, `DELETE FROM edizione WHERE id = ?`, e.ID)
	return err
}

// Edizioni returns the editions of a course by number, those of all courses by
// code and number when corsoID is 0.
func Edizioni(ctx context.Context, tx *db.Tx, corsoID int64) ([]Edizione, error) {
	return db.Collect(ctx, tx, readEdizione, selectEdizione+`WHERE ?1 = 0 OR d.corso_id = ?1 ORDER BY c.codice, d.numero`, corsoID)
}

// FindEdizione returns the edition that is named by the code of its course and
// its number, as in TD-BASE/2. It returns a fault of kind Usage when arg has
// another form, of kind Failed when there is no such course or edition.
func FindEdizione(ctx context.Context, tx *db.Tx, arg string) (Edizione, error) {
	codice, numero, found := strings.Cut(arg, "/")
	n, err := strconv.ParseInt(strings.TrimSpace(numero), 10, 64)
	if !found || err != nil {
		return Edizione{}, fault.New(fault.Usage, "%q is not an edition", arg).
			WithHint("write the code of the course and the number of the edition, as in TD-BASE/2")
	}
	c, err := Find(ctx, tx, codice)
	if err != nil {
		return Edizione{}, err
	}
	e, found, err := db.First(ctx, tx, readEdizione, selectEdizione+`WHERE d.corso_id = ? AND d.numero = ?`, c.ID, n)
	if err == nil && !found {
		err = fault.New(fault.Failed, "the course %s has no edition %s", c.Codice, strconv.FormatInt(n, 10)).
			WithHint("see its editions with: dtctl edizione list %s", c.Codice)
	}
	return e, err
}

// Parte is a course or one edition of it: what lists of days and of attendances
// are about. The zero Parte is everything.
type Parte struct{ CorsoID, EdizioneID int64 }

// FindParte returns what arg names: a course, as in TD-BASE, or an edition, as
// in TD-BASE/2. The faults are those of Find and FindEdizione.
func FindParte(ctx context.Context, tx *db.Tx, arg string) (Parte, error) {
	if strings.Contains(arg, "/") {
		e, err := FindEdizione(ctx, tx, arg)
		return Parte{CorsoID: e.CorsoID, EdizioneID: e.ID}, err
	}
	c, err := Find(ctx, tx, arg)
	return Parte{CorsoID: c.ID}, err
}

// where returns the condition on the edition d of what belongs to the part.
func (p Parte) where() (string, []any) {
	switch {
	case p.EdizioneID != 0:
		return `WHERE d.id = ? `, []any{p.EdizioneID}
	case p.CorsoID != 0:
		return `WHERE d.corso_id = ? `, []any{p.CorsoID}
	}
	return ``, nil
}
