package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newProgettoShowCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show PROGETTO",
		Short: "Show a project: its enti, acts, spending and payments",
		Long: `Show a project, named by its code, its number or its CUP: who leads it and who
else is of it, the acts of its life with what each granted or, negative, freed,
what was spent, and what was paid, is due or was given back. An act says why an
application was refused or a project given up, and why a rule was set aside,
where that is recorded.`,
		Example: `dtctl progetto show DIGITABILI
dtctl progetto show 2 -o json`,
		Args:              exactly("PROGETTO"),
		ValidArgsFunction: firstArgument(env.complete(completeProgetto)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				p, err := progetto.Find(ctx, tx, args[0])
				if err != nil {
					return err
				}
				s, err := describeProgetto(ctx, tx, p)
				if err != nil {
					return err
				}
				for _, note := range p.Avvisi() {
					env.say(note)
				}
				return show(env, progettoSchedaColumns(), s)
			})
		},
	}
	return listing(cmd, progettoSchedaColumns())
}
