package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newNominaRemoveCmd(env *Env) *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:   "remove NOMINA",
		Short: "Take out a nomina that was written by mistake",
		Long: `Take out a nomina that was written by mistake. It then counts on no day, past or
future, and its row stays, with status annullata. To close a nomina that was
true until some day, use dtctl nomina end.

The command asks first; --yes answers for you.`,
		Example: `dtctl nomina remove 1 --reason "wrong ente" --yes
dtctl nomina remove 2 --dry-run`,
		Args:              exactly("NOMINA"),
		ValidArgsFunction: firstArgument(env.complete(completeNomina)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				n, err := nomina.Remove(ctx, tx, id, reason)
				return Outcome{
					Done:   message.New("nomina %s removed: %s, %s", number(n.ID), n.Ente, n.Ruolo),
					Record: recordOf(nominaColumns(false, env.Today()), n),
				}, err
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why it is taken out (`TEXT`)")
	return writing(env, listing(cmd, nominaColumns(false, periodo.Data{})))
}
