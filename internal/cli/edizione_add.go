package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newEdizioneAddCmd(env *Env) *cobra.Command {
	var f edizioneFlags
	cmd := &cobra.Command{
		Use:   "add CORSO NUMBER",
		Short: "Add an edition of a course",
		Long: `Add an edition of a course. Its number tells it apart from the others of the
course. Every date can be left out, or be a month, and corrected later with
dtctl edizione edit.`,
		Example: `dtctl edizione add TD-BASE 11 --from 2027-01
dtctl edizione add TD-BASE 12 --from 2027-03-01 --to 2027-06-30 --enrol-from 2027-02 --seats 250 --dry-run`,
		Args:              exactly("CORSO", "NUMBER"),
		ValidArgsFunction: firstArgument(env.complete(completeCorso)),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := recordNumber(args[1])
			if err != nil {
				return err
			}
			nuova := corso.Edizione{Numero: n}
			f.apply(cmd, &nuova)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				c, err := corso.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				nuova.CorsoID = c.ID
				e, err := corso.AddEdizione(ctx, tx, nuova)
				if err != nil {
					return Outcome{}, err
				}
				return env.edizioneOutcome(ctx, tx, e, message.New("edition %s added: %s", e.Codice(), string(e.StatoAl(env.Today()))))
			})
		},
	}
	f.add(cmd)
	return writing(env, listing(cmd, edizioneSchedaColumns()))
}
