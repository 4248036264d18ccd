package corso

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Conto is how many take part in an edition or a course.
type Conto struct {
	// Iscritti are the enrolments, without those that were withdrawn or
	// annulled; Completati are those of them that were completed. Somebody who
	// is enrolled in two editions counts twice.
	Iscritti, Completati int64
	// Cittadini are the citizens who attended, summed over the days.
	Cittadini int64
}

// Quadro is an edition with its figures.
type Quadro struct {
	Edizione
	Conto
	// Sessioni is how many days it is held on, past and planned.
	Sessioni int64
}

// partecipa is the condition on an enrolment i that it counts.
const partecipa = `i.stato <> 'ritirato' AND i.stato <> 'annullata'`

// contiEdizioni counts the enrolments of each edition, among those that pass
// the condition that follows it.
const contiEdizioni = `SELECT i.edizione_id, count(*) AS iscritti, count(*) FILTER (WHERE i.stato = 'completato') AS completati
	FROM iscrizione i WHERE ` + partecipa

// Quadri returns the editions of a course with their figures, by number, those
// of all courses by code and number when corsoID is 0.
func Quadri(ctx context.Context, tx *db.Tx, corsoID int64) ([]Quadro, error) {
	return quadri(ctx, tx, Parte{CorsoID: corsoID})
}

// QuadroDi returns an edition with its figures.
func QuadroDi(ctx context.Context, tx *db.Tx, e Edizione) (Quadro, error) {
	list, err := quadri(ctx, tx, Parte{CorsoID: e.CorsoID, EdizioneID: e.ID})
	if err != nil || len(list) == 0 {
		return Quadro{Edizione: e}, err
	}
	return list[0], nil
}

func quadri(ctx context.Context, tx *db.Tx, p Parte) ([]Quadro, error) {
	// Enrolments have no index by edition, so that they are read once for all
	// editions, and only those of the part are sorted.
	enrolled, args := ``, []any(nil)
	switch {
	case p.EdizioneID != 0:
		enrolled, args = ` AND i.edizione_id = ?`, []any{p.EdizioneID}
	case p.CorsoID != 0:
		enrolled, args = ` AND i.edizione_id IN (SELECT id FROM edizione WHERE corso_id = ?)`, []any{p.CorsoID}
	}
	where, whereArgs := p.where()
	return db.Collect(ctx, tx, func(scan db.Scan) (q Quadro, err error) {
		err = scan(append(q.Edizione.fields(), &q.Iscritti, &q.Completati, &q.Cittadini, &q.Sessioni)...)
		return q, err
	}, `SELECT `+edizioneFields+`, coalesce(n.iscritti, 0), coalesce(n.completati, 0),
			(SELECT coalesce(sum(f.persone), 0) FROM frequenza f WHERE f.edizione_id = d.id),
			(SELECT count(*) FROM sessione s WHERE s.edizione_id = d.id)`+fromEdizione+`
		LEFT JOIN (`+contiEdizioni+enrolled+` GROUP BY i.edizione_id) n ON n.edizione_id = d.id
		`+where+`ORDER BY c.codice, d.numero`, append(args, whereArgs...)...)
}

// Riga is a course in a list, with its figures.
type Riga struct {
	Corso
	Conto
	// Edizioni is how many editions it has, in every state.
	Edizioni int64
}

// Filter chooses among the courses; a zero field does not restrict.
type Filter struct {
	ProgrammaID int64
	// Piattaforma is compared without regard to case.
	Piattaforma string
	Platee      []Platea
}

// List returns the courses that pass the filter by code, with their figures.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Riga, error) {
	where, args := f.where()
	return db.Collect(ctx, tx, func(scan db.Scan) (r Riga, err error) {
		err = scan(append(r.Corso.fields(), &r.Edizioni, &r.Iscritti, &r.Completati, &r.Cittadini)...)
		return r, err
	}, `SELECT `+corsoFields+`,
			(SELECT count(*) FROM edizione d WHERE d.corso_id = c.id), coalesce(n.iscritti, 0), coalesce(n.completati, 0),
			(SELECT coalesce(sum(f.persone), 0) FROM frequenza f JOIN edizione d ON d.id = f.edizione_id WHERE d.corso_id = c.id)`+
		fromCorso+`LEFT JOIN (SELECT d.corso_id, sum(m.iscritti) AS iscritti, sum(m.completati) AS completati FROM edizione d
			JOIN (`+contiEdizioni+` GROUP BY i.edizione_id) m ON m.edizione_id = d.id
			GROUP BY d.corso_id) n ON n.corso_id = c.id `+where+`ORDER BY c.codice`, args...)
}

func (f Filter) where() (string, []any) {
	where, args := `WHERE 1 = 1 `, []any{}
	if f.ProgrammaID != 0 {
		where += `AND c.programma_id = ? `
		args = append(args, f.ProgrammaID)
	}
	if f.Piattaforma != "" {
		where += `AND lower(c.piattaforma) = lower(?) `
		args = append(args, f.Piattaforma)
	}
	if len(f.Platee) > 0 {
		where += `AND c.destinatari IN (`
		for i, p := range f.Platee {
			if i > 0 {
				where += `, `
			}
			where += `?`
			args = append(args, string(p))
		}
		where += `) `
	}
	return where, args
}

// Scheda is a course with its editions and what it has reached.
type Scheda struct {
	Corso
	// AsOf is the day on which the states and the days held are looked at.
	AsOf     periodo.Data
	Edizioni []Quadro
	// Conto sums the editions.
	Conto
	// Persone is how many persons the course has reached, which its target is
	// about: each person counts once, however many editions; for citizens, who
	// have no name, it is Cittadini.
	Persone int64
	// Giornate is how many days were held until AsOf, that one included; those
	// of an edition that was annulled are none.
	Giornate int64
}

// Describe returns all that there is to know of a course. Enrolments are
// counted as they are recorded now, days until asOf.
func Describe(ctx context.Context, tx *db.Tx, c Corso, asOf periodo.Data) (Scheda, error) {
	s := Scheda{Corso: c, AsOf: asOf}
	var err error
	if s.Edizioni, err = Quadri(ctx, tx, c.ID); err != nil {
		return s, err
	}
	for _, q := range s.Edizioni {
		s.Iscritti += q.Iscritti
		s.Completati += q.Completati
		s.Cittadini += q.Cittadini
	}
	err = db.Each(ctx, tx, func(scan db.Scan) error { return scan(&s.Persone, &s.Giornate) }, `SELECT
		(SELECT count(DISTINCT i.persona_id) FROM iscrizione i
			WHERE i.edizione_id IN (SELECT id FROM edizione WHERE corso_id = ?1) AND `+partecipa+`),
		(SELECT count(*) FROM sessione s JOIN edizione d ON d.id = s.edizione_id
			WHERE d.corso_id = ?1 AND s.data <= ?2 AND coalesce(d.stato, '') <> ?3)`, c.ID, asOf, string(Annullata))
	if c.IsForCitizens() {
		s.Persone = s.Cittadini
	}
	return s, err
}
