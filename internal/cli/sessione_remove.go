package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newSessioneRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove SESSIONE",
		Short: "Take out a session that was not held",
		Long: `Take out a session that was not held or was written by mistake, named by the
number that dtctl sessione list shows.

The command asks first; --yes answers for you.`,
		Example: `dtctl sessione remove 1 --dry-run
dtctl sessione remove 1 --yes`,
		Args:              exactly("SESSIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeSessione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				s, err := corso.FindSessione(ctx, tx, id)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done:   message.New("session %s removed: %s, %s", number(s.ID), s.Edizione, s.Data),
					Record: recordOf(sessioneColumns(), s),
				}, corso.RemoveSessione(ctx, tx, s)
			})
		},
	}
	return writing(env, listing(cmd, sessioneColumns()))
}
