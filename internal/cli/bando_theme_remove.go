package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoThemeRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove BANDO THEME",
		Short: "Take a theme out of a call",
		Long: `Take a theme out of a call. One that projects have is refused.

The command asks first; --yes answers for you.`,
		Example: `dtctl bando theme add SW2020 prova "Una prova"
dtctl bando theme remove SW2020 prova --yes`,
		Args:              exactly("BANDO", "THEME"),
		ValidArgsFunction: bandoThen(env, completeTema),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				found, err := bando.FindTemi(ctx, tx, b, args[1:])
				if err != nil {
					return Outcome{}, err
				}
				t := found[0]
				out := Outcome{
					Done:   message.New("theme %s taken out of the call %s", t.Codice, t.Bando),
					Record: recordOf(temaColumns(), t),
				}
				return out, bando.RemoveTema(ctx, tx, t)
			})
		},
	}
	return writing(env, listing(cmd, temaColumns()))
}
