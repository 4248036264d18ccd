package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoCategoryRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove BANDO CATEGORY",
		Short: "Take a category of spending out of a call",
		Long: `Take a category of spending out of a call. One in which money was spent is
refused.

The command asks first; --yes answers for you.`,
		Example: `dtctl bando category add SW2020 viaggi
dtctl bando category remove SW2020 viaggi --yes`,
		Args:              exactly("BANDO", "CATEGORY"),
		ValidArgsFunction: bandoThen(env, completeCategoria),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				c, err := bando.FindCategoria(ctx, tx, b, args[1])
				if err != nil {
					return Outcome{}, err
				}
				out := Outcome{
					Done:   message.New("category %s taken out of the call %s", c.Codice, c.Bando),
					Record: recordOf(categoriaColumns(), c),
				}
				return out, bando.RemoveCategoria(ctx, tx, c)
			})
		},
	}
	return writing(env, listing(cmd, categoriaColumns()))
}
