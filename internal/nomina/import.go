package nomina

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
)

// The columns of a file of nomine: those of the person, those of the ente, and
// these.
const (
	colPersona = 0
	colEnte    = colPersona + persona.ColonneRiga
)

const (
	colNumero = colEnte + ente.ColonneRiga + iota
	colProgramma
	colRuolo
	colStato
	colInvitatoIl
	colDal
	colAl
	colAtto
	colAttoNumero
	colAttoData
	colProtocollo
	colForma
	colCopre
	colMotivo
	colNote
)

// Sostituisci is the fixed value, of any text, with which the persons of a file
// take the place of the holders that are there.
const Sostituisci = "sostituisci"

// Import says what a file of nomine means: a row is the invitation, the
// proposal or the nomina of one ente for one role. A row that appoints somebody
// else than the holder is refused, but under Sostituisci.
func Import() batch.Noun {
	return batch.Noun{
		Name:    "nomina",
		Columns: slices.Concat(persone(), ente.Colonne(), columns()),
		Needs:   [][]string{ente.ChiaviColonne(), {"ruolo"}},
		Open: func(ctx context.Context, tx *db.Tx, s batch.Setup) (batch.Loader, error) {
			im := &importer{
				Setup: s, roles: map[[2]string]role{}, manual: map[journal.Edit]bool{},
				added: map[int64]bool{}, known: map[int64]bool{}, lines: map[int64]int{},
			}
			var err error
			if im.enti, err = ente.NewMatcher(ctx, tx); err != nil {
				return nil, err
			}
			edits, err := journal.EditedByHand(ctx, tx, "nomina")
			for _, e := range edits {
				im.manual[e] = true
			}
			return im, err
		},
	}
}

// persone returns the columns of the person under the titles that lists of
// nomine have for them too.
func persone() []batch.Column {
	columns := persona.Colonne()
	for i, c := range columns {
		if c.Key == "nominativo" {
			columns[i].Synonyms = append(c.Synonyms, "persona", "responsabile", "nominato", "persona nominata")
		}
	}
	return columns
}

func columns() []batch.Column {
	return []batch.Column{
		persona.ColonnaNumero(),
		{
			Key: "programma", Synonyms: []string{"codice programma", "programme"}, Example: "DC",
			Help: message.New("code of the programme of the role, where several have one"),
		},
		{Key: "ruolo", Synonyms: []string{"codice ruolo", "incarico", "role"}, Example: "comunicazione", Help: message.New("code or name of the role")},
		{
			Key: "stato", Synonyms: []string{"stato nomina", "status"}, Example: "attiva",
			Help: message.New("how far it has come: invitato, proposta, attiva, cessata, rifiutata; attiva where the cell is empty"),
		},
		{Key: "invitato_il", Synonyms: []string{"data invito", "invito"}, Help: message.New("day of the invitation")},
		{
			Key: "dal", Synonyms: []string{"data nomina", "decorrenza", "data decorrenza", "inizio", "from"}, Example: "01/07/2021",
			Help: message.New("first day of the nomina"),
		},
		{
			Key: "al", Synonyms: []string{"data cessazione", "data fine", "scadenza", "fine", "to"},
			Help: message.New("last day of the nomina, or day of the refusal"),
		},
		{
			Key: "atto", Synonyms: []string{"tipo atto", "atto tipo", "act"}, Example: "nota",
			Help: message.New("kind of the act: delibera, determina, decreto, nota, modulo"),
		},
		{Key: "atto_numero", Synonyms: []string{"numero atto", "n atto"}, Help: message.New("number of the act")},
		{Key: "atto_data", Synonyms: []string{"data atto"}, Help: message.New("day of the act")},
		{
			Key: "protocollo", Synonyms: []string{"numero protocollo", "prot", "n protocollo"}, Example: "12345/2021",
			Help: message.New("protocol number under which it was received"),
		},
		{Key: "forma", Synonyms: []string{"forma nomina"}, Help: message.New("whether the ente appoints alone (singola) or with others (associata)")},
		{
			Key: "copre", Synonyms: []string{"copertura"},
			Help: message.New("which comuni the nomina of an Unione covers: nessuno, or aderenti"),
		},
		{Key: "motivo_fine", Synonyms: []string{"motivo", "motivo cessazione"}, Help: message.New("why it ended or was refused")},
		{Key: "note", Synonyms: []string{"annotazioni", "osservazioni"}, Help: message.New("free text")},
	}
}

// importer brings in the rows of a file of nomine.
type importer struct {
	batch.Setup
	enti  *ente.Matcher
	roles map[[2]string]role
	// manual are the values that somebody edited by hand.
	manual map[journal.Edit]bool
	// added and known are the persons that the file names; lines has the first
	// line of each nomina.
	added, known map[int64]bool
	lines        map[int64]int
}

// Load brings in the rows one at a time.
func (im *importer) Load(ctx context.Context, tx *db.Tx, rows *batch.Rows) error {
	err := rows.Each(ctx, tx, func(row *batch.Row) (batch.Outcome, error) {
		e, err := im.read(ctx, tx, row)
		if err != nil || row.Refused() {
			return 0, err
		}
		outcome, err := im.bring(ctx, tx, row, e)
		if err == nil && !row.Refused() {
			im.tally(e.persona)
		}
		return outcome, err
	})
	rows.Persons(len(im.added), len(im.known))
	return err
}

// tally counts the person of a row that was taken.
func (im *importer) tally(p persona.Riconosciuta) {
	switch {
	case p.Nuova:
		im.added[p.ID] = true
	case p.ID != 0 && !im.added[p.ID]:
		im.known[p.ID] = true
	}
}
