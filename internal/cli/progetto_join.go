package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newProgettoJoinCmd(env *Env) *cobra.Command {
	var provinces []string
	role := progetto.Partner
	cmd := &cobra.Command{
		Use:   "join PROGETTO ENTE...",
		Short: "Add enti to a project that another one leads",
		Long: `Add enti to a project: as partner, who take part in it, or as interessato, for
whom it is done. A project has one lead, so that ente is refused, and so is one
that is of the project already; then none is added.`,
		Example: `dtctl progetto join SW2020-05 Carpi Soliera
dtctl progetto join SW2020-03 Bologna "San Lazzaro di Savena" --as interessato --dry-run`,
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
				if err := progetto.Join(ctx, tx, p, enti, role); err != nil {
					return Outcome{}, err
				}
				return progettoOutcome(ctx, tx, p, message.New("added to the project %s as %s: %s", p.Nome(), string(role), names))
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	choiceVar(cmd, &role, "as", progetto.Ruoli(), "what they are to it")
	return writing(env, listing(cmd, progettoSchedaColumns()))
}
