package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
)

func newProgrammaShowCmd(env *Env) *cobra.Command {
	var day periodo.Data
	cmd := &cobra.Command{
		Use:   "show CODE",
		Short: "Show a programme, its scope and its roles",
		Long: `Show a programme, its scope and its roles. The enti in the scope are counted on
the day of --as-of, today if it is left out; those kept out by hand are not
among them and are counted apart.`,
		Example: `dtctl programma show DC
dtctl programma show DC --as-of 2021-06-16 -o json`,
		Args:              exactly("CODE"),
		ValidArgsFunction: firstArgument(env.complete(completeProgramma)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if day.IsZero() {
				day = env.Today()
			}
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				p, err := programma.Find(ctx, tx, args[0])
				if err != nil {
					return err
				}
				s, err := programma.Describe(ctx, tx, p, day)
				if err != nil {
					return err
				}
				return show(env, schedaColumns(), s)
			})
		},
	}
	dateVar(cmd, &day, "as-of", "the `DAY` on which enti are counted (default: today)")
	return listing(cmd, schedaColumns())
}
