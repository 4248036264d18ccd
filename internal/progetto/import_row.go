package progetto

import (
	"cmp"
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// key tells the applications of a file apart.
type key struct {
	bandoID int64
	origine string
}

// said is what a row says; two rows that say the same are equal with ==.
type said struct {
	line             int
	ente             ente.Dichiarato
	call             string
	amount           euro.Importo
	sent             periodo.Momento
	granted, since   periodo.Data
	cup, act, misura string
	stato            Stato
	regioneID        int64

	// What the row was found to mean.
	enteID int64
	bando  *bando.Bando
}

// key returns by what the application of a row is known.
func (s said) key() key { return key{s.bando.ID, s.origine()} }

// origine returns by what an application is known within its call.
func (s said) origine() string { return strings.TrimSpace(s.ente.IPA + " " + s.sent.String()) }

// read reads a row and refuses what cannot be taken.
func (im *importer) read(row *batch.Row) said {
	s := said{
		line: row.Line, call: row.Text(colAvviso), act: row.Text(colDecreto), misura: row.Text(colMisura),
		sent: row.Moment(colInvio), granted: row.Date(colFinanziamento), since: row.Date(colDataStato),
	}
	if nome.Norm(s.call) == "" {
		row.Refuse(colAvviso, "avviso_mancante", message.New("the row does not say for which call it is"), message.Text{})
	}
	im.readEnte(row, &s)
	if amount := row.Euro(colImporto); amount != nil {
		s.amount = *amount
	} else if !row.Refused() {
		row.Refuse(colImporto, "importo_mancante", message.New("the row has no amount"), message.Text{})
	}
	s.stato = readStato(row)
	im.readDays(row, &s)
	im.readCUP(row, &s)
	return s
}

func (im *importer) readEnte(row *batch.Row, s *said) {
	s.ente = ente.Dichiarato{
		Nome: cmp.Or(ente.TextCell(row.Text(colEnte)), row.Text(colComune)), Tipologia: row.Text(colTipologia), Istat: ente.TextCell(row.Text(colIstat)),
		Provincia: cmp.Or(ente.TextCell(row.Text(colCodProvincia)), ente.TextCell(row.Text(colProvincia))),
	}
	var err error
	if s.ente.IPA, err = codice.IPA(row.Text(colIPA)); err != nil {
		row.RefuseFault(colIPA, "ipa_non_valido", err)
	}
	region := cmp.Or(ente.TextCell(row.Text(colRegione)), ente.TextCell(row.Text(colCodRegione)))
	if s.regioneID = im.regioni[nome.Norm(region)]; s.regioneID == 0 && region != "" {
		row.Warn(colRegione, "regione_sconosciuta", message.New("%q is no region: that of the ente is taken", region))
	}
	s.ente.RegioneID = s.regioneID
}

// readStato reads the state of an application.
func readStato(row *batch.Row) Stato {
	switch strings.ToUpper(row.Text(colStato)) {
	case "A":
		return AmmessoFinanziato
	case "E":
		return Liquidato
	case "R":
		return Rinunciato
	}
	row.Refuse(colStato, "stato_sconosciuto", message.New("%q is no state of an application", row.Text(colStato)),
		message.New("the states are A (funded), E (paid) and R (renounced)"))
	return ""
}

// readDays completes the days of a row and says what is wrong with them. A row
// without the day of its grant, or of its state, has that of what came before.
func (im *importer) readDays(row *batch.Row, s *said) {
	if s.granted.IsZero() {
		s.granted = cmp.Or(s.since, s.sent.Giorno(), im.Snapshot)
	}
	if s.since.IsZero() {
		s.since = s.granted
	}
	for _, d := range []struct {
		column int
		day    periodo.Data
	}{{colInvio, s.sent.Giorno()}, {colFinanziamento, s.granted}, {colDataStato, s.since}} {
		if d.day.After(im.Today) {
			row.Refuse(d.column, "data_futura", message.New("%s is in the future", d.day), message.New("correct the day, or bring the row in when it has come"))
		}
	}
	if s.sent.IsZero() && !row.Refused() {
		row.Warn(colInvio, "invio_ignoto", message.New("the row does not say when the application was sent"))
	}
}

func (im *importer) readCUP(row *batch.Row, s *said) {
	text := ente.TextCell(row.Text(colCUP))
	if text == "" {
		if im.Layout.Has(colCUP) {
			row.Warn(colCUP, "cup_mancante", message.New("the row has no CUP"))
		}
		return
	}
	var err error
	if s.cup, err = codice.CUP(text); err != nil {
		row.Warn(colCUP, "cup_non_valido", message.New("the CUP is not valid and is left out"))
	}
}

// lead returns the ente that a row means, and plans to create it where that is
// asked for.
func (im *importer) lead(row *batch.Row, s said) int64 {
	if id := row.Meant("ente"); id != 0 {
		return id
	}
	if id := im.enti.Declared(s.ente); id != 0 {
		if day := s.sent.Giorno(); !day.IsZero() && !im.enti.LivesOn(id, day) {
			im.tally.unborn++
		}
		return id
	}
	if im.Mode == batch.Update {
		refuseNew(row)
		return 0
	}
	if !im.create {
		row.Refuse(colEnte, "ente_sconosciuto", message.New("the register has no ente with this IPA code"),
			message.New("--create-enti adds the enti that the register lacks"))
		return 0
	}
	planned, ok := im.enti.Plan(s.ente, im.readable)
	if !ok {
		row.Refuse(colEnte, "ente_sconosciuto", message.New("the register does not know this ente, and the row does not say enough to create it"),
			message.New("a comune is added with dtctl ente import or dtctl ente add; any other ente needs a name and a place"))
		return 0
	}
	if _, doubtful := s.ente.Tipo(); doubtful {
		im.tally.doubtful++
	}
	im.planned = append(im.planned, planned)
	return planned.ID
}

// call returns the call that a row names, and adds one that nobody knows. Its
// measure is that of the call of the same title; what the row says of the measure
// is of the row alone.
func (im *importer) call(ctx context.Context, tx *db.Tx, row *batch.Row, s said) (*bando.Bando, error) {
	if b := im.calls.Titled(s.call); b != nil {
		return b, nil
	}
	if im.Mode == batch.Update {
		refuseNew(row)
		return nil, nil
	}
	b, err := im.calls.Add(ctx, tx, bando.Bando{Titolo: s.call, Gestione: bando.Esterna, Fonte: "PNRR", Misura: im.calls.MeasureOf(s.call)})
	if err == nil {
		im.tally.calls = append(im.tally.calls, b.Codice)
	}
	return b, err
}

// regions are the ids of the regions by name, whole and in each language, and by
// code.
type regions map[string]int64

func readRegions(ctx context.Context, tx *db.Tx) (regions, error) {
	list, err := territorio.Regioni(ctx, tx)
	found := regions{}
	for _, r := range list {
		for _, name := range append(strings.Split(r.Denominazione, "/"), r.Denominazione, r.Istat, r.Sigla) {
			found[nome.Norm(name)] = r.ID
		}
	}
	return found, err
}
