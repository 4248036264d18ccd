// Package convenzione keeps the agreements under which enti use a training
// platform: who signed, from which day to which day, and which other enti are
// covered when the signatory is the capofila of several.
//
// A convention says who may be counted as being under one. It never decides
// who may enrol.
package convenzione

import (
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Self is the platform that is meant when none is named: the federated
// e-learning system of Emilia-Romagna.
const Self = "SELF"

// Convenzione is one agreement. An open end means that it runs until it is
// ended.
type Convenzione struct {
	ID int64
	// Tipo is the platform, such as SELF. Its case does not matter: the first
	// spelling that is stored stays.
	Tipo string
	// EnteID is the ente that signed, the capofila when others are covered.
	EnteID int64
	periodo.Periodo
	// Atto is the act, as people cite it; empty where it is not known.
	Atto string
	Note string
	// Coperti are the other enti that are covered for the whole life of the
	// convention; List leaves them out.
	Coperti []int64

	// What the other tables say of it, only when read.
	Ente      string // denominazione of the signatory
	TipoEnte  ente.Tipo
	IPA       string // of the signatory, empty where there is none
	Regione   string // sigla, on the day asked or the last before it
	Provincia string // sigla, as above
	// NumeroCoperti is how many other enti are covered.
	NumeroCoperti int
}

// body is what the rules need to know of an ente.
type body struct {
	id   int64
	name string
	// key is what a person can type for the ente.
	key string
	periodo.Periodo
}

// check says whether the convention agrees with itself and with the ente that
// signs it.
func (c Convenzione) check(signatory body) error {
	switch {
	case c.Tipo == "":
		return fault.New(fault.Usage, "a convention is for a platform").WithHint("name it with --platform")
	case c.Dal.IsZero():
		return fault.New(fault.Usage, "a convention needs the day on which it begins").WithHint("add --from DAY")
	case c.IsReversed():
		return fault.New(fault.Failed, "a convention that begins on %s cannot end on %s", c.Dal, c.Al).
			WithHint("correct the first day or the last one")
	}
	for _, day := range []periodo.Data{c.Dal, c.Al} {
		if !day.IsZero() && !signatory.Contains(day) {
			return fault.New(fault.Failed, "%s does not exist on %s", signatory.name, day).
				WithHint("see when it exists, and what came after it, with: dtctl ente show %s", signatory.key)
		}
	}
	return nil
}

// checkCovered says whether an ente can be among those covered: it is not the
// signatory, and it exists on some day of the convention.
func (c Convenzione) checkCovered(b body) error {
	switch {
	case b.id == c.EnteID:
		return fault.New(fault.Failed, "%s signs the convention, so it is covered already", b.name).
			WithHint("name only the other enti")
	case !b.Overlaps(c.Periodo):
		return fault.New(fault.Failed, "%s does not exist on any day of the convention", b.name).
			WithHint("see when it exists, and what came after it, with: dtctl ente show %s", b.key)
	}
	return nil
}
