package registro

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The columns of the archive of the comuni of ANPR.
const (
	archiveBelfiore = iota
	archiveIstat
	archiveName
	archiveDal
	archiveAl
)

// archiveImport reads the archive of ANPR: every comune since 1861, one row for
// each period in which its name and its code were the same.
func archiveImport() batch.Noun {
	return batch.Noun{
		Name: "ente", Profile: archivio,
		Columns: []batch.Column{
			{Key: "belfiore", Synonyms: []string{"codcatastale"}, Help: message.New("Belfiore code of the comune")},
			{Key: "istat", Synonyms: []string{"codistat"}, Digits: 6, Help: message.New("ISTAT code of the comune in the period")},
			{Key: "denominazione", Synonyms: []string{"denominazione it"}, Help: message.New("name in the period")},
			{Key: "dal", Synonyms: []string{"dataistituzione"}, Help: message.New("first day of the period")},
			{Key: "al", Synonyms: []string{"datacessazione"}, Help: message.New("last day of the period, 9999-12-31 for none")},
		},
		Needs: [][]string{{"belfiore"}, {"istat"}, {"denominazione"}, {"dal"}, {"al"}},
		Open: func(_ context.Context, _ *db.Tx, s batch.Setup) (batch.Loader, error) {
			return &archiveLoader{Setup: s}, nil
		},
	}
}

// archived is a comune during a period.
type archived struct {
	row, line             int
	belfiore, istat, name string
	periodo.Periodo
}

type archiveLoader struct {
	batch.Setup
	*comparison
}

// Load brings in the periods of each comune together, for one without the
// others says little.
func (l *archiveLoader) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) (err error) {
	if l.comparison, err = compareWith(ctx, tx, l.Setup, rows); err != nil {
		return err
	}
	list, err := l.read(rows)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b archived) int {
		if a.belfiore != b.belfiore {
			return strings.Compare(a.belfiore, b.belfiore)
		}
		return a.Dal.DaysSince(b.Dal)
	})
	var histories [][]archived
	for len(list) > 0 {
		n := slices.IndexFunc(list, func(a archived) bool { return a.belfiore != list[0].belfiore })
		if n < 0 {
			n = len(list)
		}
		histories = append(histories, list[:n])
		list = list[n:]
	}
	for _, h := range histories {
		l.judge(h)
	}
	for _, h := range histories {
		l.take(h)
	}
	l.tellAge()
	return l.write(ctx, tx)
}

// read returns the periods that reach into the days of the register.
func (l *archiveLoader) read(rows *batch.Rows) ([]archived, error) {
	var list []archived
	past := 0
	for {
		row, err := rows.Next()
		if err != nil {
			return nil, err
		}
		if row == nil {
			break
		}
		a := archived{row: row.Number, line: row.Line}
		a.name, _, _ = strings.Cut(row.Text(archiveName), "/")
		a.Dal, a.Al = row.Date(archiveDal), archiveEnd(row)
		if !row.Refused() && !a.Al.IsZero() && a.Al.Before(ente.InizioRegistro()) {
			past++
			continue
		}
		if l.readCodes(row, &a); !row.Refused() {
			list = append(list, a)
		}
	}
	rows.Count(batch.Outside, past)
	if past > 0 {
		rows.Note(message.Count(past, "%d row is about days before %s, on which the register begins",
			"%d rows are about days before %s, on which the register begins", past, ente.InizioRegistro()))
	}
	return list, nil
}

// archiveEnd reads the last day of a period, the zero day where it is open.
func archiveEnd(row *batch.Row) periodo.Data {
	if strings.HasPrefix(row.Text(archiveAl), "9999") {
		return periodo.Data{}
	}
	return row.Date(archiveAl)
}

func (l *archiveLoader) readCodes(row *batch.Row, a *archived) {
	var err error
	if a.belfiore, err = codice.Belfiore(row.Text(archiveBelfiore)); err != nil {
		row.RefuseFault(archiveBelfiore, "belfiore_non_valido", err)
	}
	var padded bool
	if a.istat, padded, err = ente.IstatCell(row.Text(archiveIstat)); err != nil {
		row.RefuseFault(archiveIstat, "istat_non_valido", err)
	} else if padded {
		l.putBack(row)
	}
	switch {
	case a.Dal.IsZero() && !row.Refused():
		row.Refuse(archiveDal, "data_non_valida", message.New("the period has no first day"), message.Text{})
	case a.IsReversed():
		row.Refuse(archiveAl, "periodo_rovesciato", message.New("the period ends on %s, before it begins on %s", a.Al, a.Dal), message.Text{})
	case a.name == "":
		row.Refuse(archiveName, "nome_mancante", message.New("the row has no name"), message.Text{})
	}
}
