package report

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
)

// DivideBandi reports whether a dimension divides the calls themselves, so that
// each row has an endowment of its own. The calls of a measure are those that are
// of it and, of those of no measure, the ones with projects that are.
func (q QuesitoBandi) DivideBandi() bool {
	return slices.Contains(q.Per, PerBando) || slices.Contains(q.Per, PerMisura)
}

// endow says of each row which endowment its grants are a share of.
func (r *RispostaBandi) endow(ctx context.Context, tx *db.Tx, v *voci) error {
	i := slices.Index(v.per, PerBando)
	if i < 0 {
		i = slices.Index(v.per, PerMisura)
	}
	if i < 0 {
		for n := range r.Righe {
			r.Righe[n].Dotazione = r.Fondi.Dotazione
		}
		return nil
	}
	endowments, err := v.dotazioni(ctx, tx, v.per[i])
	for n, row := range r.Righe {
		r.Righe[n].Dotazione = endowments[row.Gruppo[i].chiave]
	}
	return err
}

// dotazioni returns the endowments of calls by what a dimension says of them.
func (v *voci) dotazioni(ctx context.Context, tx *db.Tx, d Dimensione) (map[string]euro.Importo, error) {
	sums := map[string]euro.Importo{}
	if d == PerBando {
		for _, b := range v.bandi {
			sums[b.codice] = b.dotazione
		}
		return sums, nil
	}
	var open []int64
	for _, b := range v.bandi {
		sums[b.misura] += b.dotazione
		if b.misura == "" {
			open = append(open, b.id)
		}
	}
	if len(open) == 0 {
		return sums, nil
	}
	return sums, db.Each(ctx, tx, func(scan db.Scan) error {
		var call int64
		var measure string
		err := scan(&call, &measure)
		sums[measure] += v.perID[number(call)].dotazione
		return err
	}, `SELECT DISTINCT bando_id, misura FROM progetto
		WHERE bando_id IN (`+idList(open)+`) AND misura IS NOT NULL AND stato <> 'bozza'`)
}

// isOfAnother reports whether the projects of a cell, which is in the group,
// count to another measure than that of their call, so that its endowment is not
// that of the group.
func (v *voci) isOfAnother(group []Voce, c cella) bool {
	i := slices.Index(v.per, PerMisura)
	if i < 0 || slices.Contains(v.per, PerBando) {
		return false
	}
	call := v.perID[*c.keys[slices.Index(QuesitoBandi{Per: v.per}.keys(), callOf)]]
	return call.misura != "" && call.misura != group[i].chiave
}
