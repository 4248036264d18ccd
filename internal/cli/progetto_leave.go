package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newProgettoLeaveCmd(env *Env) *cobra.Command {
	var provinces []string
	cmd := &cobra.Command{
		Use:   "leave PROGETTO ENTE...",
		Short: "Take enti out of a project that another one leads",
		Long: `Take enti out of a project. The one that leads it stays until another does:
dtctl progetto edit PROGETTO --ente ENTE`,
		Example: `dtctl progetto leave DIGITABILI Sassuolo Formigine
dtctl progetto leave DIGITABILI Maranello --dry-run`,
		Args:              atLeast("PROGETTO", "ENTE"),
		ValidArgsFunction: firstThenEnti(env, completeProgetto),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := progetto.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				enti, names, err := findEnti(ctx, tx, args[1:], provinces, env.dayOr(p.PresentatoIl.Giorno()))
				if err != nil {
					return Outcome{}, err
				}
				if err := progetto.Leave(ctx, tx, p, enti); err != nil {
					return Outcome{}, err
				}
				return progettoOutcome(ctx, tx, p, message.New("taken out of the project %s: %s", p.Nome(), names))
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	return writing(env, listing(cmd, progettoSchedaColumns()))
}
