package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newEnteShowCmd(env *Env) *cobra.Command {
	var provinces []string
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "show ENTE",
		Short: "Show an ente with its history",
		Long: `Show an ente: what it is on a day, where it lay before, its names, its figures,
the ente that took its place and those whose place it took, the Unioni it joined
or the comuni that belong to it, and the areas in which it lies.

An ente that ended is shown as it was at its end.`,
		Example: `dtctl ente show Sassuolo
dtctl ente show c_f478 --as-of 2021-06-16
dtctl ente show Castro --province LE -o json`,
		Args:              exactly("ENTE"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEnte)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				day := env.dayOr(asOf)
				e, err := findEnte(ctx, tx, args[0], provinces, day)
				if err != nil {
					return err
				}
				d, err := ente.Show(ctx, tx, e, day)
				if err != nil {
					return err
				}
				return show(env, dettaglioColumns(), d)
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	asOfVar(cmd, &asOf)
	return listing(cmd, dettaglioColumns())
}
