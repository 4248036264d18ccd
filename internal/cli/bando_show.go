package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newBandoShowCmd(env *Env) *cobra.Command {
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "show BANDO",
		Short: "Show a call, its money, its acts and its rules",
		Long: `Show a call: its rules, its state, its endowment and what is granted of it, how
many applications arrived, were admitted, refused and funded, and how many days
passed from the publication to the admissions, as the median.

--as-of is the day of the state and of the figures. The acts are listed all,
whatever their day.`,
		Example: `dtctl bando show SW2020
dtctl bando show SW2020 --as-of 2020-05-01 -o json`,
		Args:              exactly("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return err
				}
				s, err := bando.Describe(ctx, tx, b, env.dayOr(asOf))
				if err != nil {
					return err
				}
				return show(env, bandoSchedaColumns(), s)
			})
		},
	}
	asOfVar(cmd, &asOf)
	return listing(cmd, bandoSchedaColumns())
}
