package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newFrequenzaAddCmd(env *Env) *cobra.Command {
	var f frequenzaFlags
	cmd := &cobra.Command{
		Use:   "add CORSO/NUMBER",
		Short: "Record how many citizens attended",
		Long: `Record how many citizens attended an edition on the day of --date, today if it
is left out; it cannot be a day to come. One command for each age group and ente
that are told apart. Only a course whose audience is cittadini takes numbers.`,
		Example: `dtctl frequenza add CITTADINI/1 --date 2021-11-10 --age 65+ --people 14 --residents 10 --ente Sassuolo
dtctl frequenza add CITTADINI/1 --date 2021-11-10 --people 9 --dry-run`,
		Args:              exactly("CORSO/NUMBER"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEdizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "people"); err != nil {
				return err
			}
			nuova := corso.Frequenza{Data: env.Today()}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				e, err := corso.FindEdizione(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				if err := f.apply(ctx, tx, cmd, &nuova); err != nil {
					return Outcome{}, err
				}
				if err := nuova.CheckPast(env.Today()); err != nil {
					return Outcome{}, err
				}
				nuova.EdizioneID = e.ID
				added, err := corso.AddFrequenza(ctx, tx, nuova)
				return frequenzaOutcome(e, added, message.Count(int(added.Persone),
					"%d person recorded, edition %s, on %s", "%d persons recorded, edition %s, on %s",
					added.Persone, e.Codice(), added.Data)), err
			})
		},
	}
	dateVar(cmd, &f.given.Data, "date", "the `DAY` on which they came (default: today)")
	f.add(env, cmd)
	return writing(env, listing(cmd, frequenzaColumns()))
}

// frequenzaOutcome tells that an attendance was written.
func frequenzaOutcome(e corso.Edizione, f corso.Frequenza, done message.Text) Outcome {
	return Outcome{Done: done, Notes: outsideNote(e, f.Data), Record: recordOf(frequenzaColumns(), f)}
}
