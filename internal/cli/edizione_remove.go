package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newEdizioneRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove CORSO/NUMBER",
		Short: "Take out an edition that was written by mistake",
		Long: `Take out an edition that was written by mistake. One that has enrolments,
sessions or attendances is refused: an edition that does not take place is
marked with dtctl edizione edit CORSO/NUMBER --status annullata.

The command asks first; --yes answers for you.`,
		Example: `dtctl edizione add TD-BASE 11
dtctl edizione remove TD-BASE/11 --yes`,
		Args:              exactly("CORSO/NUMBER"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEdizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				e, err := corso.FindEdizione(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				out, err := env.edizioneOutcome(ctx, tx, e, message.New("edition %s removed", e.Codice()))
				if err != nil {
					return Outcome{}, err
				}
				return out, corso.RemoveEdizione(ctx, tx, e)
			})
		},
	}
	return writing(env, listing(cmd, edizioneSchedaColumns()))
}
