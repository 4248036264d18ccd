package ente

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// candidates are the enti that an argument may mean, and why: the keys are
// their ids.
type candidates struct {
	enti []Ente
	// coded are those one of whose codes it is, exact those of them whose code
	// is stored just so.
	coded, exact map[int64]bool
	// named are those one of whose names it is, official those of them that
	// bear it at present.
	named, official map[int64]bool
}

func candidatesFor(ctx context.Context, tx *db.Tx, arg string, asOf periodo.Data) (candidates, error) {
	arg = strings.TrimSpace(arg)
	c := candidates{
		coded: map[int64]bool{}, exact: map[int64]bool{}, named: map[int64]bool{}, official: map[int64]bool{},
	}
	var ids []int64
	ipa, belfiore := strings.ToLower(arg), strings.ToUpper(arg)
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var exact bool
		err := scan(&id, &exact)
		ids = append(ids, id)
		c.coded[id], c.exact[id] = true, c.exact[id] || exact
		return err
	}, `SELECT id, ipa = ? FROM ente WHERE ipa = ? UNION SELECT id, 1 FROM ente WHERE cf = ?
		UNION SELECT id, belfiore = ? FROM ente WHERE belfiore = ?
		UNION SELECT ente_id, 1 FROM ente_collocazione WHERE istat = ?
		ORDER BY 1, 2`, arg, ipa, arg, arg, belfiore, arg)
	if err != nil {
		return candidates{}, err
	}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var t TipoNome
		err := scan(&id, &t)
		ids = append(ids, id)
		c.named[id], c.official[id] = true, c.official[id] || t == Ufficiale
		return err
	}, `SELECT ente_id, tipo FROM ente_nome WHERE norma = ? ORDER BY ente_id`, nome.Ente(arg))
	if err != nil || len(ids) == 0 {
		return candidates{}, err
	}
	c.enti, err = findAll(ctx, tx, ids, asOf)
	return c, err
}

// only returns the candidates that keep says.
func (c candidates) only(keep func(Ente) bool) candidates {
	c.enti = slices.DeleteFunc(slices.Clone(c.enti), func(e Ente) bool { return !keep(e) })
	return c
}

// one returns the ente that is meant among the candidates, of which there is
// at least one, or a fault that lists those that may be.
func (c candidates) one(arg string, o ResolveOptions) (Ente, error) {
	here := c.only(func(e Ente) bool {
		return o.Provincia == 0 || e.ProvinciaID == o.Provincia || c.coded[e.ID] && len(c.enti) == 1
	})
	if len(here.enti) == 0 {
		return Ente{}, fault.New(fault.Failed, "no ente called %q lies in that province", arg).
			WithHint("it lies elsewhere: %s", labels(c.enti))
	}
	best := here.best(o.AsOf)
	if len(best) == 1 {
		return best[0], nil
	}
	return Ente{}, fault.New(fault.Failed, "%d enti are called %q", len(best), arg).
		WithHint("give the code of one of them, or --province: %s", labels(best))
}

// best returns the candidates between which nothing decides. The spelling
// decides first, so that each of two enti can be named when the code of one is
// the name of the other, whichever of them has ended.
func (c candidates) best(asOf periodo.Data) []Ente {
	among := func(group map[int64]bool) func(Ente) bool {
		return func(e Ente) bool { return group[e.ID] }
	}
	valid := func(e Ente) bool { return e.Contains(asOf) }
	for _, better := range []func(Ente) bool{among(c.exact), among(c.named), valid, among(c.official)} {
		if slices.ContainsFunc(c.enti, better) {
			c = c.only(better)
		}
	}
	return c.enti
}
