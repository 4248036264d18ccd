// Package area keeps groupings of enti that are no bodies themselves: inner
// areas, optimal territorial scopes, districts and networks.
//
// An ente may lie in several areas at once, and leave one and enter it again.
package area

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Tipo is the kind of an area, as it is stored.
type Tipo string

// The kinds of area.
const (
	// Interna is an inner area of the national strategy (SNAI).
	Interna Tipo = "interna"
	// AmbitoOttimale is an optimal territorial scope of a region (D.L. 78/2010
	// art. 14), within which small comuni exercise functions together.
	AmbitoOttimale Tipo = "ambito_ottimale"
	// Distretto is a district, such as those of health.
	Distretto Tipo = "distretto"
	// Rete is a network of enti that need not be neighbours.
	Rete Tipo = "rete"
	// Altro is any other grouping.
	Altro Tipo = "altro"
)

// Tipi returns the kinds of area.
func Tipi() []Tipo { return []Tipo{Interna, AmbitoOttimale, Distretto, Rete, Altro} }

// Area is a grouping of enti.
type Area struct {
	ID int64
	// Codice is what people type for the area, unique whatever its case.
	Codice string
	Nome   string
	Tipo   Tipo
	// Enti is how many enti lie in the area on the day asked; Add ignores it.
	Enti int
}

// Appartenenza is the stay of an ente in an area, both ends included; a zero
// Al means that it still lies there.
type Appartenenza struct {
	ID, EnteID    int64
	Denominazione string
	// Tipo is the type of the ente.
	Tipo string
	IPA  string
	// Regione and Provincia are the sigle of where the ente lies on the day
	// asked, and Istat is its code then, empty for what has none.
	Regione, Provincia, Istat string
	periodo.Periodo
}

// maxCode bounds a code, which people type and tables show in a column.
const maxCode = 20

// checked returns the area with its texts trimmed, or a fault of kind Usage.
func checked(a Area) (Area, error) {
	a.Codice, a.Nome = strings.TrimSpace(a.Codice), strings.TrimSpace(a.Nome)
	if !isCode(a.Codice) {
		return a, fault.New(fault.Usage, "%q cannot be the code of an area", a.Codice).
			WithHint("use letters, digits, - and _, at most 20 of them")
	}
	if a.Nome == "" {
		return a, fault.New(fault.Usage, "the area %s needs a name", a.Codice).WithHint("add --name NAME")
	}
	if slices.Contains(Tipi(), a.Tipo) {
		return a, nil
	}
	return a, fault.New(fault.Usage, "%q is not a type of area", string(a.Tipo)).WithHint("choose one of: %s", choices())
}

func isCode(s string) bool {
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-' && r != '_' {
			return false
		}
	}
	return s != "" && len(s) <= maxCode
}

func choices() string {
	words := make([]string, 0, len(Tipi()))
	for _, t := range Tipi() {
		words = append(words, string(t))
	}
	return strings.Join(words, ", ")
}

// extent says a period in words, for the refusal of another that overlaps it.
func extent(p periodo.Periodo) message.Text {
	if p.Al.IsZero() {
		return message.New("since %s", p.Dal)
	}
	return message.New("from %s to %s", p.Dal, p.Al)
}
