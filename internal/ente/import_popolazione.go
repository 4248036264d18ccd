package ente

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// ProfiloPopolazione names the layout of the residents of the comuni that ANPR
// publishes.
const ProfiloPopolazione = "anpr-popolazione"

// fonteANPR is the source of its figures.
const fonteANPR = "ANPR"

// The columns of a file of residents.
const (
	popolazioneIl = iota
	popolazioneIstat
	popolazioneResidenti
)

// ImportPopolazione says what the file of the residents of ANPR means: a row is
// the figure of a comune on the day of the extraction.
func ImportPopolazione() batch.Noun {
	return batch.Noun{
		Name: "ente", Profile: ProfiloPopolazione,
		Columns: []batch.Column{
			{Key: "data", Synonyms: []string{"data elaborazione"}, Help: message.New("day of the figures")},
			{Key: "istat", Synonyms: []string{"cod istat comune"}, Digits: istatDigits, Help: message.New("ISTAT code of the comune")},
			{Key: "residenti", Help: message.New("number of residents")},
		},
		Needs: [][]string{{"data"}, {"istat"}, {"residenti"}},
		Open:  openPopolazione,
	}
}

// figure names a figure of an ente.
type figure struct {
	enteID  int64
	dataRif string
}

type storedFigure struct {
	id, valore int64
}

type popolazione struct {
	batch.Setup
	enti   *Matcher
	stored map[figure]storedFigure
	manual map[journal.Edit]bool
	seen   map[figure]int // line
	// differ are the labels of the comuni whose figure is new or another.
	differ []string
}

func openPopolazione(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
	p := &popolazione{Setup: s, stored: map[figure]storedFigure{}, seen: map[figure]int{}}
	var err error
	if p.enti, err = NewMatcher(ctx, tx); err != nil {
		return nil, err
	}
	if p.manual, err = manualEdits(ctx, tx, s, "ente_dato"); err != nil {
		return nil, err
	}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var f figure
		var v storedFigure
		err := scan(&v.id, &f.enteID, &f.dataRif, &v.valore)
		p.stored[f] = v
		return err
	}, `SELECT id, ente_id, data_rif, valore FROM ente_dato WHERE grandezza = 'popolazione' ORDER BY id`)
	return p, err
}

// manualEdits returns the values of a table that were edited by hand and that
// the file must not overwrite.
func manualEdits(ctx context.Context, tx *db.Tx, s batch.Setup, table string) (map[journal.Edit]bool, error) {
	manual := map[journal.Edit]bool{}
	if s.OverwriteManual {
		return manual, nil
	}
	edits, err := journal.EditedByHand(ctx, tx, table)
	for _, e := range edits {
		manual[e] = true
	}
	return manual, err
}

// Load compares every figure with those that are known and writes only what
// differs: a file has one for each comune.
func (p *popolazione) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	for {
		row, err := rows.Next()
		if row == nil && err == nil {
			p.tellDiffering(rows)
		}
		if err != nil || row == nil {
			return err
		}
		f, residents := p.read(row)
		if row.Refused() {
			continue
		}
		if first := p.seen[f]; first != 0 {
			row.Refuse(popolazioneIstat, "doppia_nel_file",
				message.New("line %s has the same comune and day", strconv.Itoa(first)), message.New("keep one of the two rows"))
			continue
		}
		p.seen[f] = row.Line
		outcome, fine := p.compare(row, f, residents)
		if !fine {
			continue
		}
		if outcome != batch.Unchanged {
			p.differ = append(p.differ, p.enti.enti[f.enteID].Denominazione)
			d := Dato{Grandezza: Popolazione, Valore: residents, DataRif: periodo.MustParse(f.dataRif), Fonte: fonteANPR}
			if err := writeFigures(ctx, tx, Ente{ID: f.enteID}, []Dato{d}); err != nil {
				return err
			}
		}
		rows.Count(outcome, 1)
	}
}

// tellDiffering names the comuni whose figure is new or another, the first of
// many.
func (p *popolazione) tellDiffering(rows *batch.Rows) {
	n := len(p.differ)
	if n == 0 {
		return
	}
	named := strings.Join(p.differ[:min(n, differingNamed)], ", ")
	if n > differingNamed {
		rows.Note(message.New("%d comuni have a new figure: %s and others", n, named))
		return
	}
	rows.Note(message.Count(n, "%d comune has a new figure: %s", "%d comuni have a new figure: %s", n, named))
}

// differingNamed is how many comuni a note names.
const differingNamed = 20

func (p *popolazione) read(row *batch.Row) (figure, int64) {
	day := row.Date(popolazioneIl)
	residents, ok := row.Integer(popolazioneResidenti)
	switch {
	case row.Refused():
	case day.IsZero():
		row.Refuse(popolazioneIl, "data_mancante", message.New("the row does not say of which day its figure is"), message.Text{})
	case !ok:
		row.Refuse(popolazioneResidenti, "numero_mancante", message.New("the row has no figure"), message.Text{})
	}
	if row.Refused() {
		return figure{}, 0
	}
	found := p.enti.Match(Chiavi{Istat: row.Text(popolazioneIstat)}, day)
	row.Padded(found.ZeriAggiunti)
	if found.EnteID == 0 {
		row.Refuse(popolazioneIstat, found.Codice, found.Problema, message.Text{})
	}
	return figure{found.EnteID, day.String()}, residents
}

// compare says what becomes of a row, and whether it can be taken.
func (p *popolazione) compare(row *batch.Row, f figure, residents int64) (batch.Outcome, bool) {
	stored, known := p.stored[f]
	switch {
	case !known && p.Mode == batch.Update:
		row.Refuse(popolazioneIstat, "dato_assente", message.New("no figure of that day is known"),
			message.New("without --mode update it is added"))
		return 0, false
	case !known:
		return batch.New, true
	case p.Mode == batch.Create:
		row.Refuse(popolazioneIstat, "dato_presente", message.New("the figure of that day is known already"),
			message.New("without --mode create it is brought up to date"))
		return 0, false
	case stored.valore == residents:
		return batch.Unchanged, true
	case p.manual[journal.Edit{ID: stored.id, Column: "valore"}]:
		row.Warn(popolazioneResidenti, "valore_manuale",
			message.New("the figure was edited by hand and is kept (--overwrite-manual takes that of the file)"))
		return batch.Unchanged, true
	}
	return batch.Updated, true
}
