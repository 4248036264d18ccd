package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newNominaEndCmd(env *Env) *cobra.Command {
	var to periodo.Data
	var reason string
	cmd := &cobra.Command{
		Use:   "end NOMINA",
		Short: "End a nomina on its last day",
		Long: `End a nomina. The day of --to is the last on which it counts. When somebody else
takes the role, dtctl nomina replace ends the one and begins the other.`,
		Example: `dtctl nomina end 1 --to 2026-10-31 --reason "end of mandate"
dtctl nomina end 3 --to 2026-10-31 --dry-run`,
		Args:              exactly("NOMINA"),
		ValidArgsFunction: firstArgument(env.complete(completeNomina)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireFlags(cmd, "to"); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				n, err := nomina.End(ctx, tx, id, to, reason)
				return Outcome{
					Done:   message.New("nomina %s ended on %s: %s, %s", number(n.ID), n.Al, n.Ente, n.Ruolo),
					Record: recordOf(nominaColumns(false, env.Today()), n),
				}, err
			})
		},
	}
	dateVar(cmd, &to, "to", "last `DAY` of the nomina")
	cmd.Flags().StringVar(&reason, "reason", "", "why it ended (`TEXT`)")
	return writing(env, listing(cmd, nominaColumns(false, periodo.Data{})))
}
