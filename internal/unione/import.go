package unione

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The columns of a file of memberships: those of the comune, and these.
const colComune = 0

const (
	colUnione = colComune + ente.ColonneRiga + iota
	colUnioneIPA
	colDal
	colAl
)

// Import says what a file of memberships means: a row is a comune that belongs
// to an Unione. Under sync the file lists all the members of the Unioni that it
// names.
func Import() batch.Noun {
	return batch.Noun{
		Name: "unione",
		Columns: slices.Concat(ente.Colonne(), []batch.Column{
			{
				Key: "unione", Synonyms: []string{"denominazione unione", "unione di comuni", "unione dei comuni", "nome unione"}, FillDown: true,
				Example: "Unione della Romagna Forlivese", Help: message.New("name or code of the Unione"),
			},
			{Key: "ipa_unione", Synonyms: []string{"codice ipa unione", "codice unione"}, FillDown: true, Help: message.New("IPA code of the Unione")},
			{
				Key: "dal", Synonyms: []string{"data adesione", "dal giorno", "inizio", "from"}, Example: "01/01/2014",
				Help: message.New("first day of the membership"),
			},
			{
				Key: "al", Synonyms: []string{"data uscita", "data recesso", "al giorno", "fine", "to"},
				Help: message.New("last day of the membership, blank for one that goes on"),
			},
		}),
		Needs:   [][]string{ente.ChiaviColonne(), {"unione", "ipa_unione"}},
		CanSync: true,
		Open: func(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
			im := &importer{Setup: s, manual: map[journal.Edit]bool{}, unioni: map[int64]bool{}, listed: map[int64]bool{}, lines: map[int64]int{}}
			var err error
			if im.enti, err = ente.NewMatcher(ctx, tx); err != nil {
				return nil, err
			}
			edits, err := journal.EditedByHand(ctx, tx, "adesione_unione")
			for _, e := range edits {
				im.manual[e] = true
			}
			return im, err
		},
	}
}

// importer brings in the rows of a file of memberships.
type importer struct {
	batch.Setup
	enti *ente.Matcher
	// manual are the values that somebody edited by hand.
	manual map[journal.Edit]bool
	// unioni and listed are the Unioni and the memberships of the rows that were
	// taken; lines has the first line of each membership.
	unioni, listed map[int64]bool
	lines          map[int64]int
	// read and taken count the rows, undated the new ones without a first day.
	read, taken, undated int
}

// Load brings in the rows one at a time and, under sync, ends the memberships
// that the file lacks.
func (im *importer) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	err := rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) {
		im.read++
		outcome, err := im.bring(ctx, tx, row)
		if err == nil && !row.Refused() {
			im.taken++
		}
		return outcome, err
	})
	if err != nil {
		return err
	}
	if im.undated > 0 {
		rows.Note(message.Count(im.undated, "%d new membership has no first day: taken as %s",
			"%d new memberships have no first day: taken as %s", im.undated, im.Snapshot))
	}
	if im.Mode != batch.Sync {
		return nil
	}
	return im.retire(ctx, tx, rows)
}

// bring adds the membership of a row or corrects it.
func (im *importer) bring(ctx context.Context, tx *db.Tx, row *batch.Row) (batch.Outcome, error) {
	said := periodo.Periodo{Dal: row.Date(colDal), Al: row.Date(colAl)}
	day := said.Dal
	if day.IsZero() {
		day = im.Snapshot
	}
	comuneID := im.enti.MatchRow(row, colComune, "", day)
	unioneID := im.unione(row, day)
	if row.Refused() {
		return 0, nil
	}
	list, err := ofComune(ctx, tx, comuneID)
	if err != nil {
		return 0, err
	}
	a, found := meant(list, unioneID, said, day)
	var outcome batch.Outcome
	switch {
	case found:
		a.ComuneID = comuneID
		outcome, err = im.correct(ctx, tx, row, a, said)
	case said.Dal.IsZero() && im.leftByHand(row, list, unioneID):
		outcome = batch.Unchanged
	default:
		a = Adesione{UnioneID: unioneID, ComuneID: comuneID, Periodo: periodo.Periodo{Dal: day, Al: said.Al}}
		outcome, err = im.add(ctx, tx, row, &a, said.Dal.IsZero())
	}
	if err == nil && !row.Refused() {
		im.unioni[unioneID], im.listed[a.ID] = true, true
		if im.lines[a.ID] == 0 {
			im.lines[a.ID] = row.Line
		}
	}
	return outcome, err
}

// unione returns the Unione that a row names by IPA code, name or any code.
func (im *importer) unione(row *batch.Row, day periodo.Data) int64 {
	name, ipa := row.Said(colUnione), row.Said(colUnioneIPA)
	if name+ipa == "" {
		name = row.Text(colUnione)
	}
	switch {
	case ipa != "":
		return im.enti.MatchKeys(row, colUnioneIPA, ente.Chiavi{IPA: ipa, Nome: name}, day)
	case name != "":
		return im.enti.MatchCell(row, colUnione, name, day)
	}
	row.Refuse(colUnione, "unione_mancante", message.New("the row names no Unione"), message.New("name it for all rows with --unione"))
	return 0
}

// meant returns the membership of a comune that a row means: the one that
// begins on its day, else the last with a day in common.
func meant(list []Adesione, unioneID int64, said periodo.Periodo, day periodo.Data) (a Adesione, found bool) {
	during := periodo.Periodo{Dal: day, Al: said.Al}
	if said.Dal.IsZero() {
		if !said.Al.IsZero() && said.Al.Before(day) {
			during.Dal = said.Al
		}
		during.Al = during.Dal
	}
	for _, m := range list {
		if m.UnioneID == unioneID && m.Overlaps(during) && !(found && a.Dal == said.Dal) {
			a, found = m, true
		}
	}
	return a, found
}

// leftByHand reports whether somebody wrote by hand that the comune left the
// Unione, and warns that the file does not take it back.
func (im *importer) leftByHand(row *batch.Row, list []Adesione, unioneID int64) bool {
	left := slices.ContainsFunc(list, func(a Adesione) bool {
		return a.UnioneID == unioneID && im.manual[journal.Edit{ID: a.ID, Column: "al"}]
	})
	if left && !im.OverwriteManual {
		row.Warn(-1, "valore_manuale",
			message.New("somebody wrote that the comune left the Unione: this is kept (--overwrite-manual takes what the file says)"))
	}
	return left && !im.OverwriteManual
}

// add writes a new membership, which begins on the day of the list when the row
// does not say when.
func (im *importer) add(ctx context.Context, tx *db.Tx, row *batch.Row, a *Adesione, undated bool) (batch.Outcome, error) {
	if im.Mode == batch.Update {
		row.Refuse(-1, "adesione_assente", message.New("the comune does not belong to the Unione"),
			message.New("without --mode update the membership is added"))
		return 0, nil
	}
	if err := record(ctx, tx, a); err != nil {
		return 0, err
	}
	if undated {
		im.undated++
	}
	return batch.New, nil
}

// correct gives a membership the days that a row has.
func (im *importer) correct(ctx context.Context, tx *db.Tx, row *batch.Row, a Adesione, said periodo.Periodo) (batch.Outcome, error) {
	if im.Mode == batch.Create {
		row.Refuse(-1, "adesione_presente", message.New("the comune belongs to the Unione already"),
			message.New("without --mode create the membership is brought up to date"))
		return 0, nil
	}
	now := a.Periodo
	im.set(row, colDal, a.ID, "dal", &now.Dal, said.Dal)
	im.set(row, colAl, a.ID, "al", &now.Al, said.Al)
	if now == a.Periodo {
		return batch.Unchanged, nil
	}
	if line := im.lines[a.ID]; line != 0 {
		row.Refuse(-1, "doppia_nel_file", message.New("line %s has the same membership with other days", strconv.Itoa(line)),
			message.New("keep one of the two rows"))
		return 0, nil
	}
	a.Periodo = now
	if err := record(ctx, tx, &a); err != nil {
		return 0, err
	}
	return batch.Updated, nil
}

// set writes a day that the row has, unless the one there was edited by hand.
func (im *importer) set(row *batch.Row, place int, id int64, column string, value *periodo.Data, said periodo.Data) {
	switch {
	case said.IsZero() || said == *value:
	case im.manual[journal.Edit{ID: id, Column: column}] && !im.OverwriteManual:
		row.Warn(place, "valore_manuale",
			message.New("the membership was edited by hand: its day is kept (--overwrite-manual takes that of the file)"))
	default:
		*value = said
	}
}

// retire ends on the day of the list the memberships of its Unioni that it
// lacks.
func (im *importer) retire(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	if im.taken == 0 {
		return fault.New(fault.Threshold, "the file has no row that can be taken: a sync would retire everybody").
			WithHint("check the file with: dtctl import inspect FILE")
	}
	if im.taken < im.read {
		// A row that was refused may be of a comune that seems to be missing.
		rows.Note(message.New("as long as rows are rejected, nobody is taken for missing: mend them and import the list again"))
		return nil
	}
	var missing []Adesione
	open := 0
	for _, unioneID := range slices.Sorted(maps.Keys(im.unioni)) {
		members, err := Members(ctx, tx, unioneID, im.Snapshot)
		if err != nil {
			return err
		}
		for _, a := range members {
			if !a.Al.IsZero() {
				continue
			}
			if open++; !im.listed[a.ID] {
				missing = append(missing, a)
			}
		}
	}
	if len(missing)*100 > open*im.MaxChange {
		return fault.New(fault.Threshold, "the file lacks %d of %d members, more than %d in a hundred", len(missing), open, im.MaxChange).
			WithHint("if the list is really complete, allow it with: --max-change 100%")
	}
	for _, a := range missing {
		if err := Leave(ctx, tx, a.UnioneID, a.ComuneID, im.Snapshot); err != nil {
			return err
		}
	}
	rows.Retire(len(missing), len(missing))
	return nil
}
