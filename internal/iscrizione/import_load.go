package iscrizione

import (
	"context"
	"errors"
	"math"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
)

// Load brings in the rows: it gathers those that are right, finds their persons,
// adds the enrolments that are new and changes the others.
func (im *importer) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) (err error) {
	im.rows = rows
	if im.last, _, err = db.First(ctx, tx, db.Value[int64], `SELECT coalesce(max(id), 0) FROM iscrizione`); err != nil {
		return err
	}
	im.persons, im.perEnte = persona.NewRecognizer(im.Mode != batch.Update), map[[2]int64]int{}
	defer func() { err = errors.Join(err, im.persons.Close(ctx, tx)) }()
	for _, step := range []func(context.Context, *db.Tx) error{
		im.gather, im.recognize, im.readLists, im.insert, im.change, im.keepLists, im.conclude,
	} {
		if err := step(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// gather reads the file.
func (im *importer) gather(context.Context, *db.Tx) error {
	var record []byte
	for {
		row, err := im.rows.Next()
		if err != nil || row == nil {
			return err
		}
		if im.read(row); row.Refused() {
			continue
		}
		e := &im.entry
		record = e.record(record[:0])
		if err := im.persons.Add(row.Number, e.Riga, e.enteID, e.edizioneID, record); err != nil {
			return err
		}
		im.perEnte[[2]int64{e.edizioneID, e.enteID}]++
		if e.iscrittoIl.IsZero() {
			im.undated++
		}
	}
}

// recognize finds the person of each row, and puts the rows whose person was
// sought in the table.
func (im *importer) recognize(ctx context.Context, tx *db.Tx) error {
	var err error
	if im.found, err = im.persons.Recognize(ctx, tx); err != nil {
		return err
	}
	if n := im.found.Probable; n > 0 {
		im.rows.Note(message.Count(n,
			"%d person was recognised by name and ente alone", "%d persons were recognised by name and ente alone", n))
	}
	if n := im.found.Keyed; n > 0 {
		im.rows.Note(message.Count(n,
			"%d person was recognised by e-mail address or platform number, and got the code that the file has",
			"%d persons were recognised by e-mail address or platform number, and got the codes that the file has", n))
	}
	if _, err := tx.Exec(ctx, riga); err != nil {
		return err
	}
	others, err := im.persons.Others()
	if err != nil {
		return err
	}
	// These come before those whose person was found by code.
	err = im.stream(ctx, tx, &resolved{Resolved: others, ordine: -1 << 40}, `INSERT INTO riga (`+strings.Join(streamed(), ", ")+`)
		SELECT l.ordine, l.n, a.persona_id, l.`+strings.Join(streamed()[3:], ", l.")+` FROM letta l CROSS JOIN anonima a ON a.n = l.n`)
	if err != nil {
		return err
	}
	if im.sought, _, err = db.First(ctx, tx, db.Value[int], `SELECT count(*) FROM riga WHERE persona_id IS NOT NULL`); err != nil {
		return err
	}
	err = im.persons.Doubts(ctx, tx, "riga", func(p batch.Problem) {
		p.Column = im.rows.Column(colPersona)
		im.rows.Warn(p)
	})
	if err != nil {
		return err
	}
	return im.refuseUnknown(ctx, tx, im.found.Homonyms)
}

// stream runs a statement that reads the rows as the table letta.
func (im *importer) stream(ctx context.Context, tx *db.Tx, rows *resolved, statement string, args ...any) error {
	return tx.Stream(ctx, "letta", streamed(), rows, func() error {
		n, err := tx.Exec(ctx, statement, args...)
		im.affected = int(n)
		return err
	})
}

// tabulate puts in the table also the rows whose person was found by code.
func (im *importer) tabulate(ctx context.Context, tx *db.Tx) error {
	rows, err := im.persons.Found()
	if err != nil {
		return err
	}
	return im.stream(ctx, tx, &resolved{Resolved: rows},
		`INSERT INTO riga (`+strings.Join(streamed(), ", ")+`) SELECT * FROM letta`)
}

// refuseUnknown refuses the rows that no one person is meant by.
func (im *importer) refuseUnknown(ctx context.Context, tx *db.Tx, homonyms []persona.Homonym) error {
	meant := map[int]string{}
	for _, h := range homonyms {
		meant[h.Row] = h.Persons
	}
	return im.refuseEach(ctx, tx, `persona_id IS NULL`, func(n, line int) {
		if persons, several := meant[n]; several {
			im.rows.Refuse(n, batch.Problem{
				Line: line, Column: im.rows.Column(colPersona), Code: "omonimia", Choices: persona.Choices(persons),
				Text: message.New("several persons bear this name in this ente: %s", persons),
				Hint: message.New("add the codice fiscale or the e-mail address, or say who is meant with: dtctl import resolve"),
			})
			return
		}
		im.refuse(n, line, colPersona, "persona_sconosciuta", message.New("nobody is known by what the row says"),
			message.New("without --mode update the person is added"))
	})
}

// refuse refuses a row of the table.
func (im *importer) refuse(n, line, column int, code string, text, hint message.Text) {
	im.rows.Refuse(n, batch.Problem{Line: line, Column: im.rows.Column(column), Code: code, Text: text, Hint: hint})
}

// refuseEach calls refuse for the rows of the table that a condition holds for,
// by number and line.
func (im *importer) refuseEach(ctx context.Context, tx *db.Tx, condition string, refuse func(n, line int)) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var n, line int
		err := scan(&n, &line)
		refuse(n, line)
		return err
	}, `SELECT n, linea FROM riga WHERE `+condition+` ORDER BY n`)
}

// insert adds the enrolments that are new: of rows that say the same enrolment
// the first. Those whose person was found by code come as a stream in the order
// of their persons, in which the index grows at its end.
func (im *importer) insert(ctx context.Context, tx *db.Tx) error {
	if im.Mode == batch.Update {
		return nil
	}
	const statement = `INSERT INTO iscrizione
			(edizione_id, persona_id, ente_id, stato, iscritto_il, completato_il, ritirato_il, minuti, esito, rilevato_il)
		SELECT edizione_id, persona_id, ente_id, coalesce(stato, 'iscritto'),
			coalesce(iscritto_il, min(?1, coalesce(completato_il, ?1), coalesce(ritirato_il, ?1))),
			completato_il, ritirato_il, minuti, esito, ?1
		FROM {rows} ON CONFLICT (persona_id, edizione_id) DO NOTHING`
	sought, err := tx.Exec(ctx, strings.ReplaceAll(statement, "{rows}",
		`riga WHERE persona_id IS NOT NULL ORDER BY persona_id, edizione_id, ordine`), im.Snapshot)
	if err != nil {
		return err
	}
	rows, err := im.persons.Found()
	if err != nil {
		return err
	}
	if err := im.stream(ctx, tx, &resolved{Resolved: rows}, strings.ReplaceAll(statement, "{rows}", `letta WHERE TRUE`), im.Snapshot); err != nil {
		return err
	}
	im.added = int(sought) + im.affected
	im.rows.Count(batch.New, im.added)
	return nil
}

// change brings the enrolments that were there up to date, where there are any.
func (im *importer) change(ctx context.Context, tx *db.Tx) error {
	allNew := im.added == im.sought+im.persons.FoundRows()
	if !allNew || im.Mode == batch.Sync {
		if err := im.tabulate(ctx, tx); err != nil {
			return err
		}
	}
	table, after := "riga", int64(math.MinInt64)
	if allNew {
		table, after = "iscrizione", im.last
	}
	known, err := im.persons.Known(ctx, tx, table, after)
	if err != nil {
		return err
	}
	im.rows.Persons(im.found.New, known)
	if !allNew {
		if err := im.compare(ctx, tx); err != nil {
			return err
		}
		if err := im.update(ctx, tx); err != nil {
			return err
		}
	}
	return im.retire(ctx, tx)
}

// conclude says what else there is to know, and clears the tables away.
func (im *importer) conclude(ctx context.Context, tx *db.Tx) error {
	if im.mailboxes > 0 {
		im.rows.Note(message.Count(im.mailboxes,
			"%d row has the address of an office, which is nobody's: left out",
			"%d rows have the address of an office, which is nobody's: left out", im.mailboxes))
	}
	if im.undated > 0 && im.added > 0 {
		im.rows.Note(message.Count(im.undated,
			"%d row has no day of enrolment: a new one is taken as of %s", "%d rows have no day of enrolment: the new ones are taken as of %s",
			im.undated, im.Snapshot))
	}
	if err := im.noteOutside(ctx, tx); err != nil {
		return err
	}
	for _, table := range []string{"riga", "lista"} {
		if _, err := tx.Exec(ctx, `DROP TABLE temp.`+table); err != nil {
			return err
		}
	}
	return nil
}
