package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newFrequenzaRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove FREQUENZA",
		Short: "Take out an attendance that was written by mistake",
		Long: `Take out an attendance that was written by mistake, named by the number that
dtctl frequenza list shows.

The command asks first; --yes answers for you.`,
		Example: `dtctl frequenza remove 1 --dry-run
dtctl frequenza remove 1 --yes`,
		Args:              exactly("FREQUENZA"),
		ValidArgsFunction: firstArgument(env.complete(completeFrequenza)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				f, err := corso.FindFrequenza(ctx, tx, id)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done:   message.New("attendance %s removed: %s, %s", number(f.ID), f.Edizione, f.Data),
					Record: recordOf(frequenzaColumns(), f),
				}, corso.RemoveFrequenza(ctx, tx, f)
			})
		},
	}
	return writing(env, listing(cmd, frequenzaColumns()))
}
