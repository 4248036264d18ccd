package convenzione

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The columns of a file of conventions: those of the ente, and these.
const colEnte = 0

const (
	colFirmatario = colEnte + ente.ColonneRiga + iota
	colPiattaforma
	colDal
	colAl
	colAtto
	colNote
	colCoperti
)

// Import says what a file of conventions means: a row is a convention with the
// list of the enti that it covers, or one of those enti with the capofila that
// signed for it. The same signatory, platform and first day are the same
// convention. A file adds covered enti and takes none out.
func Import() batch.Noun {
	return batch.Noun{
		Name:    "convenzione",
		Columns: slices.Concat(ente.Colonne(), columns()),
		Needs:   [][]string{append(ente.ChiaviColonne(), "firmatario")},
		Open: func(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
			im := &importer{Setup: s, manual: map[journal.Edit]bool{}, added: map[int64]bool{}, lines: map[int64]int{}}
			var err error
			if im.enti, err = ente.NewMatcher(ctx, tx); err != nil {
				return nil, err
			}
			edits, err := journal.EditedByHand(ctx, tx, "convenzione")
			for _, e := range edits {
				im.manual[e] = true
			}
			return im, err
		},
	}
}

func columns() []batch.Column {
	return []batch.Column{
		{
			Key: "firmatario", Synonyms: []string{"capofila", "ente firmatario", "ente capofila", "sottoscrittore"}, FillDown: true,
			Help: message.New("name or code of the ente that signed, where it is another than the ente of the row"),
		},
		{Key: "piattaforma", Synonyms: []string{"tipo convenzione", "platform"}, Example: "SELF", Help: message.New("learning platform, SELF where the cell is empty")},
		{
			Key: "dal", Synonyms: []string{"data convenzione", "data stipula", "decorrenza", "inizio", "from"}, Example: "01/03/2021",
			Help: message.New("first day of the convention"),
		},
		{
			Key: "al", Synonyms: []string{"scadenza", "data scadenza", "data fine", "fine", "to"}, Example: "31/12/2026",
			Help: message.New("last day of the convention, blank where it runs until it is ended"),
		},
		{Key: "atto", Synonyms: []string{"numero atto", "delibera", "determina", "act"}, Example: "delibera 45/2021", Help: message.New("act, as people cite it")},
		{Key: "note", Synonyms: []string{"annotazioni", "osservazioni"}, Help: message.New("free text")},
		{
			Key: "coperti", Synonyms: []string{"coperto", "ente coperto", "enti coperti dalla convenzione", "altri enti", "aderenti"},
			Help: message.New("names or codes of the other enti that are covered, with ; between them"),
		},
	}
}

// importer brings in the rows of a file of conventions.
type importer struct {
	batch.Setup
	enti *ente.Matcher
	// manual are the values that somebody edited by hand.
	manual map[journal.Edit]bool
	// added are the conventions that the file added; lines has the first
	// line of each.
	added map[int64]bool
	lines map[int64]int
}

// Load brings in the rows one at a time.
func (im *importer) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	return rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) {
		said := im.read(row)
		if row.Refused() {
			return 0, nil
		}
		return im.bring(ctx, tx, row, said)
	})
}

// read returns the convention that a row describes.
func (im *importer) read(row *batch.Row) Convenzione {
	said := Convenzione{
		Tipo: row.Text(colPiattaforma), Periodo: periodo.Periodo{Dal: row.Date(colDal), Al: row.Date(colAl)},
		Atto: row.Text(colAtto), Note: row.Text(colNote),
	}
	if said.Tipo == "" {
		said.Tipo = Self
	}
	day := said.Dal
	if day.IsZero() {
		day = im.Snapshot
	}
	signatory := row.Text(colFirmatario)
	if signatory != "" {
		said.EnteID = im.enti.MatchCell(row, colFirmatario, signatory, day)
	}
	if signatory == "" || ente.NamedIn(row, colEnte) {
		id := im.enti.MatchRow(row, colEnte, "", day)
		if signatory == "" {
			said.EnteID = id
		}
		said.Coperti = append(said.Coperti, id)
	}
	for name := range strings.FieldsFuncSeq(row.Text(colCoperti), func(r rune) bool { return r == ';' || r == '|' || r == ',' }) {
		if name = strings.TrimSpace(name); name != "" {
			said.Coperti = append(said.Coperti, im.enti.MatchCell(row, colCoperti, name, day))
		}
	}
	slices.Sort(said.Coperti)
	// Lists of the covered enti often begin with the one that signed.
	said.Coperti = slices.DeleteFunc(slices.Compact(said.Coperti), func(id int64) bool { return id == said.EnteID })
	return said
}

// bring adds the convention of a row or brings it up to date.
func (im *importer) bring(ctx context.Context, tx *db.Tx, row *batch.Row, said Convenzione) (batch.Outcome, error) {
	id, found, err := im.existing(ctx, tx, said)
	switch {
	case err != nil:
		return 0, err
	case found:
		return im.correct(ctx, tx, row, id, said)
	case im.Mode == batch.Update:
		row.Refuse(colPiattaforma, "convenzione_assente", message.New("the ente has no such convention"),
			message.New("without --mode update the convention is added"))
		return 0, nil
	case said.Dal.IsZero():
		row.Refuse(colDal, "data_mancante", message.New("a new convention needs the day on which it begins"), message.New("add the first day"))
		return 0, nil
	}
	c, err := Add(ctx, tx, said)
	if err != nil {
		return 0, err
	}
	im.added[c.ID], im.lines[c.ID] = true, row.Line
	return batch.New, nil
}

// existing returns the convention of the same signatory and platform that
// begins on the day of the row or, where the row has none, is valid on the day
// of the file.
func (im *importer) existing(ctx context.Context, tx *db.Tx, said Convenzione) (int64, bool, error) {
	return db.First(ctx, tx, db.Value[int64], `SELECT id FROM convenzione
		WHERE ente_id = ?1 AND lower(tipo) = lower(?2)
			AND (dal = ?3 OR ?3 IS NULL AND dal <= ?4 AND (al IS NULL OR al >= ?4)) ORDER BY id LIMIT 1`,
		said.EnteID, said.Tipo, said.Dal, im.Snapshot)
}

// correct gives a convention what a row says of it; a blank changes nothing.
func (im *importer) correct(ctx context.Context, tx *db.Tx, row *batch.Row, id int64, said Convenzione) (batch.Outcome, error) {
	if im.Mode == batch.Create && !im.added[id] {
		row.Refuse(colPiattaforma, "convenzione_presente", message.New("the convention is there already, with number %s", number(id)),
			message.New("without --mode create the convention is brought up to date"))
		return 0, nil
	}
	c, err := Find(ctx, tx, id, periodo.Data{})
	if err != nil {
		return 0, err
	}
	said.Coperti = slices.DeleteFunc(said.Coperti, func(e int64) bool { return slices.Contains(c.Coperti, e) })
	m, changed := im.corrections(row, c, said)
	if line := im.lines[id]; changed && line != 0 {
		row.Refuse(colPiattaforma, "doppia_nel_file", message.New("line %s has the same convention with other values", strconv.Itoa(line)),
			message.New("keep one of the two rows"))
		return 0, nil
	}
	if changed {
		if _, err := Edit(ctx, tx, id, m); err != nil {
			return 0, err
		}
	}
	if len(said.Coperti) > 0 {
		if _, err := Cover(ctx, tx, id, said.Coperti); err != nil {
			return 0, err
		}
	}
	if im.lines[id] == 0 {
		im.lines[id] = row.Line
	}
	switch {
	case !changed && len(said.Coperti) == 0:
		return batch.Unchanged, nil
	case im.added[id]:
		return batch.New, nil
	}
	return batch.Updated, nil
}

// corrections returns what a row changes in a convention, and whether it
// changes anything.
func (im *importer) corrections(row *batch.Row, c, said Convenzione) (m Modifica, changed bool) {
	if !said.Al.IsZero() && said.Al != c.Al && im.may(row, colAl, c.ID, "al") {
		m.Al, changed = &said.Al, true
	}
	if said.Atto != "" && said.Atto != c.Atto && im.may(row, colAtto, c.ID, "atto") {
		m.Atto, changed = &said.Atto, true
	}
	if said.Note != "" && said.Note != c.Note && im.may(row, colNote, c.ID, "note") {
		m.Note, changed = &said.Note, true
	}
	return m, changed
}

// may reports whether a value may be changed, and warns when it was edited by
// hand.
func (im *importer) may(row *batch.Row, place int, id int64, column string) bool {
	if im.OverwriteManual || !im.manual[journal.Edit{ID: id, Column: column}] {
		return true
	}
	row.Warn(place, "valore_manuale",
		message.New("convention %s was edited by hand: its value is kept (--overwrite-manual takes that of the file)", number(id)))
	return false
}
