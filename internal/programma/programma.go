// Package programma keeps the programmes that the office coordinates and the
// scope of each: which enti it concerns, and so of what its figures are a
// share.
package programma

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Tipo is the kind of a programme, as it is stored.
type Tipo string

// Tipi returns the kinds of programme, the usual one first.
func Tipi() []Tipo {
	return []Tipo{"programma", "linea", "piano", "progetto_regionale", "rete", "campagna"}
}

// Stato says how far a programme has come, as it is stored. It describes the
// programme and changes no figure.
type Stato string

// Stati returns the states of a programme in the order of its life.
func Stati() []Stato { return []Stato{"programmato", "avviato", "concluso", "sospeso"} }

// Programma is one programme. Its texts are empty when they are not known.
type Programma struct {
	ID int64
	// Codice names the programme in commands: capitals, digits and hyphens,
	// such as DC.
	Codice string
	// Nome is the name in full, such as "Digitale Comune".
	Nome  string
	Tipo  Tipo
	Stato Stato
	// Promotore, Attuatore and Finanziatore say who wants the programme, who
	// carries it out and who pays for it; Fonte is the fund or the rule.
	Promotore, Attuatore, Finanziatore, Fonte string
	Email, URL, Note                          string
	// Periodo is the planned life of the programme, open ends included.
	periodo.Periodo
}

// maxNome is the longest name of a programme, in characters: longer ones are
// pasted by mistake and spoil every table.
const maxNome = 300

// checked returns p in the form in which it is stored. It returns a fault of
// kind Usage when something is missing or malformed, of kind Failed when the
// programme ends before it begins.
func (p Programma) checked() (Programma, error) {
	p.Codice = NormalCode(p.Codice)
	for _, s := range []*string{&p.Nome, &p.Promotore, &p.Attuatore, &p.Finanziatore, &p.Fonte, &p.URL, &p.Note} {
		*s = strings.TrimSpace(*s)
	}
	switch {
	case !IsCode(p.Codice):
		return Programma{}, fault.New(fault.Usage, "%q cannot be the code of a programme", p.Codice).
			WithHint("use letters without accents, digits and -, such as DC-2021")
	case nome.Norm(p.Nome) == "":
		return Programma{}, fault.New(fault.Usage, "the programme %s needs a name", p.Codice).
			WithHint("add --name NAME")
	case utf8.RuneCountInString(p.Nome) > maxNome:
		return Programma{}, fault.New(fault.Usage, "the name of the programme %s is longer than %d characters", p.Codice, maxNome).
			WithHint("keep the name short and put the rest in --note")
	case !slices.Contains(Tipi(), p.Tipo):
		return Programma{}, fault.New(fault.Usage, "%q is not a kind of programme", string(p.Tipo)).
			WithHint("choose one of: %s", list(Tipi()))
	case !slices.Contains(Stati(), p.Stato):
		return Programma{}, fault.New(fault.Usage, "%q is not a state of a programme", string(p.Stato)).
			WithHint("choose one of: %s", list(Stati()))
	case p.IsReversed():
		return Programma{}, fault.New(fault.Failed, "the programme %s cannot end on %s, before it begins on %s",
			p.Codice, p.Al, p.Dal).WithHint("change one of the two days with --from or --to")
	}
	var err error
	if p.Email != "" {
		p.Email, err = codice.Email(p.Email)
	}
	return p, err
}

// NormalCode returns in capitals a code that the office gives to its own
// records, programmes and courses.
func NormalCode(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// IsCode reports whether s, in the form of NormalCode, can be such a code: it
// is made of capitals without accents, digits and hyphens.
func IsCode(s string) bool {
	bad := strings.IndexFunc(s, func(r rune) bool {
		return r != '-' && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
	return s != "" && bad < 0
}

// list writes the words of a fixed list.
func list[T ~string](words []T) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return strings.Join(all, ", ")
}
