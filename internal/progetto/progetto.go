// Package progetto keeps the applications that enti present for calls, the
// projects that they become, and their money: what is requested, granted, spent,
// paid and given back.
//
// What a rule of the call refuses is refused when it is written, with the rule,
// the amounts and the act that would be needed; Check looks for the same rules in
// what is recorded, because files of others bring in what others decided.
package progetto

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
)

// Fase says whether a project begins something or goes on with it, as it is
// stored.
type Fase string

// Fasi returns the phases of a project.
func Fasi() []Fase { return []Fase{"avvio", "consolidamento"} }

// Progetto is one application and, once it is admitted, a project. Its texts are
// empty when they are not known.
type Progetto struct {
	ID int64
	// Codice names the project in commands, like that of a call; empty for one
	// that is known by its number.
	Codice  string
	BandoID int64
	// EnteID is the only lead (titolare, or capofila where there are partners).
	EnteID int64
	Titolo string
	// CUP is the codice unico di progetto, CIG that of the tender.
	CUP, CIG string
	Fase     Fase
	// Fornitore is whoever was chosen to carry it out.
	Fornitore string
	// Costo is what the whole costs, Richiesto the contribution that is asked
	// for, Ammesso the one that was found admissible, whether or not there was
	// money for it. Nil where they are not known.
	Costo, Richiesto, Ammesso *euro.Importo
	// Concesso is what is granted now, Liberato what was granted and then freed
	// by a renunciation, a revocation or savings.
	Concesso, Liberato euro.Importo
	// Punteggio is the score of the ranking in hundredths of a point, nil
	// without one.
	Punteggio *int64
	// PresentatoIl is when the application arrived, no day where it has not or
	// where nobody knows.
	PresentatoIl periodo.Momento
	Stato        Stato
	// Misura and RegioneID are what the source says where that is not what the
	// call and the ente say; empty and 0 otherwise.
	Misura    string
	RegioneID int64
	Note      string

	// What other records say, only when read.
	Bando                    string // code of the call
	Ente, IPA                string // of the lead
	TipoEnte                 ente.Tipo
	Provincia, Regione       string // sigle of where the lead lay when it applied
	MisuraEffettiva          string // Misura or, without one, that of the call
	Erogato, Previsto, Spese euro.Importo
	Temi                     []string // codes
}

// maxTitolo is the longest title of a project, in characters.
const maxTitolo = 300

// Nome returns what names the project in a sentence and in a command: its code
// or its number.
func (p Progetto) Nome() string {
	if p.Codice != "" {
		return p.Codice
	}
	return number(p.ID)
}

// number writes an id as it stands in messages.
func number(id int64) string { return strconv.FormatInt(id, 10) }

// Residuo returns what is granted and not paid yet; it is negative where more
// was paid than is granted, which is to be given back.
func (p Progetto) Residuo() euro.Importo { return p.Concesso - p.Erogato }

// checked returns p in the form in which it is stored. It returns a fault of
// kind Usage when something is malformed or outside its list, of kind Failed when
// more is requested than the project costs.
func (p Progetto) checked() (Progetto, error) {
	p.Codice = programma.NormalCode(p.Codice)
	for _, s := range []*string{&p.Titolo, &p.Fornitore, &p.Misura, &p.Note} {
		*s = strings.TrimSpace(*s)
	}
	switch {
	case p.Codice != "" && !isCode(p.Codice):
		return p, fault.New(fault.Usage, "%q cannot be the code of a project", p.Codice).
			WithHint("use letters without accents, digits, - and ., at least one letter, such as DIGITABILI")
	case utf8.RuneCountInString(p.Titolo) > maxTitolo:
		return p, fault.New(fault.Usage, "the title of the project %s is longer than %d characters", p.Nome(), maxTitolo).
			WithHint("keep the title short and put the rest in --note")
	case p.Fase != "" && !slices.Contains(Fasi(), p.Fase):
		return p, fault.New(fault.Usage, "%q is not a phase of a project", string(p.Fase)).WithHint("choose one of: %s", list(Fasi()))
	case p.Costo != nil && p.Richiesto != nil && *p.Richiesto > *p.Costo:
		return p, fault.New(fault.Failed, "requested ≤ cost: %s euro cannot be requested for a project that costs %s", *p.Richiesto, *p.Costo).
			WithHint("correct one of the two with --requested or --cost")
	}
	var err error
	if p.CUP != "" {
		if p.CUP, err = codice.CUP(p.CUP); err != nil {
			return p, err
		}
	}
	if p.CIG != "" {
		p.CIG, err = codice.CIG(p.CIG)
	}
	return p, err
}

// isCode reports whether s can be the code of a project: it is one of a call and
// cannot be taken for a number or for a CUP.
func isCode(s string) bool {
	if _, err := strconv.ParseInt(s, 10, 64); err == nil || !bando.IsCode(s) {
		return false
	}
	_, err := codice.CUP(s)
	return err != nil || codice.IsProvisionalCUP(s)
}

// list writes the words of a fixed list.
func list[T ~string](words []T) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return strings.Join(all, ", ")
}
