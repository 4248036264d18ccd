package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newConvenzioneUncoverCmd(env *Env) *cobra.Command {
	var provinces []string
	cmd := &cobra.Command{
		Use:   "uncover CONVENZIONE ENTE...",
		Short: "Take enti out of those that a convention covers",
		Long: `Take enti out of those that a convention covers, on all its days: figures of the
past no longer count them either. When one of them is not covered, none is taken
out.`,
		Example: `dtctl convenzione uncover 1 Sassuolo
dtctl convenzione uncover 1 Formigine Maranello`,
		Args:              atLeast("CONVENZIONE", "ENTE"),
		ValidArgsFunction: convenzioneArgument(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				enti, names, err := entiOfConvention(ctx, tx, id, args[1:], provinces)
				if err != nil {
					return Outcome{}, err
				}
				c, err := convenzione.Uncover(ctx, tx, id, enti)
				return convenzioneOutcome(c, env.Today(), message.New("convention %s no longer covers %s", number(c.ID), names)), err
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	return writing(env, listing(cmd, convenzioneColumns(periodo.Data{})))
}
