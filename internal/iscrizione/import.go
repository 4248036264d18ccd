package iscrizione

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
)

// The columns of a file of enrolments: those of the person, those of the ente,
// and these.
const (
	colPersona = 0
	colEnte    = colPersona + persona.ColonneRiga
)

const (
	colCorso = colEnte + ente.ColonneRiga + iota
	colEdizione
	colIscrittoIl
	colStato
	colCompletatoIl
	colRitiratoIl
	colOre
	colEsito
)

// Import says what a file of enrolments means: a row is a person in an edition
// of a course. No date of birth, last access or time spent is read: the office
// needs none of them (GDPR art. 5 par. 1 c; L. 300/1970 art. 4).
func Import() batch.Noun {
	return batch.Noun{
		Name:    "iscrizione",
		Columns: slices.Concat(persona.Colonne(), ente.Colonne(), columns()),
		Needs:   [][]string{{"cognome", "nominativo"}, ente.ChiaviColonne(), {"edizione"}},
		CanSync: true,
		Open:    openImport,
	}
}

func columns() []batch.Column {
	return []batch.Column{
		{
			Key: "corso", Synonyms: []string{"codice corso", "titolo corso", "course", "course1"}, Example: "TD-BASE",
			Help: message.New("code or title of the course"),
		},
		{
			Key: "edizione", Synonyms: []string{"ed", "turno", "numero edizione"}, Example: "2",
			Help: message.New("number of the edition, or course and number such as TD-BASE/2"),
		},
		{
			Key: "iscritto_il", Synonyms: []string{"data iscrizione", "iscrizione", "data di iscrizione", "enrolled on"}, Example: "14/09/2021",
			Help: message.New("day of the enrolment"),
		},
		{
			Key: "stato", Synonyms: []string{"stato completamento", "status", "stato iscrizione", "stato corso"}, Example: "completato",
			Help: message.New("how far the person came: iscritto, in corso, completato, ritirato"),
		},
		{
			Key: "completato_il", Synonyms: []string{"data completamento", "completamento", "data di completamento", "completed on"},
			Example: "02/11/2021", Help: message.New("day of the completion"),
		},
		{Key: "ritirato_il", Synonyms: []string{"data ritiro", "data rinuncia"}, Help: message.New("day of the withdrawal")},
		{
			Key: "ore", Synonyms: []string{"ore frequentate", "ore di frequenza", "hours"}, Example: "12,5",
			Help: message.New("hours attended"),
		},
		{
			Key: "esito", Synonyms: []string{"attestato", "numero attestato"},
			Help: message.New("what came of it, such as the number of the certificate"),
		},
	}
}

// entry is what a row says, in the form in which it is brought in.
type entry struct {
	persona.Riga
	line                                 int
	enteID, edizioneID                   int64
	stato                                Stato
	iscrittoIl, completatoIl, ritiratoIl periodo.Data
	minuti                               int64
	hasMinuti                            bool
	esito                                string
}

// importer reads the rows of a file of enrolments and brings them in.
type importer struct {
	batch.Setup
	enti     *ente.Matcher
	editions catalogue
	rows     *batch.Rows
	entry    entry
	persons  *persona.Recognizer
	// perEnte counts the rows of each edition and ente.
	perEnte   map[[2]int64]int
	mailboxes int
	found     persona.Recognized
	// undated counts the rows without a day of enrolment, sought those whose
	// person was sought and found; affected is what the last stream changed.
	undated, sought, affected int
	// last is the last enrolment that was there before, added how many the file
	// added.
	last  int64
	added int
}

func openImport(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
	im := &importer{Setup: s}
	var err error
	if im.enti, err = ente.NewMatcher(ctx, tx); err != nil {
		return nil, err
	}
	im.editions, err = newCatalogue(ctx, tx)
	return im, err
}

func (im *importer) read(row *batch.Row) {
	im.entry = entry{line: row.Line, Riga: persona.ReadRow(row, colPersona)}
	e := &im.entry
	if e.Generic {
		im.mailboxes++
	}
	im.readDays(row, e)
	im.readEdition(row, e)
	day := e.iscrittoIl
	if day.IsZero() {
		day = im.Snapshot
	}
	e.enteID = im.enti.MatchRow(row, colEnte, e.Email, day)
}

func (im *importer) readDays(row *batch.Row, e *entry) {
	e.iscrittoIl, e.completatoIl, e.ritiratoIl = row.Date(colIscrittoIl), row.Date(colCompletatoIl), row.Date(colRitiratoIl)
	e.minuti, e.hasMinuti = row.Hours(colOre)
	e.esito = row.Text(colEsito)
	im.readState(row, e)
	for _, d := range []struct {
		column int
		day    periodo.Data
	}{{colIscrittoIl, e.iscrittoIl}, {colCompletatoIl, e.completatoIl}, {colRitiratoIl, e.ritiratoIl}} {
		if d.day.After(im.Today) {
			row.Refuse(d.column, "data_futura", message.New("%s is in the future", d.day), message.New("correct the day, or bring the row in when it has come"))
		}
	}
	if e.iscrittoIl.IsZero() {
		return
	}
	if !e.completatoIl.IsZero() && e.completatoIl.Before(e.iscrittoIl) {
		row.Refuse(colCompletatoIl, "completamento_prima",
			message.New("completion on %s, before the enrolment on %s", e.completatoIl, e.iscrittoIl), correctDays())
	}
	if !e.ritiratoIl.IsZero() && e.ritiratoIl.Before(e.iscrittoIl) {
		row.Refuse(colRitiratoIl, "ritiro_prima",
			message.New("withdrawal on %s, before the enrolment on %s", e.ritiratoIl, e.iscrittoIl), correctDays())
	}
}

func correctDays() message.Text { return message.New("correct one of the two days") }

// readState understands the words that platforms and offices use. A day of
// completion or of withdrawal says what the state is where no word does.
func (im *importer) readState(row *batch.Row, e *entry) {
	word := row.Text(colStato)
	state, known := stateOf(word)
	if !known {
		row.Warn(colStato, "stato_sconosciuto",
			message.New("%q is no known status: left as it is, iscritto for a new enrolment", word))
	}
	hint := message.New("correct the status or take the day out")
	switch {
	case state == "" && !e.completatoIl.IsZero():
		state = Completato
	case state == "" && !e.ritiratoIl.IsZero():
		state = Ritirato
	case state != "" && state != Completato && !e.completatoIl.IsZero():
		row.Refuse(colStato, "stato_contraddittorio",
			message.New("the status is %s, but there is a day of completion", string(state)), hint)
	case state != "" && state != Ritirato && !e.ritiratoIl.IsZero():
		row.Refuse(colStato, "stato_contraddittorio",
			message.New("the status is %s, but there is a day of withdrawal", string(state)), hint)
	}
	e.stato = state
}

// stateOf returns the state that a word means, empty for none, and whether the
// word is known.
func stateOf(word string) (Stato, bool) {
	switch nome.Norm(word) {
	case "", "nd", "n d":
		return "", true
	case "iscritto", "iscritta", "enrolled", "registrato", "registrata", "non iniziato", "mai", "attivo", "not started":
		return Iscritto, true
	case "in corso", "iniziato", "in progress", "avviato", "incompleto":
		return InCorso, true
	case "completato", "completata", "complete", "completed", "superato", "idoneo", "idonea", "si", "100", "concluso", "terminato":
		return Completato, true
	case "ritirato", "ritirata", "rinuncia", "sospeso", "cancellato", "disiscritto", "withdrawn":
		return Ritirato, true
	case "non completato", "not completed", "no":
		return NonCompletato, true
	}
	return "", strings.Trim(word, "- ") == ""
}
