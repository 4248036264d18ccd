package corso

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Sessione is one day on which an edition is held; the plans of the office
// count them («50 giornate»).
type Sessione struct {
	ID         int64
	EdizioneID int64
	Data       periodo.Data
	// Minuti is how long it lasts, 0 when it is not known.
	Minuti   int64
	Modalita Modo
	// Sede is the place, empty when it is not known.
	Sede, Note string

	// Edizione names the edition, as in TD-BASE/2, only when read.
	Edizione string
}

func (s Sessione) checked() (Sessione, error) {
	s.Sede, s.Note = strings.TrimSpace(s.Sede), strings.TrimSpace(s.Note)
	if s.Data.IsZero() {
		return s, fault.New(fault.Usage, "a session needs its day").WithHint("add --date DAY")
	}
	if err := checkMode(s.Modalita); err != nil {
		return s, err
	}
	return s, checkMinutes(s.Minuti)
}

const selectSessione = `SELECT s.id, s.edizione_id, s.data, coalesce(s.minuti, 0), coalesce(s.modalita, ''),
	coalesce(s.sede, ''), coalesce(s.note, ''), c.codice || '/' || d.numero
	FROM sessione s JOIN edizione d ON d.id = s.edizione_id JOIN corso c ON c.id = d.corso_id `

func readSessione(scan db.Scan) (s Sessione, err error) {
	err = scan(&s.ID, &s.EdizioneID, &s.Data, &s.Minuti, &s.Modalita, &s.Sede, &s.Note, &s.Edizione)
	return s, err
}

// AddSessione stores a new day of the edition s.EdizioneID and returns it as
// stored; ID of s is ignored. It returns a fault of kind Usage when the day is
// missing or a value is outside its list. A day outside the dates of the
// edition is stored: see Edizione.Includes.
func AddSessione(ctx context.Context, tx *db.Tx, s Sessione) (Sessione, error) {
	s, err := s.checked()
	if err != nil {
		return Sessione{}, err
	}
	id, err := tx.Insert(ctx, `INSERT INTO sessione (edizione_id, data, minuti, modalita, sede, note)
		VALUES (?, ?, nullif(?, 0), nullif(?, ''), nullif(?, ''), nullif(?, ''))`,
		s.EdizioneID, s.Data, s.Minuti, string(s.Modalita), s.Sede, s.Note)
	if err != nil {
		return Sessione{}, err
	}
	return FindSessione(ctx, tx, id)
}

// EditSessione stores s over the day with the same ID and returns it as
// stored. It returns the faults of AddSessione.
func EditSessione(ctx context.Context, tx *db.Tx, s Sessione) (Sessione, error) {
	s, err := s.checked()
	if err != nil {
		return Sessione{}, err
	}
	_, err = tx.Exec(ctx, `UPDATE sessione SET data = ?, minuti = nullif(?, 0), modalita = nullif(?, ''),
		sede = nullif(?, ''), note = nullif(?, '') WHERE id = ?`, s.Data, s.Minuti, string(s.Modalita), s.Sede, s.Note, s.ID)
	return s, err
}

// RemoveSessione takes a day out.
func RemoveSessione(ctx context.Context, tx *db.Tx, s Sessione) error {
	_, err := tx.Exec(ctx, `DELETE FROM sessione WHERE id = ?`, s.ID)
	return err
}

// FindSessione returns the day with that number, or a fault of kind Failed.
func FindSessione(ctx context.Context, tx *db.Tx, id int64) (Sessione, error) {
	s, found, err := db.First(ctx, tx, readSessione, selectSessione+`WHERE s.id = ?`, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no session %s", strconv.FormatInt(id, 10)).
			WithHint("see the sessions with: dtctl sessione list")
	}
	return s, err
}

// Sessioni returns the days of a part of the courses by course, edition and
// day.
func Sessioni(ctx context.Context, tx *db.Tx, p Parte) ([]Sessione, error) {
	where, args := p.where()
	return db.Collect(ctx, tx, readSessione, selectSessione+where+`ORDER BY c.codice, d.numero, s.data, s.id`, args...)
}
