package iscrizione

import (
	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
)

// riga is the temporary table that holds the rows of the file that may not be
// new, while they are brought in; of rows that say the same enrolment the first
// in ordine decides, and azione says what becomes of each.
const riga = `CREATE TEMP TABLE riga (ordine INTEGER PRIMARY KEY, n INTEGER, persona_id INTEGER, linea INTEGER, ente_id INTEGER, edizione_id INTEGER,
	stato TEXT, iscritto_il TEXT, completato_il TEXT, ritirato_il TEXT, minuti INTEGER, esito TEXT,
	iscrizione_id INTEGER, azione TEXT)`

// streamed are the columns of riga that come from the file, in the order of
// Column.
func streamed() []string {
	return []string{
		"ordine", "n", "persona_id", "linea", "ente_id", "edizione_id",
		"stato", "iscritto_il", "completato_il", "ritirato_il", "minuti", "esito",
	}
}

// record writes the entry for the Recognizer; resolved reads it back.
func (e *entry) record(b []byte) []byte {
	b = batch.AppendInt(b, int64(e.line))
	b = batch.AppendInt(b, e.enteID)
	b = batch.AppendInt(b, e.edizioneID)
	b = batch.AppendText(b, string(e.stato))
	for _, day := range []periodo.Data{e.iscrittoIl, e.completatoIl, e.ritiratoIl} {
		b = batch.AppendText(b, day.String())
	}
	minutes := int64(-1)
	if e.hasMinuti {
		minutes = e.minuti
	}
	return batch.AppendText(batch.AppendInt(b, minutes), e.esito)
}

// resolved are the rows whose persons are found, as a stream.
type resolved struct {
	*persona.Resolved
	ordine  int64
	numbers [3]int64
	texts   [4]string
	minutes int64
	outcome string
}

// Next reads the next row.
func (r *resolved) Next() (bool, error) {
	more, err := r.Resolved.Next()
	if err != nil || !more {
		return false, err
	}
	r.ordine++
	b := r.Payload
	for i := range r.numbers {
		r.numbers[i] = batch.TakeInt(&b)
	}
	for i := range r.texts {
		r.texts[i] = batch.TakeText(&b)
	}
	r.minutes, r.outcome = batch.TakeInt(&b), batch.TakeText(&b)
	return true, nil
}

// Column returns a value of the current row in the order of streamed.
func (r *resolved) Column(i int) any {
	switch {
	case i == 0:
		return r.ordine
	case i == 1:
		return r.N
	case i == 2:
		return r.PersonaID
	case i <= 5:
		return r.numbers[i-3]
	case i <= 9:
		return orNull(r.texts[i-6])
	case i == 10 && r.minutes < 0:
		return nil
	case i == 10:
		return r.minutes
	}
	return orNull(r.outcome)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
