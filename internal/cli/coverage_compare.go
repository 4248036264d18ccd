package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/quota"
	"github.com/dtctl/dtctl/internal/render"
)

// showComparison prints saved figures beside those of now.
func (f *coverageFlags) showComparison(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) error {
	saved, err := coverage.Compare(ctx, tx, f.compare)
	if err != nil {
		return err
	}
	q := saved.Now.Question
	if cmd.Flags().Changed("decimals") {
		if q.Decimali, err = strconv.Atoi(f.decimals); err != nil {
			return err
		}
	}
	words, err := coverage.WordsOf(ctx, tx, q.Filter)
	if err != nil {
		return err
	}
	columns := confrontoColumns(q)
	r := render.Report{
		Title: message.New("%s — saved and now", coverageTitle(q, words)),
		Parameters: append(coverageParameters(q, words),
			render.Parameter{Key: "etichetta", Title: "Label", Value: saved.Etichetta},
			render.Parameter{Key: "salvata_il", Title: "Saved on", Value: saved.SalvataIl}),
		AsOf:     q.Filter.AsOf,
		Universe: universeOf(saved.Now.Universe),
		Rows:     render.List(columns, saved.Rows()),
		Notes:    coverageNotes(saved.Now, words, env.Today()),
	}
	if q.Per != "" {
		r.Total = render.Total{Rows: render.List(columns, saved.Totals()).Rows, Many: true}
	}
	return env.report(r)
}

// confrontoColumns are the columns of a figure then and now.
func confrontoColumns(q coverage.Question) []render.Column[coverage.Confronto] {
	then := func(c coverage.Confronto) coverage.Row { return c.Allora }
	now := func(c coverage.Confronto) coverage.Row { return c.Ora }
	measured, covered, share := q.Allora()
	columns := append(keyColumns(q, func(c coverage.Confronto) (gruppo, ruolo string) { return c.Gruppo, c.Ruolo }),
		countColumn(measured, false, then), countColumn(covered, false, then), quotaColumn(share, q, then),
		countColumn(q.Misurati(), false, now), countColumn(q.Coperti(), false, now), quotaColumn(q.Quota(), q, now),
		render.Column[coverage.Confronto]{Key: "delta", Title: "Δ p.p.", Number: true, Value: func(c coverage.Confronto) any {
			return quota.Punti{From: c.Allora.Quota(q.Decimali), To: c.Ora.Quota(q.Decimali)}
		}},
		dayColumn[coverage.Confronto](q.Filter.AsOf))
	return append(columns, askedColumns[coverage.Confronto](q)...)
}
