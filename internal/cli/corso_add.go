package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newCorsoAddCmd(env *Env) *cobra.Command {
	f := corsoFlags{given: corso.Corso{Destinatari: corso.Dipendenti}}
	cmd := &cobra.Command{
		Use:   "add CODE TITLE",
		Short: "Add a course",
		Long: `Add a course. The code is what --corso takes, so keep it short: letters, digits
and hyphens, stored in capitals. Its editions are added afterwards with:
dtctl edizione add CODE NUMBER

A target is written between quotes: ">=800" is at least 800, ">50" more than 50,
"=36" exactly 36, and 800 alone is at least 800.`,
		Example: `dtctl corso add FONDAMENTI "Fondamenti del digitale" --platform SELF --mode online --level base --hours 12.5
dtctl corso add POLIFUNZIONALE "Lo sportello polifunzionale" --audience operatori_sportello --target ">=800" --target-sessions ">50" --dry-run`,
		Args: exactly("CODE", "TITLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			nuovo := corso.Corso{Codice: args[0], Titolo: args[1], Destinatari: f.given.Destinatari}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				if err := f.apply(ctx, tx, env, cmd, &nuovo); err != nil {
					return Outcome{}, err
				}
				c, err := corso.Add(ctx, tx, nuovo)
				if err != nil {
					return Outcome{}, err
				}
				return env.corsoOutcome(ctx, tx, c, message.New("course %s added", c.Codice))
			})
		},
	}
	f.add(env, cmd)
	return writing(env, listing(cmd, corsoSchedaColumns()))
}
