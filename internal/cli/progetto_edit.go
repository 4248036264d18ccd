package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newProgettoEditCmd(env *Env) *cobra.Command {
	var f progettoFlags
	var score *int64
	cmd := &cobra.Command{
		Use:   "edit PROGETTO",
		Short: "Change a project",
		Long: `Change a project: only what a flag names is changed, and an empty value ("")
takes it away. --ente names another lead, which may not be of the project in
another role: take it out first with dtctl progetto leave. One that may not
apply for the call is refused, unless --override says why: the reason is kept
with the act by which the application was presented. --theme replaces all the
themes.

A cost or a request under which the grant, or the admission of a project that
waits for money, could not stand is refused: lower that first.

The state changes only by its verbs, such as dtctl progetto admit.`,
		Example: `dtctl progetto edit DIGITABILI --cig 8527277397 --theme cloud,team
dtctl progetto edit SW2020-17 --code SECCHIA --score 82 --note ""
dtctl progetto edit SW2020-05 --ente Carpi --dry-run`,
		Args:              exactly("PROGETTO"),
		ValidArgsFunction: firstArgument(env.complete(completeProgetto)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireChange(cmd, "province", "override"); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := progetto.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				assign(cmd, map[string]*string{"code": &p.Codice})
				assignIf(cmd, "score", &p.Punteggio, score)
				return f.edit(ctx, tx, env, cmd, p)
			})
		},
	}
	f.add(env, cmd)
	cmd.Flags().String("code", "", "a new `CODE`")
	cmd.Flags().String("override", "", "name a lead that may not apply for the call, and say why (`REASON`)")
	scoreVar(cmd, &score, "its `SCORE` in the ranking")
	return writing(env, listing(cmd, progettoSchedaColumns()))
}

// edit writes the project p with what the flags change.
func (f *progettoFlags) edit(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command, p progetto.Progetto) (Outcome, error) {
	temi, err := f.apply(ctx, tx, cmd, &p, env.dayOr(p.PresentatoIl.Giorno()))
	if err != nil {
		return Outcome{}, err
	}
	if cmd.Flags().Changed("theme") {
		if err := progetto.SetTemi(ctx, tx, p.ID, temi); err != nil {
			return Outcome{}, err
		}
	}
	var why string
	assign(cmd, map[string]*string{"override": &why})
	p, notes, err := progetto.Edit(ctx, tx, p, why)
	if err != nil {
		return Outcome{}, err
	}
	observed, err := progetto.Observed(ctx, tx, p)
	if err != nil {
		return Outcome{}, err
	}
	return progettoOutcome(ctx, tx, p, message.New("project %s of %s edited", p.Nome(), p.Ente), append(notes, observed...)...)
}
