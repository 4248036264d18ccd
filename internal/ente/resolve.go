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
	// AsOf is the day as of which the ente is wanted; it must be one.
	AsOf periodo.Data
}

// Resolve returns the ente that arg names: by its IPA code, its codice fiscale,
// its Belfiore code, an ISTAT code that it has or had, or one of its names,
// official, former or learnt, whatever the case, the accents, and the words
// "Comune di" in front. An ente that ended is found too, but one valid on the
// day comes before it, and then a code or a present official name before the
// other names.
//
// It returns a fault of kind Usage when there is no name or what looks like the
// codice fiscale of a person, which it does not repeat. It returns a fault of
// kind Failed that lists the candidates when several
// enti are meant (the code of one may be the name of another), and the nearest
// names when none is; a near name is never taken for the right one.
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
	if len(c.enti) == 0 {
		return Ente{}, unknown(ctx, tx, arg, o)
	}
	here := slices.DeleteFunc(slices.Clone(c.enti), func(e Ente) bool {
		return o.Provincia != 0 && e.ProvinciaID != o.Provincia && !(c.coded[e.ID] && len(c.enti) == 1)
	})
	if len(here) == 0 {
		return Ente{}, fault.New(fault.Failed, "no ente called %q lies in that province", arg).
			WithHint("it lies elsewhere: %s", labels(c.enti))
	}
	return choose(arg, here, c.firm, o.AsOf)
}

// candidates are the enti that an argument may mean.
type candidates struct {
	enti []Ente
	// coded are those meant by a code, firm those and the ones whose present
	// official name it is.
	coded, firm map[int64]bool
}

func candidatesFor(ctx context.Context, tx *db.Tx, arg string, asOf periodo.Data) (candidates, error) {
	arg = strings.TrimSpace(arg)
	ids, err := db.Collect(ctx, tx, db.Value[int64], `
		SELECT id FROM ente WHERE ipa = ? UNION SELECT id FROM ente WHERE cf = ?
		UNION SELECT id FROM ente WHERE belfiore = ? UNION SELECT ente_id FROM ente_collocazione WHERE istat = ?
		ORDER BY 1`, strings.ToLower(arg), arg, strings.ToUpper(arg), arg)
	if err != nil {
		return candidates{}, err
	}
	c := candidates{coded: map[int64]bool{}, firm: map[int64]bool{}}
	for _, id := range ids {
		c.coded[id], c.firm[id] = true, true
	}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var t TipoNome
		err := scan(&id, &t)
		ids = append(ids, id)
		c.firm[id] = c.firm[id] || t == Ufficiale
		return err
	}, `SELECT ente_id, tipo FROM ente_nome WHERE norma = ? ORDER BY ente_id`, nome.Ente(arg))
	if err != nil || len(ids) == 0 {
		return candidates{}, err
	}
	c.enti, err = findAll(ctx, tx, ids, asOf)
	return c, err
}

// choose returns the only ente of the best group of candidates.
func choose(arg string, found []Ente, firm map[int64]bool, asOf periodo.Data) (Ente, error) {
	valid := func(e Ente) bool { return e.Contains(asOf) }
	isFirm := func(e Ente) bool { return firm[e.ID] }
	for _, better := range []func(Ente) bool{valid, isFirm} {
		if slices.ContainsFunc(found, better) {
			found = slices.DeleteFunc(found, func(e Ente) bool { return !better(e) })
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return Ente{}, fault.New(fault.Failed, "%d enti are called %q", len(found), arg).
		WithHint("give the code of one of them, or --province: %s", labels(found))
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
