package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newSpesaListCmd(env *Env) *cobra.Command {
	var f progetto.FilterSpese
	var project, call string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what projects spent",
		Long: `List what projects spent, by call, project and day. --from and --to choose the
days, both included. --inadmissible shows only what the calls do not admit,
which a file may have brought in.`,
		Example: `dtctl spesa list --progetto DIGITABILI
dtctl spesa list --bando SW2020 --category formazione --from 2021-01-01 --to 2021-12-31 -o csv`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				var err error
				if f.ProgettoID, f.BandoID, err = projectAndCall(ctx, tx, project, call); err != nil {
					return err
				}
				spese, err := progetto.Spese(ctx, tx, f)
				if err != nil {
					return err
				}
				return list(env, spesaColumns(), spese, message.New("no spending"))
			})
		},
	}
	progettoVar(env, cmd, &project, "only that of this `PROGETTO`")
	bandoVar(env, cmd, &call, "only that of the call with this `CODE`")
	categoryVar(env, cmd, &f.Categoria, "only that in this `CATEGORY`")
	dateVar(cmd, &f.Dal, "from", "only that from this `DAY` on")
	dateVar(cmd, &f.Al, "to", "only that until this `DAY`")
	cmd.Flags().BoolVar(&f.Inammissibile, "inadmissible", false, "only that which the call does not admit")
	return listing(cmd, spesaColumns())
}
