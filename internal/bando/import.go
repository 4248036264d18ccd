package bando

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// ProfiloAvvisi names the layout of the calls that PA digitale 2026 publishes.
const ProfiloAvvisi = "padigitale-avvisi"

// fontePNRR is the source of the money of all those calls, fonteAperta the act
// that stands for what the open data say.
const (
	fontePNRR   = "PNRR"
	fonteAperta = "open data PA digitale 2026"
)

// The columns of the file of the calls.
const (
	colTitolo = iota
	colMisura
	colInizio
	colFine
	colStato
	colStanziato
	colSoggetti
)

// ImportAvvisi says what the file of the calls of PA digitale 2026 means: a row
// is a call, known by its title. Its endowment is brought to the published one by
// an act of the difference.
func ImportAvvisi() batch.Noun {
	return batch.Noun{
		Name: "bando", Profile: ProfiloAvvisi, Decimal: batch.Point,
		Columns: []batch.Column{
			{Key: "titolo", Help: message.New("title of the call")},
			{Key: "misura", Help: message.New("measure of the PNRR")},
			{Key: "data_inizio_bando", Help: message.New("day on which applications begin")},
			{Key: "data_fine_bando", Help: message.New("day on which applications end")},
			{Key: "stato", Help: message.New("state in the words of the source; the days decide")},
			{Key: "totale_importo_stanziato", Help: message.New("endowment of the call")},
			{Key: "soggetti_destinatari", Help: message.New("who may apply, with ; between them")},
		},
		Needs: [][]string{{"titolo"}, {"totale_importo_stanziato"}},
		Open: func(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
			return openAvvisi(ctx, tx, s)
		},
	}
}

// avvisi brings in the calls.
type avvisi struct {
	batch.Setup
	register *Registro
	manual   batch.Manual
	newest   periodo.Data
	// lines has the line of each call that the file named.
	lines map[int64]int
	older int
}

func openAvvisi(ctx context.Context, tx *db.Tx, s batch.Setup) (*avvisi, error) {
	im := &avvisi{Setup: s, lines: map[int64]int{}}
	var err error
	if im.register, err = NewRegistro(ctx, tx); err != nil {
		return nil, err
	}
	if im.manual, err = s.Manual(ctx, tx, "bando"); err != nil {
		return nil, err
	}
	im.newest, err = ente.LatestImport(ctx, tx, "bando/"+ProfiloAvvisi)
	return im, err
}

// avviso is what a row says.
type avviso struct {
	Bando
	endowment euro.Importo
}

// Load brings in the rows one at a time, then hands the measures down to the
// calls that are parts of them.
func (im *avvisi) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	err := rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) {
		said := im.read(row)
		if row.Refused() {
			return 0, nil
		}
		return im.bring(ctx, tx, row, said)
	})
	if err != nil {
		return err
	}
	if im.older > 0 {
		rows.Note(message.Count(im.older, "%d row is older than what is known of %s: its call stays as it is",
			"%d rows are older than what is known of %s: their calls stay as they are", im.older, im.newest))
	}
	inherited, wrote, err := im.register.Settle(ctx, tx, im.manual)
	if wrote {
		rows.Touch()
	}
	if inherited > 0 {
		rows.Note(message.Count(inherited, "%d call that only applications name has the measure of the call of the same title now",
			"%d calls that only applications name have the measure of the call of the same title now", inherited))
	}
	return err
}

func (im *avvisi) read(row *batch.Row) avviso {
	a := avviso{Bando: Bando{
		Titolo: row.Text(colTitolo), Misura: row.Text(colMisura), Gestione: Esterna, Fonte: fontePNRR,
		Apre: periodo.DayOnly(row.Date(colInizio)), Scade: periodo.DayOnly(row.Date(colFine)), Destinatari: row.Text(colSoggetti),
	}}
	if nome.Norm(a.Titolo) == "" {
		row.Refuse(colTitolo, "titolo_mancante", message.New("the row has no title"), message.Text{})
	}
	if amount := row.Euro(colStanziato); amount != nil {
		a.endowment = *amount
	}
	a.Beneficiari = destinatari(a.Destinatari)
	return a
}

// destinatari returns the kinds of ente that the words of the source mean.
func destinatari(words string) []Beneficiario {
	var list []Beneficiario
	for word := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == ';' || r == ',' }) {
		for _, t := range tipiOf(nome.Norm(word)) {
			if w := (Beneficiario{Tipo: t}); !slices.Contains(list, w) {
				list = append(list, w)
			}
		}
	}
	return list
}

// tipiOf returns the types of ente that a word of the source means; what has no
// type of its own is altro.
func tipiOf(norma string) []ente.Tipo {
	switch norma {
	case "":
		return nil
	case "comuni":
		return []ente.Tipo{ente.Comune}
	case "province", "province autonome":
		return []ente.Tipo{ente.Provincia}
	case "citta metropolitane":
		return []ente.Tipo{ente.CittaMetropolitana}
	case "asl", "aziende ospedaliere", "agenzie regionali sanitarie":
		return []ente.Tipo{ente.AUSL}
	case "regioni":
		return []ente.Tipo{ente.Regione}
	case "regioni e province autonome":
		return []ente.Tipo{ente.Regione, ente.Provincia}
	case "enti regionali":
		// The Regioni and what belongs to them, which has no type of its own.
		return []ente.Tipo{ente.Regione, ente.Altro}
	case "universita":
		return []ente.Tipo{ente.Universita}
	case "unioni", "unioni di comuni":
		return []ente.Tipo{ente.Unione}
	case "comunita montane":
		return []ente.Tipo{ente.ComunitaMontana}
	case "altri enti":
		// Where the source does not name the associations of comuni, they are here.
		return []ente.Tipo{ente.Altro, ente.Unione, ente.Circondario, ente.ComunitaMontana, ente.Consorzio, ente.ASP}
	}
	return []ente.Tipo{ente.Altro}
}

// bring adds the call of a row or brings it up to date.
func (im *avvisi) bring(ctx context.Context, tx *db.Tx, row *batch.Row, said avviso) (batch.Outcome, error) {
	known := im.register.Titled(said.Titolo)
	switch {
	case known == nil && im.Mode == batch.Update:
		row.Refuse(colTitolo, "bando_assente", message.New("there is no such call"), message.New("without --mode update the call is added"))
		return 0, nil
	case known == nil:
		b, err := im.register.Add(ctx, tx, said.Bando)
		if err != nil {
			return 0, err
		}
		im.lines[b.ID] = row.Line
		return batch.New, im.announce(ctx, tx, *b, said, said.endowment)
	case im.Mode == batch.Create && im.lines[known.ID] == 0:
		row.Refuse(colTitolo, "bando_presente", message.New("the call is there already, with code %s", known.Codice),
			message.New("without --mode create the call is brought up to date"))
		return 0, nil
	}
	changed, err := im.correct(ctx, tx, row, *known, said)
	if err != nil || row.Refused() {
		return 0, err
	}
	if im.lines[known.ID] == 0 {
		im.lines[known.ID] = row.Line
	}
	if changed {
		return batch.Updated, nil
	}
	return batch.Unchanged, nil
}

// announce writes that a call is published, with what its endowment lacks.
func (im *avvisi) announce(ctx context.Context, tx *db.Tx, b Bando, said avviso, missing euro.Importo) error {
	day := said.Apre.Giorno()
	if day.IsZero() {
		day = im.Snapshot
	}
	if err := Publish(ctx, tx, b, day, ""); err != nil || missing == 0 {
		return err
	}
	return Refinance(ctx, tx, b, Dotazione{Data: day, Importo: missing, Atto: fonteAperta})
}
