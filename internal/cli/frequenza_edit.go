package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newFrequenzaEditCmd(env *Env) *cobra.Command {
	var f frequenzaFlags
	cmd := &cobra.Command{
		Use:   "edit FREQUENZA",
		Short: "Correct an attendance of citizens",
		Long: `Correct an attendance, named by the number that dtctl frequenza list shows: only
what a flag names is changed, and an empty value ("") takes it away.`,
		Example: `dtctl frequenza edit 1 --people 115 --residents 11
dtctl frequenza edit 1 --age "" --dry-run`,
		Args:              exactly("FREQUENZA"),
		ValidArgsFunction: firstArgument(env.complete(completeFrequenza)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireChange(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				q, err := corso.FindFrequenza(ctx, tx, id)
				if err != nil {
					return Outcome{}, err
				}
				if err := f.apply(ctx, tx, cmd, &q); err != nil {
					return Outcome{}, err
				}
				if err := q.CheckPast(env.Today()); err != nil {
					return Outcome{}, err
				}
				if q, err = corso.EditFrequenza(ctx, tx, q); err != nil {
					return Outcome{}, err
				}
				e, err := corso.FindEdizione(ctx, tx, q.Edizione)
				return frequenzaOutcome(e, q, message.New("attendance %s edited: %s, %s", number(q.ID), q.Edizione, q.Data)), err
			})
		},
	}
	dateVar(cmd, &f.given.Data, "date", "the right `DAY`")
	f.add(env, cmd)
	return writing(env, listing(cmd, frequenzaColumns()))
}
