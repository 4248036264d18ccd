package programma

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
)

// Ambito is the scope of a programme: the enti that it concerns.
//
// The rule takes the enti that are in one of the regions, of one of the types
// and in one of the areas; a dimension without values does not restrict,
// except that without types only those of ente.TipiPredefiniti are taken.
// Single enti are then let in or kept out by hand. The zero Ambito, that of no
// programme, takes every local body.
//
// A scope can also be made of the enti let in by hand alone: it is then stored
// with none of the three dimensions, and ByHand and ByRule pass from one kind
// to the other.
type Ambito struct {
	// Regioni and Aree hold ids.
	Regioni []int64
	Tipi    []ente.Tipo
	Aree    []int64
	// Inclusi are in the scope whatever the rule says; Esclusi are kept out of
	// it and counted apart. No ente is in both.
	Inclusi, Esclusi []Eccezione
}

// Eccezione is an ente that is let in or kept out by hand.
type Eccezione struct {
	EnteID int64
	// Motivo says why; it is never empty.
	Motivo string
}

// Include returns the scope with the ente let in by hand, whatever was said of
// it before.
func (a Ambito) Include(e Eccezione) Ambito {
	a, _ = a.Drop(e.EnteID)
	a.Inclusi = append(a.Inclusi, e)
	return a
}

// Exclude returns the scope with the ente kept out by hand, whatever was said
// of it before.
func (a Ambito) Exclude(e Eccezione) Ambito {
	a, _ = a.Drop(e.EnteID)
	a.Esclusi = append(a.Esclusi, e)
	return a
}

// Drop returns the scope with the ente left to the rule, and whether it was
// let in or kept out by hand before.
func (a Ambito) Drop(enteID int64) (Ambito, bool) {
	is := func(e Eccezione) bool { return e.EnteID == enteID }
	found := slices.ContainsFunc(a.Inclusi, is) || slices.ContainsFunc(a.Esclusi, is)
	a.Inclusi = slices.DeleteFunc(slices.Clone(a.Inclusi), is)
	a.Esclusi = slices.DeleteFunc(slices.Clone(a.Esclusi), is)
	return a, found
}

// checked returns the scope in the form in which it is stored, or a fault of
// kind Usage.
func (a Ambito) checked() (Ambito, error) {
	for _, t := range a.Tipi {
		if !slices.Contains(ente.Tipi(), t) {
			return a, fault.New(fault.Usage, "%q is not a type of ente", string(t)).
				WithHint("choose one of: %s", list(ente.Tipi()))
		}
	}
	var err error
	if a.Inclusi, err = withReason(a.Inclusi); err != nil {
		return a, err
	}
	a.Esclusi, err = withReason(a.Esclusi)
	return a, err
}

func withReason(list []Eccezione) ([]Eccezione, error) {
	list = slices.Clone(list)
	for i := range list {
		list[i].Motivo = strings.TrimSpace(list[i].Motivo)
		if list[i].Motivo == "" {
			return nil, fault.New(fault.Usage, "an ente is let in or kept out by hand only with a reason").
				WithHint("say why, with --reason TEXT")
		}
	}
	return list, nil
}

// IsByHand reports whether the scope is made of the enti let in by hand alone.
func (a Ambito) IsByHand() bool { return !a.hasRule() && len(a.Inclusi) > 0 }

// ByHand returns the scope without its rule, made of the enti let in by hand
// alone. It returns a fault of kind Failed when there are none.
func (a Ambito) ByHand() (Ambito, error) {
	if len(a.Inclusi) == 0 {
		return a, fault.New(fault.Failed, "the scope is made of the enti let in by hand alone, and there would be none").
			WithHint("let one in with --include ENTE, or go back to a rule with --only-included=false")
	}
	a.Regioni, a.Tipi, a.Aree = nil, nil, nil
	return a, nil
}

// ByRule returns the scope with the rule that it implies: one that lets single
// enti in and restricts nothing takes every local body besides.
func (a Ambito) ByRule() Ambito {
	if a.IsByHand() {
		a.Tipi = ente.TipiPredefiniti()
	}
	return a
}

// hasRule reports whether the scope says by rule which enti it takes.
func (a Ambito) hasRule() bool { return len(a.Regioni)+len(a.Tipi)+len(a.Aree) > 0 }
