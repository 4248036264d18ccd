package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newErogazioneRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove EROGAZIONE",
		Short: "Take out a payment that was written by mistake",
		Long: `Take out a payment that was written by mistake, named by the number that dtctl
erogazione list shows. A payment that was made and then given back stays: the
money that came back is recorded with dtctl erogazione recover.

The command asks first; --yes answers for you.`,
		Example: `dtctl erogazione remove 1 --dry-run
dtctl erogazione remove 1 --yes`,
		Args:              exactly("EROGAZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeErogazione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				x, err := progetto.FindErogazione(ctx, tx, id)
				if err != nil {
					return Outcome{}, err
				}
				p, err := progetto.Find(ctx, tx, number(x.ProgettoID))
				if err != nil {
					return Outcome{}, err
				}
				if err := progetto.RemoveErogazione(ctx, tx, p, x); err != nil {
					return Outcome{}, err
				}
				return erogazioneOutcome(ctx, tx, x, message.New("payment %s removed: %s, %s, %s euro", number(x.ID), x.Progetto, string(x.Tipo), x.Importo))
			})
		},
	}
	return writing(env, listing(cmd, erogazioneColumns()))
}
