package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newProgettoRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove PROGETTO",
		Short: "Take out a project that was written by mistake",
		Long: `Take out a project that was written by mistake, with its acts. One that has, or
had, money granted, spent or paid is refused: what ends a true one is dtctl
progetto withdraw, renounce or revoke.

The command asks first; --yes answers for you.`,
		Example: `dtctl progetto add PICCOLI-2026 PROVA --ente Polinago
dtctl progetto remove PROVA --yes`,
		Args:              exactly("PROGETTO"),
		ValidArgsFunction: firstArgument(env.complete(completeProgetto)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := progetto.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				s, err := describeProgetto(ctx, tx, p)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done:   message.New("project %s of %s removed from the call %s", p.Nome(), p.Ente, p.Bando),
					Record: recordOf(progettoSchedaColumns(), s),
				}, progetto.Remove(ctx, tx, p)
			})
		},
	}
	return writing(env, listing(cmd, progettoSchedaColumns()))
}
