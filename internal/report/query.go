package report

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
)

// participant is the SQL condition under which the row i of iscrizione is
// neither withdrawn by the day, its parameter, nor an error. As rows that are
// errors are left out everywhere, it only has to see the withdrawn.
const participant = `NOT (i.stato = 'ritirato' AND (i.ritirato_il IS NULL OR i.ritirato_il <= ?))`

// source is which enrolments a question is about: the FROM and WHERE of the
// row i of iscrizione.
type source struct {
	sql  string
	args []any
}

// fewEnti is the part of the register up to which reading the enrolments of
// the enti asked for, each at another place of the table, takes less time than
// reading the whole table: one tenth.
const fewEnti = 10

// sourceOf returns the enrolments of a question by its day.
//
// The plus signs keep the engine from an index where reading the table once is
// faster: one that gives the rows in the wanted order costs a search in the
// table for each of them.
func sourceOf(ctx context.Context, tx *db.Tx, q Question, enti []*member, editions []edizione) (source, error) {
	day := q.Filter.AsOf
	s := source{sql: `FROM iscrizione i WHERE i.stato <> 'annullata' AND i.iscritto_il <= ? AND ` + iscrizione.Held, args: []any{day}}
	if q.Ristretta {
		all, _, err := db.First(ctx, tx, db.Value[int64], `SELECT count(*) FROM ente`)
		if err != nil {
			return s, err
		}
		ids := make([]int64, len(enti))
		for i, m := range enti {
			ids[i] = m.id
		}
		column := `+i.ente_id`
		if int64(len(ids))*fewEnti <= all {
			column = `i.ente_id`
		}
		s.sql += ` AND ` + column + ` IN (` + idList(ids) + `)`
	}
	if !q.Scelta.isWhole() {
		ids := make([]int64, len(editions))
		for i, e := range editions {
			ids[i] = e.id
		}
		s.sql += ` AND +i.edizione_id IN (` + idList(ids) + `)`
	}
	return s, nil
}

// cell counts the enrolments that no dimension tells apart, but for states.
type cell struct {
	enteID, edizioneID int64
	mese               string
	Figure
}

// cells counts the enrolments of each ente, and of each edition and month
// where these matter, in one reading of the table.
func (s source) cells(ctx context.Context, tx *db.Tx, q Question, byEdition bool) ([]cell, error) {
	day := q.Filter.AsOf
	edition, month, group := `0`, `''`, `+i.ente_id`
	if byEdition {
		edition, group = `i.edizione_id`, group+`, i.edizione_id`
	}
	if slices.Contains(q.Per, PerMese) {
		month, group = monthOf, group+`, `+monthOf
	}
	return db.Collect(ctx, tx, func(scan db.Scan) (c cell, err error) {
		var all int64
		err = scan(&c.enteID, &c.edizioneID, &c.mese, &all, &c.Iscritti, &c.Completati, &c.NonCompletati, &c.Ritirati)
		c.InCorso = all - c.Iscritti - c.Completati - c.NonCompletati - c.Ritirati
		return c, err
	}, `SELECT i.ente_id, `+edition+`, `+month+`, count(*), sum(i.stato = 'iscritto'),
			sum(i.stato = 'completato' AND (i.completato_il IS NULL OR i.completato_il <= ?)),
			sum(i.stato = 'non_completato'),
			sum(i.stato = 'ritirato' AND (i.ritirato_il IS NULL OR i.ritirato_il <= ?))
		`+s.sql+` GROUP BY `+group, append([]any{day, day}, s.args...)...)
}

// monthOf is the SQL of the month of the enrolment i.
const monthOf = `substr(i.iscritto_il, 1, 7)`

// stateOf is the SQL of the state of the participant i on a day, its
// parameter: one that was completed later was still going on.
const stateOf = `CASE WHEN i.stato = 'ritirato' OR i.stato = 'completato' AND i.completato_il > ? THEN 'in_corso' ELSE i.stato END`

// keyOf returns the SQL of what tells the groups of an enrolment, its parts
// separated by blanks, and its parameters. Where the edition is among the
// dimensions it tells nothing: nobody is twice in an edition, so nobody is twice in
// a group.
func keyOf(q Question) (sql string, args []any) {
	if slices.Contains(q.Per, PerEdizione) {
		return `0`, nil
	}
	var parts []string
	for _, p := range keyParts(q) {
		switch p {
		case PerEnte:
			parts = append(parts, `i.ente_id`)
		case PerCorso:
			parts = append(parts, `(SELECT d.corso_id FROM edizione d WHERE d.id = i.edizione_id)`)
		case PerMese:
			parts = append(parts, monthOf)
		case PerStato:
			parts = append(parts, stateOf)
			args = append(args, q.Filter.AsOf)
		}
	}
	if len(parts) == 0 {
		return `0`, nil
	}
	return strings.Join(parts, ` || ' ' || `), args
}

// keyParts returns the parts of the key of an enrolment: the dimensions of the
// enti have one for all of them.
func keyParts(q Question) []Dimensione {
	var parts []Dimensione
	for _, d := range q.Per {
		if d.ofEnte() {
			d = PerEnte
		}
		if !slices.Contains(parts, d) {
			parts = append(parts, d)
		}
	}
	return parts
}

// cellOf reads a key back.
func cellOf(q Question, key string) (c cell, corsoID int64, stato string) {
	values := strings.Split(key, " ")
	for i, p := range keyParts(q) {
		if i >= len(values) {
			break
		}
		switch p {
		case PerEnte:
			c.enteID, _ = strconv.ParseInt(values[i], 10, 64)
		case PerCorso:
			corsoID, _ = strconv.ParseInt(values[i], 10, 64)
		case PerMese:
			c.mese = values[i]
		case PerStato:
			stato = values[i]
		}
	}
	return c, corsoID, stato
}

// repeated counts persons who have several enrolments.
type repeated struct {
	// first and last are the least and the greatest key of the enrolments.
	first, last         string
	enrolments, persons int64
	// hard is the number of a person with more than two enrolments under
	// different keys: which ones the two do not say. It is 0 otherwise.
	hard int64
}

// repeats counts the persons who have several enrolments, in one reading of
// the table.
func (s source) repeats(ctx context.Context, tx *db.Tx, q Question) ([]repeated, error) {
	key, args := keyOf(q)
	args = append(append(append([]any{}, args...), args...), s.args...)
	return db.Collect(ctx, tx, func(scan db.Scan) (r repeated, err error) {
		err = scan(&r.first, &r.last, &r.enrolments, &r.persons, &r.hard)
		return r, err
	}, `SELECT a, b, sum(n), count(*), CASE WHEN n > 2 AND a <> b THEN p ELSE 0 END AS hard
		FROM (SELECT i.persona_id AS p, count(*) AS n, min(`+key+`) AS a, max(`+key+`) AS b
			`+s.sql+` AND `+participant+` GROUP BY +i.persona_id HAVING count(*) > 1) t
		GROUP BY a, b, hard`, append(args, q.Filter.AsOf)...)
}

// keysOf returns how many enrolments each of the persons has under each key.
func (s source) keysOf(ctx context.Context, tx *db.Tx, q Question, persons []int64) (map[int64]map[string]int64, error) {
	key, args := keyOf(q)
	args = append(append([]any{}, args...), s.args...)
	keys := map[int64]map[string]int64{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var person, n int64
		var k string
		err := scan(&person, &k, &n)
		if keys[person] == nil {
			keys[person] = map[string]int64{}
		}
		keys[person][k] = n
		return err
	}, `SELECT i.persona_id, `+key+` AS k, count(*) `+s.sql+` AND `+participant+`
		AND i.persona_id IN (`+idList(persons)+`) GROUP BY i.persona_id, k`, append(args, q.Filter.AsOf)...)
	return keys, err
}
