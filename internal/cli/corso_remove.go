package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newCorsoRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove CODE",
		Short: "Take out a course that was written by mistake",
		Long: `Take out a course that was written by mistake. One that has editions is refused.

The command asks first; --yes answers for you.`,
		Example: `dtctl corso add PROVA "Una prova"
dtctl corso remove PROVA --yes`,
		Args:              exactly("CODE"),
		ValidArgsFunction: firstArgument(env.complete(completeCorso)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				c, err := corso.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				out, err := env.corsoOutcome(ctx, tx, c, message.New("course %s removed: %s", c.Codice, c.Titolo))
				if err != nil {
					return Outcome{}, err
				}
				return out, corso.Remove(ctx, tx, c)
			})
		},
	}
	return writing(env, listing(cmd, corsoSchedaColumns()))
}
