package registro

import (
	"context"
	"strconv"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
)

// take records the responsabile that a row names. IndicePA does not say since
// when: the nomina is dated with the day on which the row was written, or with
// that of the file.
func (l *rtdLoader) take(ctx context.Context, tx *db.Tx, rows *batch.Rows, row *batch.Row, id int64) (batch.Outcome, error) {
	said := persona.ReadRow(row, rtdPersona)
	day := row.Date(rtdIl)
	if day.IsZero() || day.After(l.Snapshot) {
		day = l.Snapshot
	}
	before, held := l.holders[id]
	if !row.Refused() {
		l.checkMode(row, held)
	}
	switch {
	case row.Refused():
		return 0, nil
	case held && l.keeps(row, before, said, day):
		return batch.Unchanged, nil
	}
	person, err := persona.RecognizeOne(ctx, tx, row, rtdPersona, said, id, true)
	switch {
	case err != nil || row.Refused():
		return 0, err
	case held && person.ID == before.PersonaID:
		return batch.Unchanged, nil
	}
	outcome := batch.New
	if held {
		outcome = batch.Updated
		_, _, err = nomina.Replace(ctx, tx, before.ID, nomina.Sostituzione{PersonaID: person.ID, Dal: day})
	} else {
		_, err = nomina.Add(ctx, tx, nomina.Nuova{
			EnteID: id, RuoloID: l.role.ID, PersonaID: person.ID, Periodo: periodo.Periodo{Dal: day},
		})
	}
	if err != nil {
		return 0, err
	}
	if person.Nuova {
		rows.Persons(1, 0)
	} else {
		rows.Persons(0, 1)
	}
	return outcome, nil
}

// checkMode refuses a row that the mode does not allow.
func (l *rtdLoader) checkMode(row *batch.Row, held bool) {
	switch {
	case held && l.Mode == batch.Create:
		row.Refuse(rtdEnte, "nomina_presente", message.New("the ente has a responsabile already"),
			message.New("without --mode create the nomina is brought up to date"))
	case !held && l.Mode == batch.Update:
		row.Refuse(rtdEnte, "nomina_assente", message.New("the ente has no responsabile on the day of the file"),
			message.New("without --mode update the nomina is added"))
	}
}

// keeps reports whether the nomina in force stays: it is of the same person, it
// is newer than the row, or somebody recorded it here, where more is known than
// in IndicePA.
func (l *rtdLoader) keeps(row *batch.Row, before nomina.Nomina, said persona.Riga, day periodo.Data) bool {
	switch {
	case nome.Norm(before.Persona) == said.Norma:
		return true
	case l.Snapshot.Before(l.newest) || !day.After(before.Dal):
		l.older++
		return true
	case !l.imported[before.ID] && !l.OverwriteManual:
		row.Warn(rtdPersona, "valore_manuale",
			message.New("nomina %s names somebody else and is kept (--overwrite-manual replaces it)", number(before.ID)))
		return true
	}
	return false
}

func (l *rtdLoader) tell(rows *batch.Rows) {
	for _, t := range []struct {
		n    int
		text message.Text
	}{
		{l.outside, message.Count(l.outside, "%d ente is of another region or type: left out",
			"%d enti are of other regions or types: left out", l.outside)},
		{l.absent, message.Count(l.absent, "%d ente is not in the register: left out",
			"%d enti are not in the register: left out", l.absent)},
		{l.nameless, message.Count(l.nameless, "%d row names nobody: left out", "%d rows name nobody: left out", l.nameless)},
		{l.older, message.Count(l.older, "%d row is older than the nomina that is recorded, which stays",
			"%d rows are older than the nomine that are recorded, which stay", l.older)},
	} {
		if t.n > 0 {
			rows.Note(t.text)
		}
	}
}

func number(id int64) string { return strconv.FormatInt(id, 10) }
