package corso

import (
	"context"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Fascia is an age group of citizens, both ages included, as it is stored.
type Fascia string

// Fasce returns the age groups, the youngest first.
func Fasce() []Fascia { return []Fascia{"0-17", "18-34", "35-54", "55-64", "65+"} }

// Frequenza says how many citizens attended an edition on a day. Of citizens
// numbers alone are kept, never names.
type Frequenza struct {
	ID         int64
	EdizioneID int64
	// EnteID is the ente for which they are counted, 0 for none.
	EnteID int64
	Data   periodo.Data
	// Fascia is their age group, empty when they were not told apart.
	Fascia Fascia
	// Persone is how many they were, at least one.
	Persone int64
	// Residenti is how many of them live in the territory of the ente, nil
	// when it is not known.
	Residenti *int64

	// What other records say, only when read.
	Edizione  string // its course and number, as in TD-BASE/2
	Ente, IPA string
}

// CheckPast returns a fault of kind Failed when the attendance is of a day
// after today: nobody has come yet.
func (f Frequenza) CheckPast(today periodo.Data) error {
	if !f.Data.After(today) {
		return nil
	}
	return fault.New(fault.Failed, "nobody can have attended on %s yet: today is %s", f.Data, today).
		WithHint("write the day on which they came after --date")
}

func (f Frequenza) checked() error {
	switch {
	case f.Data.IsZero():
		return fault.New(fault.Usage, "an attendance needs its day").WithHint("add --date DAY")
	case f.Persone <= 0:
		return fault.New(fault.Usage, "an attendance needs at least one person").WithHint("add --people NUMBER")
	case f.Residenti != nil && (*f.Residenti < 0 || *f.Residenti > f.Persone):
		return fault.New(fault.Failed, "of %d persons, %d cannot be residents", f.Persone, *f.Residenti).
			WithHint("--people counts all, --residents those of them who live there")
	case f.Fascia != "" && !slices.Contains(Fasce(), f.Fascia):
		return fault.New(fault.Usage, "%q is not an age group", string(f.Fascia)).WithHint("choose one of: %s", list(Fasce()))
	}
	return nil
}

const selectFrequenza = `SELECT f.id, f.edizione_id, coalesce(f.ente_id, 0), f.data, coalesce(f.fascia_eta, ''),
	f.persone, f.residenti, c.codice || '/' || d.numero, coalesce(e.denominazione, ''), coalesce(e.ipa, '')
	FROM frequenza f JOIN edizione d ON d.id = f.edizione_id JOIN corso c ON c.id = d.corso_id
	LEFT JOIN ente e ON e.id = f.ente_id `

func readFrequenza(scan db.Scan) (f Frequenza, err error) {
	err = scan(&f.ID, &f.EdizioneID, &f.EnteID, &f.Data, &f.Fascia, &f.Persone, &f.Residenti, &f.Edizione, &f.Ente, &f.IPA)
	return f, err
}

// AddFrequenza stores how many citizens attended the edition f.EdizioneID on a
// day and returns it as stored; ID of f is ignored. It returns a fault of kind
// Failed when the course is not for citizens, the ente does not exist on that
// day or the residents are more than all, of kind Usage when a value is
// missing or outside its list.
func AddFrequenza(ctx context.Context, tx *db.Tx, f Frequenza) (Frequenza, error) {
	if err := checkFrequenza(ctx, tx, f); err != nil {
		return Frequenza{}, err
	}
	id, err := tx.Insert(ctx, `INSERT INTO frequenza (edizione_id, ente_id, data, fascia_eta, persone, residenti)
		VALUES (?, nullif(?, 0), ?, nullif(?, ''), ?, ?)`,
		f.EdizioneID, f.EnteID, f.Data, string(f.Fascia), f.Persone, f.Residenti)
	if err != nil {
		return Frequenza{}, err
	}
	return FindFrequenza(ctx, tx, id)
}

// EditFrequenza stores f over the attendance with the same ID and returns it
// as stored. It returns the faults of AddFrequenza.
func EditFrequenza(ctx context.Context, tx *db.Tx, f Frequenza) (Frequenza, error) {
	if err := checkFrequenza(ctx, tx, f); err != nil {
		return Frequenza{}, err
	}
	_, err := tx.Exec(ctx, `UPDATE frequenza SET ente_id = nullif(?, 0), data = ?, fascia_eta = nullif(?, ''), persone = ?,
		residenti = ? WHERE id = ?`, f.EnteID, f.Data, string(f.Fascia), f.Persone, f.Residenti, f.ID)
	if err != nil {
		return Frequenza{}, err
	}
	return FindFrequenza(ctx, tx, f.ID)
}

func checkFrequenza(ctx context.Context, tx *db.Tx, f Frequenza) error {
	e, _, err := db.First(ctx, tx, readEdizione, selectEdizione+`WHERE d.id = ?`, f.EdizioneID)
	if err != nil {
		return err
	}
	if !e.IsForCitizens() {
		return fault.New(fault.Failed, "the course %s is not for citizens: who takes part in it is enrolled by name, not counted", e.Corso).
			WithHint("enrol them with: dtctl iscrizione add")
	}
	if err := f.checked(); err != nil {
		return err
	}
	return checkEnte(ctx, tx, f.EnteID, f.Data)
}

// checkEnte refuses an ente that does not exist on the day.
func checkEnte(ctx context.Context, tx *db.Tx, id int64, day periodo.Data) error {
	var life periodo.Periodo
	name, found, err := db.First(ctx, tx, func(scan db.Scan) (name string, err error) {
		err = scan(&name, &life.Dal, &life.Al)
		return name, err
	}, `SELECT denominazione, dal, al FROM ente WHERE id = ?`, id)
	if err == nil && found && !life.Contains(day) {
		err = fault.New(fault.Failed, "%s does not exist on %s", name, day).
			WithHint("see when it exists, and what came after it, with: dtctl ente show %q", name)
	}
	return err
}

// RemoveFrequenza takes an attendance out.
func RemoveFrequenza(ctx context.Context, tx *db.Tx, f Frequenza) error {
	_, err := tx.Exec(ctx, `DELETE FROM frequenza WHERE id = ?`, f.ID)
	return err
}

// FindFrequenza returns the attendance with that number, or a fault of kind
// Failed.
func FindFrequenza(ctx context.Context, tx *db.Tx, id int64) (Frequenza, error) {
	f, found, err := db.First(ctx, tx, readFrequenza, selectFrequenza+`WHERE f.id = ?`, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no attendance %s", strconv.FormatInt(id, 10)).
			WithHint("see the attendances with: dtctl frequenza list")
	}
	return f, err
}

// Frequenze returns the attendances of a part of the courses by course,
// edition and day.
func Frequenze(ctx context.Context, tx *db.Tx, p Parte) ([]Frequenza, error) {
	where, args := p.where()
	return db.Collect(ctx, tx, readFrequenza, selectFrequenza+where+`ORDER BY c.codice, d.numero, f.data, f.id`, args...)
}
