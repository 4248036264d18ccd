package persona

import (
	"context"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
)

// The columns of a file of persons: those of every row that names a person,
// those of the ente, and these.
const (
	colPersona = 0
	colEnte    = colPersona + ColonneRiga
)

const (
	colTelefono = colEnte + ente.ColonneRiga + iota
	colPiattaforma
	colNote
)

// Import says what a file of persons means: a row is a person, who is added or
// whose record is completed. The ente only helps to tell namesakes apart.
func Import() batch.Noun {
	return batch.Noun{
		Name: "persona",
		Columns: slices.Concat(Colonne(), ente.Colonne(), []batch.Column{
			{
				Key: "telefono", Synonyms: []string{"tel", "telefono ufficio", "numero di telefono", "phone"}, Example: "0543 712111", Personal: true,
				Help: message.New("telephone number at the office"),
			},
			{
				Key: "piattaforma", Synonyms: []string{"platform"}, Example: "SELF",
				Help: message.New("learning platform that gives the number of the person"),
			},
			{Key: "note", Synonyms: []string{"annotazioni", "osservazioni"}, Help: message.New("free text")},
		}),
		Needs: [][]string{{"cognome", "nominativo"}},
		Open: func(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
			im := &importer{Setup: s, manual: map[journal.Edit]bool{}, added: map[int64]bool{}, known: map[int64]bool{}, lines: map[int64]int{}}
			var err error
			if im.enti, err = ente.NewMatcher(ctx, tx); err != nil {
				return nil, err
			}
			edits, err := journal.EditedByHand(ctx, tx, "persona")
			for _, e := range edits {
				im.manual[e] = true
			}
			return im, err
		},
	}
}

// importer brings in the rows of a file of persons.
type importer struct {
	batch.Setup
	enti *ente.Matcher
	// manual are the values that somebody edited by hand.
	manual map[journal.Edit]bool
	// added and known are the persons that the file names.
	added, known map[int64]bool
	// lines has the first line of each person.
	lines map[int64]int
}

// Load brings in the rows one at a time.
func (im *importer) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	err := rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) { return im.bring(ctx, tx, row) })
	rows.Persons(len(im.added), len(im.known))
	return err
}

// bring adds the person of a row or completes the record of one who is known.
func (im *importer) bring(ctx context.Context, tx *db.Tx, row *batch.Row) (batch.Outcome, error) {
	r := ReadRow(row, colPersona)
	warnGeneric(row, colPersona, r)
	r.Piattaforma = row.Text(colPiattaforma)
	if r.IDEsterno != "" && r.Piattaforma == "" {
		row.Warn(colPersona+rigaIDEsterno, "piattaforma_mancante",
			message.New("the number is left out: the row does not say of which platform it is (--platform does for all)"))
	}
	said := r.persona()
	said.Telefono, said.Note = row.Text(colTelefono), row.Text(colNote)
	enteID := im.enteOf(row)
	if row.Refused() {
		return 0, nil
	}
	l, err := lookUp(ctx, tx, r, enteID)
	if err == nil && l.byName && l.person.ID == 0 && len(l.homonyms) == 0 {
		l, err = im.byNameAlone(ctx, tx, row, r, said)
	}
	switch {
	case err != nil || row.Refused():
		return 0, err
	case len(l.homonyms) > 0:
		refuseHomonyms(row, colPersona, l.homonyms)
		return 0, nil
	case l.person.ID == 0:
		return im.add(ctx, tx, row, said)
	}
	return im.complete(ctx, tx, row, r, l, said)
}

// enteOf returns the ente of a row, 0 where it names none.
func (im *importer) enteOf(row *batch.Row) int64 {
	if !ente.NamedIn(row, colEnte) {
		return 0
	}
	return im.enti.MatchRow(row, colEnte, "", im.Snapshot)
}

// byNameAlone finds who is meant by a row that says only a name and an ente for
// which nobody of that name is known. One who bears the name is taken for the
// same person as long as nothing follows from it: a file that is read twice
// must not add its persons twice.
func (im *importer) byNameAlone(ctx context.Context, tx *db.Tx, row *batch.Row, r Riga, said Persona) (lookedUp, error) {
	list, err := candidates(ctx, tx, r, 0, `p.norma = t.norma AND `+agreeing)
	l := chosen(list, "nome")
	if err != nil || l.person.ID == 0 {
		return l, err
	}
	p := l.person
	if said.Telefono != "" && said.Telefono != p.Telefono || said.Note != "" && said.Note != p.Note {
		row.RefuseBetween(colPersona+rigaCognome, "persona_incerta",
			message.New("person %s has this name, but nothing tells whether it is the same person", number(p.ID)),
			message.New("add the codice fiscale, the e-mail address or the ente"), Choices(number(p.ID)))
	} else if !im.added[p.ID] {
		row.Warn(colPersona+rigaCognome, "nome_solo", message.New("taken for person %s by the name alone", number(p.ID)))
	}
	return l, nil
}

func (im *importer) add(ctx context.Context, tx *db.Tx, row *batch.Row, said Persona) (batch.Outcome, error) {
	if im.Mode == batch.Update {
		refuseUnknown(row, colPersona)
		return 0, nil
	}
	p, err := Add(ctx, tx, said)
	if err == nil {
		im.added[p.ID], im.lines[p.ID] = true, row.Line
	}
	return batch.New, err
}

// complete fills in what the record of a known person lacks. Only a row that
// knows the person by codice fiscale or by the number of a platform changes
// what is there.
func (im *importer) complete(ctx context.Context, tx *db.Tx, row *batch.Row, r Riga, l lookedUp, said Persona) (batch.Outcome, error) {
	p := l.person
	if im.Mode == batch.Create {
		row.Refuse(colPersona+rigaCognome, "persona_presente", message.New("the person is there already, with number %s", number(p.ID)),
			message.New("without --mode create the record is completed"))
		return 0, nil
	}
	w := &writing{importer: im, row: row, id: p.ID, sure: l.via == "cf" || l.via == "id_esterno"}
	switch {
	case r.Norma == p.norma():
	case w.may("cognome", colPersona+rigaCognome, true) && w.may("nome", colPersona+rigaNome, true):
		p.Cognome, p.Nome = said.Cognome, said.Nome
	case !w.sure:
		// The address may be that of two persons.
		said = Persona{}
	}
	w.set("cf", colPersona+rigaCF, &p.CF, said.CF)
	w.set("email", colPersona+rigaEmail, &p.Email, said.Email)
	w.set("telefono", colTelefono, &p.Telefono, said.Telefono)
	w.set("note", colNote, &p.Note, said.Note)
	// The number of one platform does not take the place of that of another.
	w.sure = false
	if w.set("id_esterno", colPersona+rigaIDEsterno, &p.IDEsterno, said.IDEsterno) {
		p.Piattaforma = said.Piattaforma
	}
	if p != l.person {
		if line := im.lines[p.ID]; line != 0 {
			row.Refuse(colPersona+rigaCognome, "doppia_nel_file", message.New("line %s has the same person with other values", strconv.Itoa(line)),
				message.New("keep one of the two rows"))
			return 0, nil
		}
		if _, err := Edit(ctx, tx, p); err != nil {
			return 0, err
		}
	}
	if !im.added[p.ID] {
		im.known[p.ID] = true
	}
	if im.lines[p.ID] == 0 {
		im.lines[p.ID] = row.Line
	}
	if p == l.person {
		return batch.Unchanged, nil
	}
	return batch.Updated, nil
}

// writing writes what a row says over the record of a known person.
type writing struct {
	*importer
	row *batch.Row
	id  int64
	// sure says that the row knows the person well enough to change a value.
	sure bool
}

// set writes a value, unless it is to stay, and reports whether it changed.
func (w *writing) set(column string, place int, value *string, said string) bool {
	if said == "" || said == *value || !w.may(column, place, *value != "") {
		return false
	}
	*value = said
	return true
}

// may reports whether a value can be changed, and warns when it stays.
func (w *writing) may(column string, place int, isThere bool) bool {
	switch {
	case isThere && !w.sure:
		w.row.Warn(place, "valore_diverso", message.New("person %s has another value, which is kept", number(w.id)))
	case w.manual[journal.Edit{ID: w.id, Column: column}] && !w.OverwriteManual:
		w.row.Warn(place, "valore_manuale",
			message.New("person %s was edited by hand: the value is kept (--overwrite-manual takes that of the file)", number(w.id)))
	default:
		return true
	}
	return false
}
