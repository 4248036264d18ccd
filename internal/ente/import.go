package ente

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// The columns of a file of enti, which are those of the lists of dtctl.
const (
	colNome = iota
	colTipo
	colProvincia
	colRegione
	colIPA
	colIstat
	colBelfiore
	colCF
	colPIVA
	colPopolazione
	colDipendenti
	colCapoluogo
	colPEC
	colEmail
	colTelefono
	colSito
	colLiquidazione
	colDal
	colAl
	colMotivo
	colNote
)

// Import says what a file of enti means: a row is an ente, new or known by one
// of its codes or by its name. The lists that dtctl writes are such files.
func Import() batch.Noun {
	return batch.Noun{
		Name: "ente",
		Columns: []batch.Column{
			{
				Key: "denominazione", Synonyms: []string{"ente", "nome", "name", "denominazione ente", "amministrazione"},
				Example: "Unione delle Valli", Help: message.New("official name"),
			},
			{
				Key: "tipo", Synonyms: []string{"type", "tipologia"}, Example: "unione",
				Help: message.New("type of ente, for one that the register lacks"),
			},
			{
				Key: "provincia", Synonyms: []string{"prov", "province", "sigla", "pr", "sigla provincia"}, Example: "MO",
				Help: message.New("province in which it lies: sigla or name"),
			},
			{Key: "regione", Synonyms: []string{"region"}, Help: message.New("region, for an ente of a whole region")},
			{Key: "ipa", Synonyms: []string{"codice ipa", "cod amm"}, Example: "unione_valli", Help: message.New("IPA code")},
			{Key: "istat", Synonyms: []string{"codice istat", "cod istat", "codice istat comune"}, Digits: istatDigits, Help: message.New("ISTAT code of a comune")},
			{Key: "belfiore", Synonyms: []string{"codice catastale", "codice belfiore"}, Help: message.New("Belfiore code of a comune")},
			{Key: "cf", Synonyms: []string{"cf_ente", "codice fiscale", "codice fiscale ente"}, Digits: cfDigits, Help: message.New("codice fiscale of the ente, 11 digits")},
			{Key: "piva", Synonyms: []string{"partita iva", "p iva"}, Digits: cfDigits, Help: message.New("partita IVA, 11 digits")},
			{Key: "popolazione", Synonyms: []string{"residenti", "residents"}, Help: message.New("number of residents on the day of the file")},
			{Key: "dipendenti", Synonyms: []string{"employees"}, Help: message.New("number of employees on the day of the file")},
			{Key: "capoluogo", Help: message.New("whether a comune is the chief town of its province")},
			{Key: "pec", Synonyms: []string{"email_ente", "pec ente"}, Example: "unione.valli@pec.example.it", Help: message.New("PEC address")},
			{Key: "email", Synonyms: []string{"e mail", "posta elettronica", "email ente"}, Help: message.New("e-mail address of the office")},
			{Key: "telefono", Synonyms: []string{"telephone", "tel"}, Help: message.New("telephone number of the office")},
			{Key: "sito", Synonyms: []string{"sito web", "web site", "url"}, Help: message.New("web site")},
			{Key: "in_liquidazione", Synonyms: []string{"in liquidation"}, Help: message.New("whether it is being wound up")},
			{Key: "dal", Synonyms: []string{"from"}, Help: message.New("first day of its life; a new comune needs it")},
			{Key: "al", Synonyms: []string{"to"}, Help: message.New("last day of its life")},
			{Key: "motivo_fine", Synonyms: []string{"motivo cessazione", "reason for the end"}, Help: message.New("why it ended, such as scioglimento")},
			{Key: "note", Synonyms: []string{"nota"}, Help: message.New("free text")},
		},
		Needs: [][]string{{"denominazione", "ipa", "cf", "istat", "belfiore", "pec"}},
		Open:  openImport,
	}
}

type importer struct {
	updater
	scope Scope
	// outside counts the enti of other regions or types.
	outside int
}

func openImport(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
	im := &importer{}
	var err error
	if im.updater, err = newUpdater(ctx, tx, s, "ente"); err != nil {
		return nil, err
	}
	im.scope, err = ReadScope(ctx, tx, s.Fixed)
	return im, err
}

// said is what a row says.
type said struct {
	Ente
	// Nil where the row says nothing.
	capoluogo, liquidation *bool
}

// Load brings in the rows one at a time.
func (im *importer) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	err := rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) {
		s := im.read(row)
		if row.Refused() {
			return 0, nil
		}
		day := im.Snapshot
		if !s.Al.IsZero() && s.Al.Before(day) {
			day = s.Al
		}
		id := im.identify(row, s, day)
		switch {
		case row.Refused():
			return 0, nil
		case id == 0:
			return im.add(ctx, tx, row, s)
		case !im.enti.Wants(im.scope, id, im.Snapshot):
			im.outside++
			return batch.Outside, nil
		}
		return im.update(ctx, tx, row, s, id)
	})
	if im.outside > 0 {
		rows.Note(message.Count(im.outside, "%d ente is of another region or type: left out",
			"%d enti are of other regions or types: left out", im.outside))
	}
	im.tellOlder(rows)
	return err
}

func (im *importer) read(row *batch.Row) said {
	text := func(i int) string { return TextCell(row.Text(i)) }
	var s said
	s.Denominazione, s.Tipo = text(colNome), Tipo(strings.ToLower(strings.ReplaceAll(text(colTipo), " ", "_")))
	s.IPA, s.Belfiore = strings.ToLower(text(colIPA)), strings.ToUpper(text(colBelfiore))
	s.PEC, s.Email = strings.ToLower(text(colPEC)), strings.ToLower(text(colEmail))
	s.Telefono, s.Sito, s.Note = text(colTelefono), text(colSito), text(colNote)
	s.Provincia, s.Regione = text(colProvincia), text(colRegione)
	s.MotivoFine = Motivo(strings.ToLower(text(colMotivo)))
	s.CF, s.PIVA = im.readCode(row, colCF, CFCell), im.readCode(row, colPIVA, CFCell)
	s.Istat = im.readCode(row, colIstat, IstatCell)
	s.Dal, s.Al = row.Date(colDal), row.Date(colAl)
	s.Popolazione, s.Dipendenti = integer(row, colPopolazione), integer(row, colDipendenti)
	s.capoluogo, s.liquidation = boolean(row, colCapoluogo), boolean(row, colLiquidazione)
	return s
}

// readCode reads a code whose zeros in front a spreadsheet may have dropped.
func (im *importer) readCode(row *batch.Row, i int, parse func(string) (string, bool, error)) string {
	cell := TextCell(row.Text(i))
	if cell == "" {
		return ""
	}
	code, padded, err := parse(cell)
	if err != nil {
		row.RefuseFault(i, enteCodiceErrato, err)
	} else if padded {
		row.Padded(1)
	}
	return code
}

func integer(row *batch.Row, i int) *int64 {
	if n, ok := row.Integer(i); ok {
		return &n
	}
	return nil
}

// boolean reads yes or no, nil where the row says nothing.
func boolean(row *batch.Row, i int) *bool {
	var value bool
	switch nome.Norm(row.Text(i)) {
	case "":
		return nil
	case "true", "si", "s", "yes", "y", "1", "vero", "x":
		value = true
	case "false", "no", "n", "0", "falso":
	default:
		row.Refuse(i, "valore_non_valido", message.New("%q is neither yes nor no", row.Text(i)), message.New("write sì or no"))
	}
	return &value
}

// identify returns the ente that a row is about, 0 when the register lacks it.
func (im *importer) identify(row *batch.Row, s said, day periodo.Data) int64 {
	k := Chiavi{IPA: s.IPA, CF: s.CF, Istat: s.Istat, Belfiore: s.Belfiore, Nome: s.Denominazione, Provincia: s.Provincia}
	if k.IPA+k.CF+k.Istat+k.Belfiore+k.Nome == "" {
		k.Email = s.PEC
	}
	if id := row.Meant("ente"); id != 0 {
		return id
	}
	found := im.enti.Match(k, day)
	switch {
	case found.EnteID != 0:
		if !found.Avviso.IsZero() {
			row.Warn(shownColumn(k), "ente_avviso", found.Avviso)
		}
		return found.EnteID
	case found.Codice == enteSconosciuto && s.Denominazione != "" && s.Tipo != "":
		return 0
	}
	suggested := im.enti.suggestedFor(k, day, found)
	row.RefuseBetween(shownColumn(k), found.Codice, found.Problema, perhaps(suggested), choices(suggested))
	return 0
}

// shownColumn returns the column in which a problem with the keys is shown.
func shownColumn(k Chiavi) int {
	switch {
	case k.Nome != "":
		return colNome
	case k.IPA != "":
		return colIPA
	case k.CF != "":
		return colCF
	case k.Istat != "":
		return colIstat
	case k.Belfiore != "":
		return colBelfiore
	}
	return colPEC
}
