package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newNominaShowCmd(env *Env) *cobra.Command {
	var day periodo.Data
	cmd := &cobra.Command{
		Use:   "show NOMINA",
		Short: "Show a nomina, the person and the comuni that it covers",
		Long: `Show a nomina by its number: the ente, the role, the person, the act, and the
comuni that it covers on the day of --as-of, today if it is left out.`,
		Example: `dtctl nomina show 1
dtctl nomina show 1 --as-of 2021-07-15 -o json`,
		Args:              exactly("NOMINA"),
		ValidArgsFunction: firstArgument(env.complete(completeNomina)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			day = env.dayOr(day)
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				n, err := nomina.Find(ctx, tx, id, day)
				if err != nil {
					return err
				}
				covered, err := nomina.Covered(ctx, tx, n, day)
				if err != nil {
					return err
				}
				return show(env, nominaSchedaColumns(day), nominaScheda{Nomina: n, coperti: covered})
			})
		},
	}
	dateVar(cmd, &day, "as-of", "the `DAY` on which the comuni are counted (default: today)")
	return listing(cmd, nominaSchedaColumns(periodo.Data{}))
}
