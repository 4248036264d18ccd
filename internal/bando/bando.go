// Package bando keeps the calls that fund projects of the enti: who may apply
// and until when, how much money there is and by which acts, which spending is
// admissible, and how far the call has come.
//
// An endowment is never one figure: it is the sum of dated acts, so that what a
// call had on a day can always be told.
package bando

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
)

// Gestione says who runs a call, as it is stored.
type Gestione string

// The ways in which a call is run.
const (
	// Propria is a call of the office itself.
	Propria Gestione = "propria"
	// Esterna is a call of somebody else, such as a Ministry, that the office
	// follows for its enti.
	Esterna Gestione = "esterna"
)

// Gestioni returns who may run a call, the office first.
func Gestioni() []Gestione { return []Gestione{Propria, Esterna} }

// Natura is the nature of spending, as the accounts of public bodies divide it
// (d.lgs. 118/2011): current, or of investment.
type Natura string

// The natures of spending.
const (
	Corrente     Natura = "corrente"
	Investimento Natura = "investimento"
)

// Nature returns the natures of spending.
func Nature() []Natura { return []Natura{Corrente, Investimento} }

// Bando is one call. Its texts are empty when they are not known.
type Bando struct {
	ID int64
	// Codice names the call in commands: capitals, digits, hyphens and points,
	// such as SW2020 or PNRR-1.4.4.
	Codice   string
	Titolo   string
	Gestione Gestione
	// EnteID is the ente that runs the call, 0 when it is not known.
	EnteID int64
	// Fonte is where the money comes from, such as PNRR; Misura the measure of
	// that source.
	Fonte, Misura string
	// Natura is the only nature of spending that can be admissible, empty for
	// any.
	Natura Natura
	// QuotaMax is the greatest share of the cost that is granted, in hundredths
	// of a percent: 7000 is 70%. 0 when there is no limit.
	QuotaMax int64
	// ContributoMax is the most that one project is granted, 0 without a limit.
	ContributoMax euro.Importo
	// Apre and Scade are when applications begin and end, with the hour where
	// the call has one; no day where it is not known.
	Apre, Scade periodo.Momento
	// Beneficiari say who may apply, all where there are none; Destinatari says
	// it in the words of the call.
	Beneficiari       []Beneficiario
	Destinatari       string
	Finalita, Criteri string
	URL, Note         string
	// Origine is the title by which the files of others name the call, whatever
	// Titolo says; empty for a call that no file named.
	Origine string

	// What other records say, only when read.
	Ente, IPA string // name and code of the ente that runs it
}

// maxTitolo is the longest title of a call, in characters: longer ones are
// pasted by mistake and spoil every table.
const maxTitolo = 300

// IsCode reports whether s, in the form of programma.NormalCode, can be the code
// of a call or of a project: capitals without accents, digits, hyphens, points
// and underscores.
func IsCode(s string) bool {
	return programma.IsCode(strings.NewReplacer(".", "", "_", "").Replace(s))
}

// checked returns b in the form in which it is stored. It returns a fault of
// kind Usage when something is missing, malformed or outside its list, of kind
// Failed when applications end before they begin.
func (b Bando) checked() (Bando, error) {
	b.Codice = programma.NormalCode(b.Codice)
	for _, s := range []*string{
		&b.Titolo, &b.Fonte, &b.Misura, &b.Destinatari, &b.Finalita, &b.Criteri, &b.URL, &b.Note,
	} {
		*s = strings.TrimSpace(*s)
	}
	switch {
	case !IsCode(b.Codice):
		return b, fault.New(fault.Usage, "%q cannot be the code of a call", b.Codice).
			WithHint("use letters without accents, digits, - and ., such as SW2020 or PNRR-1.4.4")
	case nome.Norm(b.Titolo) == "":
		return b, fault.New(fault.Usage, "the call %s needs a title", b.Codice).WithHint("give it between quotes")
	case utf8.RuneCountInString(b.Titolo) > maxTitolo:
		return b, fault.New(fault.Usage, "the title of the call %s is longer than %d characters", b.Codice, maxTitolo).
			WithHint("keep the title short and put the rest in --note")
	case !slices.Contains(Gestioni(), b.Gestione):
		return b, fault.New(fault.Usage, "%q does not say who runs a call", string(b.Gestione)).
			WithHint("choose one of: %s", list(Gestioni()))
	case b.Natura != "" && !slices.Contains(Nature(), b.Natura):
		return b, fault.New(fault.Usage, "%q is not a nature of spending", string(b.Natura)).
			WithHint("choose one of: %s", list(Nature()))
	case b.QuotaMax < 0 || b.QuotaMax > 10_000:
		return b, fault.New(fault.Usage, "the share of the contribution lies between 0 and 100%").WithHint("write it as 70%")
	case b.ContributoMax < 0:
		return b, fault.New(fault.Usage, "the greatest contribution cannot be negative").WithHint("write it in euro, such as 100000")
	case !b.Apre.IsZero() && !b.Scade.IsZero() && b.Apre.IsAfter(b.Scade):
		return b, fault.New(fault.Failed, "applications for the call %s cannot end on %s, before they begin on %s", b.Codice, b.Scade, b.Apre).
			WithHint("change one of the two with --opens or --closes")
	}
	return b, checkBeneficiari(b.Beneficiari)
}

// IsOpenAt reports whether the day, or the hour where both are known, is one on
// which applications may arrive: not before Apre and not after Scade.
func (b Bando) IsOpenAt(m periodo.Momento) bool {
	return (b.Apre.IsZero() || !b.Apre.IsAfter(m)) && (b.Scade.IsZero() || !m.IsAfter(b.Scade))
}

// list writes the words of a fixed list.
func list[T ~string](words []T) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return strings.Join(all, ", ")
}
