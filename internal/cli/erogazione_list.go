package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newErogazioneListCmd(env *Env) *cobra.Command {
	var f progetto.FilterErogazioni
	var project, call string
	var due periodo.Data
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what was paid, is due, or was given back",
		Long: `List the payments by the day on which they were made or, for those that are due,
are to be made. What was given back is negative. With --due only the instalments
that are to be paid by that day and are not. --from and --to choose the days,
both included.`,
		Example: `dtctl erogazione list --progetto DIGITABILI
dtctl erogazione list --bando SW2020 --from 2020-01-01 --to 2020-12-31 -o csv
dtctl erogazione list --due 2026-12-31`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !due.IsZero() {
				if cmd.Flags().Changed("to") {
					return exclude("due", "to")
				}
				f.Due, f.Al = true, due
			}
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				var err error
				if f.ProgettoID, f.BandoID, err = projectAndCall(ctx, tx, project, call); err != nil {
					return err
				}
				erogazioni, err := progetto.Erogazioni(ctx, tx, f)
				if err != nil {
					return err
				}
				return list(env, erogazioneColumns(), erogazioni, message.New("no payments"))
			})
		},
	}
	progettoVar(env, cmd, &project, "only those of this `PROGETTO`")
	bandoVar(env, cmd, &call, "only those of the call with this `CODE`")
	dateVar(cmd, &due, "due", "only those to be paid by this `DAY`")
	dateVar(cmd, &f.Dal, "from", "only those from this `DAY` on")
	dateVar(cmd, &f.Al, "to", "only those until this `DAY`")
	return listing(cmd, erogazioneColumns())
}
