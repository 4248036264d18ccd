package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newEdizioneEditCmd(env *Env) *cobra.Command {
	var f edizioneFlags
	var number int64
	cmd := &cobra.Command{
		Use:   "edit CORSO/NUMBER",
		Short: "Change an edition",
		Long: `Change an edition: only what a flag names is changed, and an empty value ("")
takes it away. --status "" leaves the status to the dates again.`,
		Example: `dtctl edizione edit TD-BASE/3 --from 2022-01-24 --to 2022-03-31
dtctl edizione edit TD-BASE/3 --status annullata
dtctl edizione edit TD-BASE/3 --status ""`,
		Args:              exactly("CORSO/NUMBER"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEdizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireChange(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				e, err := corso.FindEdizione(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				f.apply(cmd, &e)
				assignIf(cmd, "number", &e.Numero, number)
				if e, err = corso.EditEdizione(ctx, tx, e); err != nil {
					return Outcome{}, err
				}
				return env.edizioneOutcome(ctx, tx, e, message.New("edition %s edited: %s", e.Codice(), string(e.StatoAl(env.Today()))))
			})
		},
	}
	f.add(cmd)
	countVar(cmd, &number, "number", "a new `NUMBER`")
	return writing(env, listing(cmd, edizioneSchedaColumns()))
}
