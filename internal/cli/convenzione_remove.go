package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newConvenzioneRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove CONVENZIONE",
		Short: "Take out a convention that was written by mistake",
		Long: `Take out a convention that was written by mistake, with what it covers: it then
counts on no day, past or future, and only the ledger knows of it. To close one
that was true until some day, use dtctl convenzione end.

The command asks first; --yes answers for you.`,
		Example: `dtctl convenzione remove 1 --yes
dtctl convenzione remove 2 --dry-run`,
		Args:              exactly("CONVENZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeConvenzione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				c, err := convenzione.Remove(ctx, tx, id, env.Today())
				return convenzioneOutcome(c, env.Today(),
					message.New("convention %s removed: %s, %s, from %s", number(c.ID), c.Ente, c.Tipo, c.Dal)), err
			})
		},
	}
	return writing(env, listing(cmd, convenzioneColumns(periodo.Data{})))
}
