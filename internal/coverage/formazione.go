package coverage

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Corsi restricts enrolments to those of a course, or of one edition of it; the
// zero Corsi restricts to nothing.
type Corsi struct {
	// CorsoID or EdizioneID is 0.
	CorsoID, EdizioneID int64
	// Codice is what people type for the one or the other.
	Codice string
}

// Iscrizioni are enrolments by their state on a day, as far as it is known
// today: who withdrew or completed the course after the day had not done so
// yet.
type Iscrizioni struct {
	// Iscritti have not begun, or withdrew later.
	Iscritti int64 `json:"iscritti"`
	// InCorso have begun, or completed the course later.
	InCorso    int64 `json:"in_corso"`
	Completati int64 `json:"completati"`
	// NonCompletati had not completed the course when the edition ended.
	NonCompletati int64 `json:"non_completati"`
	// Ritirati had withdrawn, and count as enrolled no more.
	Ritirati int64 `json:"ritirati"`
}

// Valide returns how many count: all but those withdrawn.
func (i Iscrizioni) Valide() int64 {
	return i.Iscritti + i.InCorso + i.Completati + i.NonCompletati
}

func (i Iscrizioni) plus(j Iscrizioni) Iscrizioni {
	return Iscrizioni{
		i.Iscritti + j.Iscritti, i.InCorso + j.InCorso, i.Completati + j.Completati,
		i.NonCompletati + j.NonCompletati, i.Ritirati + j.Ritirati,
	}
}

// formazione is the metric formazione: an ente is covered by one enrolment for
// it that counts.
func formazione(ctx context.Context, tx *db.Tx, members []member, q Question) ([]line, error) {
	l := line{stati: make([]stato, len(members))}
	var err error
	l.iscrizioni, err = enrolments(ctx, tx, members, q)
	for i, n := range l.iscrizioni {
		if n.Valide() > 0 {
			l.stati[i] = diretto
		}
	}
	return []line{l}, err
}

// completamento is the metric completamento: it counts the completed ones of
// all the enrolments that count.
func completamento(ctx context.Context, tx *db.Tx, members []member, q Question) ([]line, error) {
	l := line{conti: make([]conto, len(members))}
	var err error
	l.iscrizioni, err = enrolments(ctx, tx, members, q)
	for i, n := range l.iscrizioni {
		l.conti[i] = conto{num: n.Completati, den: n.Valide()}
	}
	return []line{l}, err
}

// province makes the provinces in which the enti lie what is counted: one is
// covered when an ente in it is. An ente that lies in no provincia counts in
// none.
func province(members []member, lines []line) ([]member, []line) {
	var found []member
	at := map[int64]int{}
	counted := line{}
	for i, m := range members {
		if m.escluso || m.provinciaID == 0 {
			continue
		}
		p, seen := at[m.provinciaID]
		if !seen {
			p = len(found)
			at[m.provinciaID] = p
			found = append(found, member{id: m.provinciaID, gruppi: m.gruppi})
			counted.stati = append(counted.stati, scoperto)
			counted.iscrizioni = append(counted.iscrizioni, Iscrizioni{})
		}
		counted.stati[p] = max(counted.stati[p], lines[0].stati[i])
		counted.iscrizioni[p] = counted.iscrizioni[p].plus(lines[0].iscrizioni[i])
	}
	return found, []line{counted}
}

// enrolments returns those for each of the enti.
func enrolments(ctx context.Context, tx *db.Tx, members []member, q Question) ([]Iscrizioni, error) {
	list := make([]Iscrizioni, len(members))
	if len(members) == 0 {
		return list, nil
	}
	at := positions(members)
	query, args := enrolmentsQuery(members, q)
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var enteID int64
		var n Iscrizioni
		err := scan(&enteID, &n.Iscritti, &n.InCorso, &n.Completati, &n.NonCompletati, &n.Ritirati)
		list[at[enteID]] = n
		return err
	}, query, args...)
	return list, err
}

// enrolmentsQuery returns the SQL of the enrolments for each ente, by state.
func enrolmentsQuery(members []member, q Question) (sql string, args []any) {
	day := q.Filter.AsOf
	from, fromArgs := enrolled(members, q)
	return `SELECT i.ente_id,
			count(*) FILTER (WHERE i.stato = 'iscritto' OR i.stato = 'ritirato' AND i.ritirato_il > ?),
			count(*) FILTER (WHERE i.stato = 'in_corso' OR i.stato = 'completato' AND i.completato_il > ?),
			count(*) FILTER (WHERE i.stato = 'completato' AND (i.completato_il IS NULL OR i.completato_il <= ?)),
			count(*) FILTER (WHERE i.stato = 'non_completato'),
			count(*) FILTER (WHERE i.stato = 'ritirato' AND (i.ritirato_il IS NULL OR i.ritirato_il <= ?))
		` + from + ` GROUP BY ` + enteColumn(members), append([]any{day, day, day, day}, fromArgs...)
}

// maxSought is the number of enti beyond which it is quicker to read all
// enrolments once, in the order in which they lie, than to seek those of each
// ente.
const maxSought = 1000

// enteColumn returns the SQL of the ente of the enrolment i. A plus keeps the
// engine from the index by which it would seek each of many enti.
func enteColumn(members []member) string {
	if len(members) > maxSought {
		return `+i.ente_id`
	}
	return `i.ente_id`
}

// enrolled returns the SQL of the enrolments i for the enti up to the day,
// withdrawn or not.
func enrolled(members []member, q Question) (sql string, args []any) {
	sql = `FROM iscrizione i WHERE ` + enteColumn(members) + ` IN (` + idsOf(members) + `)`
	switch {
	case q.Corsi.EdizioneID != 0:
		sql, args = sql+` AND i.edizione_id = ?`, append(args, q.Corsi.EdizioneID)
	case q.Corsi.CorsoID != 0:
		sql, args = sql+` AND i.edizione_id IN (SELECT z.id FROM edizione z WHERE z.corso_id = ?)`, append(args, q.Corsi.CorsoID)
	}
	return sql + ` AND i.iscritto_il <= ? AND i.stato <> 'annullata' AND ` + iscrizione.Held, append(args, q.Filter.AsOf)
}

// per100 is the metric formazione for each hundred employees: the persons
// enrolled for an ente whose employees are known, over these. A person who is
// enrolled for several enti counts in each of them, and once in all.
func per100(ctx context.Context, tx *db.Tx, members []member, q Question) ([]line, error) {
	l := line{conti: make([]conto, len(members))}
	var known []member
	if len(members) > 0 {
		employees, err := employees(ctx, tx, members, q.Filter.AsOf)
		if err != nil {
			return nil, err
		}
		for i, m := range members {
			if m.escluso {
				continue
			}
			figure := employees[m.id]
			l.fonte.add(figure.on)
			if !figure.on.IsZero() {
				l.conti[i].den = figure.value
				known = append(known, m)
			}
		}
	}
	if len(known) == 0 {
		return []line{l}, nil
	}
	at := positions(members)
	return []line{l}, eachPerson(ctx, tx, known, q, func(enti []int64) {
		var same []int
		for _, id := range enti {
			l.conti[at[id]].num++
			same = append(same, at[id])
		}
		if len(same) > 1 {
			l.doppi = append(l.doppi, same)
		}
	})
}

// eachPerson calls do with the enti for which each of the persons is enrolled,
// none of them twice.
func eachPerson(ctx context.Context, tx *db.Tx, members []member, q Question, do func(enti []int64)) error {
	var person int64
	var enti []int64
	from, args := enrolled(members, q)
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var id, enteID int64
		if err := scan(&id, &enteID); err != nil {
			return err
		}
		if id != person && len(enti) > 0 {
			do(enti)
			enti = enti[:0]
		}
		person = id
		if !slices.Contains(enti, enteID) {
			enti = append(enti, enteID)
		}
		return nil
	}, `SELECT i.persona_id, i.ente_id `+from+` AND (i.stato <> 'ritirato' OR i.ritirato_il > ?)
		ORDER BY i.persona_id, i.ente_id`, append(args, q.Filter.AsOf)...)
	if len(enti) > 0 {
		do(enti)
	}
	return err
}

// headcount is a number of employees on a day, no day when it is not known.
type headcount struct {
	value int64
	on    periodo.Data
}

// employees returns the number of employees of the enti whose day is nearest to
// the given one, the earlier of two as near.
func employees(ctx context.Context, tx *db.Tx, members []member, day periodo.Data) (map[int64]headcount, error) {
	distance := func(d periodo.Data) int { return max(day.DaysSince(d), d.DaysSince(day)) }
	known := map[int64]headcount{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var enteID int64
		var h headcount
		err := scan(&enteID, &h.value, &h.on)
		if before, found := known[enteID]; !found || distance(h.on) < distance(before.on) {
			known[enteID] = h
		}
		return err
	}, `SELECT d.ente_id, d.valore, d.data_rif FROM ente_dato d
		WHERE d.ente_id IN (`+idsOf(members)+`) AND d.grandezza = 'dipendenti' ORDER BY d.ente_id, d.data_rif`)
	return known, err
}
