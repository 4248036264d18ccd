// Package unione keeps which comuni belong to which Unione of comuni, day by
// day.
//
// A circondario counts as an Unione here, as it does in the list of Unioni of
// its region.
package unione

import (
	"slices"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Tipi returns the types of ente that comuni join as an Unione.
func Tipi() []ente.Tipo { return []ente.Tipo{ente.Unione, ente.Circondario} }

// Adesione is the membership of a comune in an Unione, both ends included; a
// zero Al means that it still belongs to it.
type Adesione struct {
	ID, UnioneID, ComuneID int64
	// Unione and Comune are the names of the two.
	Unione, Comune string
	// IPA is the code of the comune, empty where none is known.
	IPA string
	// Provincia and Istat are the sigla and the code of the comune on the day
	// asked.
	Provincia, Istat string
	periodo.Periodo
}

// extent says a period in words, for the refusal of another that overlaps it.
func extent(p periodo.Periodo) message.Text {
	if p.Al.IsZero() {
		return message.New("since %s", p.Dal)
	}
	return message.New("from %s to %s", p.Dal, p.Al)
}

// body is what Join and Leave need to know of an ente.
type body struct {
	tipo ente.Tipo
	name string
	// key is what a person can type for the ente.
	key string
	periodo.Periodo
}

func (b body) checkUnione() error {
	if slices.Contains(Tipi(), b.tipo) {
		return nil
	}
	return fault.New(fault.Failed, "%s is no Unione: its type is %s", b.name, string(b.tipo)).
		WithHint("see the Unioni with: dtctl ente list --type unione,circondario")
}

func (b body) checkComune() error {
	if b.tipo == ente.Comune {
		return nil
	}
	return fault.New(fault.Failed, "%s is no comune: its type is %s", b.name, string(b.tipo)).
		WithHint("only comuni belong to an Unione: the Unione comes first, the comune after it")
}

func (b body) checkExists(on periodo.Data) error {
	if b.Contains(on) {
		return nil
	}
	return fault.New(fault.Failed, "%s does not exist on %s", b.name, on).
		WithHint("see when it exists with: dtctl ente show %s", b.key)
}
