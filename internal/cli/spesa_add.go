package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newSpesaAddCmd(env *Env) *cobra.Command {
	var f spesaFlags
	cmd := &cobra.Command{
		Use:   "add PROGETTO",
		Short: "Record what a project spent",
		Long: `Record what a project spent, on the day of --date, today if it is left out. The
category is one of those of the call; one that the call does not admit is
refused, with those that it does.`,
		Example: `dtctl spesa add SW2020-03 --category formazione --amount 12000 --date 2026-11-02 --document "fattura 31/2026"
dtctl spesa add SW2020-03 --category servizi_cloud --amount "3.450,50" --dry-run`,
		Args:              exactly("PROGETTO"),
		ValidArgsFunction: firstArgument(env.complete(completeProgetto)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "category", "amount"); err != nil {
				return err
			}
			nuova := progetto.Spesa{Importo: *f.amount, Data: env.dayOr(f.date)}
			assign(cmd, map[string]*string{"document": &nuova.Documento, "note": &nuova.Note})
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := progetto.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				s, err := progetto.SaveSpesa(ctx, tx, p, nuova, f.category, env.Today())
				if err != nil {
					return Outcome{}, err
				}
				return spesaSaved(ctx, tx, s, message.New("spending %s recorded: %s, %s, %s euro on %s",
					number(s.ID), s.Progetto, s.Categoria, s.Importo, s.Data))
			})
		},
	}
	f.add(env, cmd)
	return writing(env, listing(cmd, spesaColumns()))
}
