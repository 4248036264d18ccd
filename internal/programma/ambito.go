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
// Single enti are then let in or kept out by hand. A scope that has no rule,
// but lets single enti in, is made of those alone. The zero Ambito, that of no
// programme, takes every local body.
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

// hasRule reports whether the scope says by rule which enti it takes.
func (a Ambito) hasRule() bool { return len(a.Regioni)+len(a.Tipi)+len(a.Aree) > 0 }
