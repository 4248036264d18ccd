package ente

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// ResolveOptions narrow the search for an ente.
type ResolveOptions struct {
	// Provincia is the id of the provincia in which the ente lies, 0 for any.
	// Codes need no narrowing and ignore it.
	Provincia int64
	// Tipi are the types that are wanted, none for all. An ente of another type
	// is returned only when none of these bears the name and it alone does, for
	// the caller to say what it is.
	Tipi []Tipo
	// AsOf is the day as of which the ente is wanted; it must be one.
	AsOf periodo.Data
}

// Resolve returns the ente that arg names: by its IPA code, its codice fiscale,
// its Belfiore code, an ISTAT code that it has or had, or one of its names,
// official, former or learnt, whatever the case, the accents, and the words
// "Comune di" in front. A code typed exactly as it is stored comes before a name;
// typed otherwise it comes after. An ente that ended is found too, but one valid
// on the day comes before it, and then a present official name before the other
// names.
//
// It returns a fault of kind Usage when there is no name or what looks like the
// codice fiscale of a person, which it does not repeat. It returns a fault of
// kind Failed that lists the candidates when several enti are meant, and the
// nearest names when none is; a near name is never taken for the right one.
func Resolve(ctx context.Context, tx *db.Tx, arg string, o ResolveOptions) (Ente, error) {
	if nome.Norm(arg) == "" {
		return Ente{}, fault.New(fault.Usage, "the name of an ente is missing").
			WithHint("give its name or one of its codes, such as Sassuolo or c_i462")
	}
	if codice.IsLikePersona(arg) {
		return Ente{}, fault.New(fault.Usage, "an ente is not named by the codice fiscale of a person").
			WithHint("give the name of the ente or one of its codes, such as Sassuolo or c_i462")
	}
	c, err := candidatesFor(ctx, tx, arg, o.AsOf)
	if err != nil {
		return Ente{}, err
	}
	wanted := c.only(o.includes)
	if len(wanted.enti) == 0 {
		if others := c.best(o.AsOf); len(others) == 1 {
			return others[0], nil
		}
		return Ente{}, unknown(ctx, tx, arg, o)
	}
	return wanted.one(arg, o)
}

// includes reports whether the type of the ente is one of those wanted.
func (o ResolveOptions) includes(e Ente) bool {
	return len(o.Tipi) == 0 || slices.Contains(o.Tipi, e.Tipo)
}

// labels names enti so that one can be chosen: "Castro (BG, c_c337), Castro
// (LE, c_m261)".
func labels(enti []Ente) string {
	list := make([]string, len(enti))
	for i, e := range enti {
		place := e.Provincia
		if place == "" {
			place = e.Regione
		}
		if code := e.Codice(); code != "" {
			place += ", " + code
		}
		list[i] = e.Denominazione + " (" + place + ")"
	}
	return strings.Join(list, ", ")
}

// Codice returns a code that names the ente without doubt, the best known of
// those it has; empty when it has none.
func (e Ente) Codice() string {
	for _, code := range []string{e.IPA, e.Istat, e.Belfiore, e.CF} {
		if code != "" {
			return code
		}
	}
	return ""
}

// Typed returns what to type in a command for the ente.
func (e Ente) Typed() string {
	if code := e.Codice(); code != "" {
		return code
	}
	return `"` + e.Denominazione + `"`
}
