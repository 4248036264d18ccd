package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newSpesaRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove SPESA",
		Short: "Take out spending that was written by mistake",
		Long: `Take out spending that was written by mistake, named by the number that dtctl
spesa list shows.

The command asks first; --yes answers for you.`,
		Example: `dtctl spesa remove 1 --dry-run
dtctl spesa remove 1 --yes`,
		Args:              exactly("SPESA"),
		ValidArgsFunction: firstArgument(env.complete(completeSpesa)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				s, err := progetto.FindSpesa(ctx, tx, id)
				if err != nil {
					return Outcome{}, err
				}
				if err := progetto.RemoveSpesa(ctx, tx, s); err != nil {
					return Outcome{}, err
				}
				return spesaOutcome(ctx, tx, s, message.New("spending %s removed: %s, %s, %s euro on %s",
					number(s.ID), s.Progetto, s.Categoria, s.Importo, s.Data))
			})
		},
	}
	return writing(env, listing(cmd, spesaColumns()))
}
