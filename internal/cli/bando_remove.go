package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove BANDO",
		Short: "Take out a call that was written by mistake",
		Long: `Take out a call that was written by mistake, with its acts, its categories and
its themes. One that has projects is refused: a call that is over is closed,
with dtctl bando close.

The command asks first; --yes answers for you.`,
		Example: `dtctl bando add PROVA "Una prova"
dtctl bando remove PROVA --yes`,
		Args:              exactly("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				s, err := bando.Describe(ctx, tx, b, env.Today())
				if err != nil {
					return Outcome{}, err
				}
				out := Outcome{
					Done:   message.New("call %s removed: %s", b.Codice, b.Titolo),
					Record: recordOf(bandoSchedaColumns(), s),
				}
				return out, bando.Remove(ctx, tx, b)
			})
		},
	}
	return writing(env, listing(cmd, bandoSchedaColumns()))
}
