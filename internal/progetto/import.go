package progetto

import (
	"context"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
)

// ProfiloCandidature names the layout of the applications that PA digitale 2026
// publishes.
const ProfiloCandidature = "padigitale-candidature"

// The columns of the file of the applications.
const (
	colIPA = iota
	colEnte
	colTipologia
	colComune
	colIstat
	colProvincia
	colCodProvincia
	colRegione
	colCodRegione
	colImporto
	colAvviso
	colInvio
	colFinanziamento
	colCUP
	colDecreto
	colStato
	colDataStato
	colMisura
)

// ImportCandidature says what the files of the applications of PA digitale 2026
// mean: a row is an application that was funded, known by the title of the call,
// the IPA code of the ente and the moment at which it was sent, whatever has been
// corrected here since. Its state A is funded, E funded
// and paid, R renounced: what it was granted is free again. A call that the files
// name and nobody knows is added; an ente that the register lacks only where
// ente.CreaEnti asks for it, and readable gives its name the usual form.
func ImportCandidature(readable func(name string) string) batch.Noun {
	return batch.Noun{
		Name: "progetto", Profile: ProfiloCandidature, Decimal: batch.Point,
		Columns: []batch.Column{
			{Key: "codice_ipa", Help: message.New("IPA code of the ente")},
			{Key: "ente", Help: message.New("name of the ente")},
			{Key: "tipologia_ente", Help: message.New("kind of ente in the words of the source")},
			{Key: "comune", Help: message.New("comune of the seat")},
			{Key: "cod_comune", Help: message.New("ISTAT code of the comune of the seat")},
			{Key: "provincia", Help: message.New("sigla of the province of the seat")},
			{Key: "cod_provincia", Help: message.New("ISTAT code of the province of the seat")},
			{Key: "regione", Help: message.New("region to which the source counts the application")},
			{Key: "cod_regione", Help: message.New("ISTAT code of that region")},
			{Key: "importo_finanziamento", Help: message.New("amount requested and, where the state says so, granted and paid")},
			{Key: "avviso", Help: message.New("title of the call")},
			{Key: "data_invio_candidatura", Help: message.New("when the application was sent")},
			{Key: "data_finanziamento", Help: message.New("day of the act that granted the amount")},
			{Key: "codice_cup", Help: message.New("CUP of the project")},
			{Key: "decreto_finanziamento", Help: message.New("act that granted the amount")},
			{Key: "stato_candidatura", Help: message.New("A funded, E paid, R renounced")},
			{Key: "data_stato_candidatura", Help: message.New("day of that state")},
			{Key: "misura", Help: message.New("measure, where the source counts the application to another than that of the call")},
		},
		Needs: [][]string{{"codice_ipa"}, {"avviso"}, {"importo_finanziamento"}, {"stato_candidatura"}, {"data_invio_candidatura"}},
		Open: func(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
			return openCandidature(ctx, tx, s, readable)
		},
	}
}

// importer brings in applications. Everything that the rows refer to is read
// once; what they add is written together at the end.
type importer struct {
	batch.Setup
	readable func(string) string
	create   bool
	enti     *ente.Matcher
	regioni  regions
	calls    *bando.Registro
	// What somebody edited by hand of the projects and of the calls, and the
	// payments that somebody wrote.
	manual, manualCalls batch.Manual
	payments            journal.Rows
	known               projects
	// planned are the enti to be created, added the projects; changed are the
	// projects that are there and that rows change.
	planned []ente.Scheda
	added   []Scheda
	// rows has what the file said first of each key.
	rows  map[key]said
	tally tally
}

// tally counts what the operator should know of a whole file.
type tally struct {
	older, doubtful, unborn int
	calls                   []string
	enti                    map[int64]bool
}

func openCandidature(ctx context.Context, tx *db.Tx, s batch.Setup, readable func(string) string) (*importer, error) {
	im := &importer{
		Setup: s, readable: readable, create: s.Fixed[ente.CreaEnti] != "",
		rows: map[key]said{}, tally: tally{enti: map[int64]bool{}},
	}
	var err error
	if im.enti, err = ente.NewMatcher(ctx, tx); err != nil {
		return nil, err
	}
	if im.regioni, err = readRegions(ctx, tx); err != nil {
		return nil, err
	}
	if im.calls, err = bando.NewRegistro(ctx, tx); err != nil {
		return nil, err
	}
	if im.known, err = readKnown(ctx, tx); err != nil {
		return nil, err
	}
	if im.manual, err = s.Manual(ctx, tx, "progetto"); err != nil {
		return nil, err
	}
	if im.payments, err = journal.WrittenByHand(ctx, tx, "erogazione"); err != nil {
		return nil, err
	}
	im.manualCalls, err = s.Manual(ctx, tx, "bando")
	return im, err
}

// Load brings in the rows: it reads and checks each, adds those that are new and
// changes those that are there.
func (im *importer) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	for {
		row, err := rows.Next()
		if err != nil {
			return err
		}
		if row == nil {
			break
		}
		outcome, err := im.take(ctx, tx, row)
		if err != nil {
			return err
		}
		if !row.Refused() {
			rows.Count(outcome, 1)
		}
	}
	if err := ente.Load(ctx, tx, im.planned); err != nil {
		return err
	}
	if err := Load(ctx, tx, im.added); err != nil {
		return err
	}
	_, wrote, err := im.calls.Settle(ctx, tx, im.manualCalls)
	if wrote {
		rows.Touch()
	}
	im.tell(rows)
	return err
}

// take brings in one row and says what became of it.
func (im *importer) take(ctx context.Context, tx *db.Tx, row *batch.Row) (batch.Outcome, error) {
	s := im.read(row)
	if row.Refused() {
		return 0, nil
	}
	if s.enteID = im.lead(row, s); row.Refused() {
		return 0, nil
	}
	var err error
	if s.bando, err = im.call(ctx, tx, row, s); err != nil || row.Refused() {
		return 0, err
	}
	k := s.key()
	if first, again := im.rows[k]; again {
		return im.repeated(row, first, s), nil
	}
	im.rows[k] = s
	p := im.known.find(s)
	switch {
	case p != nil && im.Mode == batch.Create:
		row.Refuse(colIPA, "progetto_presente", message.New("the application is there already, as project %s", p.nome()),
			message.New("without --mode create it is brought up to date"))
		return 0, nil
	case p != nil:
		return im.change(ctx, tx, row, p, s)
	case im.Mode == batch.Update:
		refuseNew(row)
		return 0, nil
	}
	im.added = append(im.added, im.scheda(s))
	return batch.New, nil
}

// refuseNew refuses a row that would add something where that is not asked for.
func refuseNew(row *batch.Row) {
	row.Refuse(colIPA, "progetto_assente", message.New("there is no such application"), message.New("without --mode update it is added"))
}

// repeated says what becomes of a row whose application an earlier row has: it
// must say the same.
func (im *importer) repeated(row *batch.Row, first, s said) batch.Outcome {
	line := first.line
	// How the ente is called, and what of its seat is blank, is no difference.
	first.line, first.ente = s.line, s.ente
	if first == s {
		return batch.Unchanged
	}
	row.Refuse(colInvio, "doppia_nel_file", message.New("line %s has the same ente, call and moment with other values", number(int64(line))),
		message.New("keep one of the two rows"))
	return 0
}

// tell sums up what somebody should look at.
func (im *importer) tell(rows *batch.Rows) {
	t := im.tally
	if n := len(im.planned); n > 0 {
		rows.Note(message.Count(n, "%d ente that the register lacked was created", "%d enti that the register lacked were created", n))
	}
	if t.doubtful > 0 {
		rows.Note(message.Count(t.doubtful,
			"%d of them is of no type that its name tells: it is taken as altro; look at it with: dtctl ente list --type altro",
			"%d of them are of no type that their names tell: they are taken as altro; look at them with: dtctl ente list --type altro", t.doubtful))
	}
	if n := len(t.calls); n > 0 {
		rows.Note(message.Count(n, "%d call that nobody knew was created: %s", "%d calls that nobody knew were created: %s", n, t.calls))
	}
	if t.unborn > 0 {
		rows.Note(message.Count(t.unborn, "%d application is of an ente that did not exist on that day: it was sent by one that came before it",
			"%d applications are of enti that did not exist on that day: they were sent by those that came before them", t.unborn))
	}
	if t.older > 0 {
		rows.Note(message.Count(t.older, "%d row is older than what is known of its project, which stays as it is",
			"%d rows are older than what is known of their projects, which stay as they are", t.older))
	}
}
