package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/ruolo"
)

func newRuoloEditCmd(env *Env) *cobra.Command {
	var f ruoloFlags
	cmd := &cobra.Command{
		Use:   "edit CODE",
		Short: "Change a role",
		Long: `Change a role: only what a flag names is changed. --programma says which role is
meant when several programmes have one with that code; a role does not pass to
another programme. A role becomes unique only when no ente has two holders of
it on the same day.`,
		Example: `dtctl ruolo edit comunicazione --name "Responsabile della comunicazione digitale"
dtctl ruolo edit formazione --programma DC --compulsory=false
dtctl ruolo edit rtd --law "D.Lgs. 82/2005 art. 17" --dry-run`,
		Args:              exactly("CODE"),
		ValidArgsFunction: firstArgument(env.complete(completeRuolo)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireChange(cmd, "programma"); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				id, err := programmaID(ctx, tx, f.programma)
				if err != nil {
					return Outcome{}, err
				}
				r, err := ruolo.Find(ctx, tx, args[0], id)
				if err != nil {
					return Outcome{}, err
				}
				f.apply(cmd, &r)
				assign(cmd, map[string]*string{"code": &r.Codice})
				edited, err := ruolo.Edit(ctx, tx, r)
				return Outcome{
					Done:   message.New("role %s edited", edited.Codice),
					Record: recordOf(ruoloColumns(), edited),
				}, err
			})
		},
	}
	f.add(env, cmd)
	cmd.Flags().String("code", "", "a new `CODE`")
	return writing(env, listing(cmd, ruoloColumns()))
}
