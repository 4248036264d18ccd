package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newConvenzioneEndCmd(env *Env) *cobra.Command {
	var to periodo.Data
	cmd := &cobra.Command{
		Use:   "end CONVENZIONE",
		Short: "End a convention on its last day",
		Long: `End a convention, before the last day that was agreed if there was one. The day
of --to is the last on which the enti are under it. To put the last day off use:
dtctl convenzione edit`,
		Example: `dtctl convenzione end 1 --to 2026-10-31
dtctl convenzione end 2 --to 2026-10-31 --dry-run`,
		Args:              exactly("CONVENZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeConvenzione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireFlags(cmd, "to"); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				c, err := convenzione.End(ctx, tx, id, to)
				return convenzioneOutcome(c, env.Today(),
					message.New("convention %s ended on %s: %s, %s", number(c.ID), c.Al, c.Ente, c.Tipo)), err
			})
		},
	}
	dateVar(cmd, &to, "to", "last `DAY` of the convention")
	return writing(env, listing(cmd, convenzioneColumns(periodo.Data{})))
}
