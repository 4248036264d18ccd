package report

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
)

// RigaSpese is what was spent in one category.
type RigaSpese struct {
	Categoria   string
	Natura      bando.Natura
	Ammissibile bool
	SommeSpese
}

// SommeSpese are the figures of spending.
type SommeSpese struct {
	// Progetti is how many projects spent something so, each counted once.
	Progetti int64
	Spesa    euro.Importo
}

// RispostaSpese is the spending of the projects of a QuesitoBandi.
type RispostaSpese struct {
	Quesito QuesitoBandi
	Fondi
	Righe []RigaSpese
	// Totale counts each project once, in however many categories it spent;
	// Inammissibile is what of it no call admits.
	Totale        SommeSpese
	Inammissibile euro.Importo
}

// SpeseBandi returns what the projects that a question chooses spent, by
// category: those of the calls in which nothing was spent too. Categories of
// several calls with the same code are one row, unless their nature differs, or
// whether they are admissible. It returns a fault of kind Usage when the question
// has a dimension besides PerCategoria.
func SpeseBandi(ctx context.Context, tx *db.Tx, q QuesitoBandi) (RispostaSpese, error) {
	r := RispostaSpese{Quesito: q}
	if slices.ContainsFunc(q.Per, func(d Dimensione) bool { return d != PerCategoria }) {
		return r, fault.New(fault.Usage, "--by categoria divides what was spent: it stands alone").
			WithHint("ask for it in a report of its own")
	}
	q.Per = nil
	v, err := newVoci(ctx, tx, q)
	if err != nil {
		return r, err
	}
	where, args := q.where(v.bandi)
	spent := q.with(`1 = 1`) + `SELECT s.categoria_id, s.progetto_id, s.importo_cent FROM spesa s JOIN progetto p ON p.id = s.progetto_id` +
		q.joins() + where
	ids := make([]int64, len(v.bandi))
	for i, b := range v.bandi {
		ids[i] = b.id
	}
	r.Righe, err = db.Collect(ctx, tx, func(scan db.Scan) (row RigaSpese, err error) {
		err = scan(&row.Categoria, &row.Natura, &row.Ammissibile, &row.Progetti, &row.Spesa)
		return row, err
	}, `SELECT k.codice, k.natura, k.ammissibile, count(DISTINCT s.progetto_id), coalesce(sum(s.importo_cent), 0)
		FROM bando_categoria k LEFT JOIN (`+spent+`) s ON s.categoria_id = k.id
		WHERE k.bando_id IN (`+idList(ids)+`) GROUP BY k.codice, k.natura, k.ammissibile
		ORDER BY k.codice, k.natura, k.ammissibile DESC`, args...)
	if err != nil {
		return r, err
	}
	for _, row := range r.Righe {
		r.Totale.Spesa += row.Spesa
		if !row.Ammissibile {
			r.Inammissibile += row.Spesa
		}
	}
	r.Totale.Progetti, _, err = db.First(ctx, tx, db.Value[int64], `SELECT count(DISTINCT s.progetto_id) FROM (`+spent+`) s`, args...)
	if err != nil {
		return r, err
	}
	r.Fondi, err = q.fondi(ctx, tx, v, nil)
	return r, err
}
