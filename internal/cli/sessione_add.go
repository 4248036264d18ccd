package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newSessioneAddCmd(env *Env) *cobra.Command {
	var f sessioneFlags
	var days []periodo.Data
	cmd := &cobra.Command{
		Use:   "add CORSO/NUMBER",
		Short: "Add sessions to an edition",
		Long: `Add sessions to an edition, one for each --date; what the other flags say holds
for all of them.`,
		Example: `dtctl sessione add TD-BASE/1 --date 2021-10-05 --hours 3 --mode aula --place "Sala del consiglio"
dtctl sessione add TD-BASE/1 --date 2021-10-12 --date 2021-10-19 --hours 2,5 --mode online --dry-run`,
		Args:              exactly("CORSO/NUMBER"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEdizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "date"); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				e, err := corso.FindEdizione(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				var outside []message.Text
				for _, day := range days {
					nuova := corso.Sessione{EdizioneID: e.ID, Data: day}
					f.apply(cmd, &nuova)
					if _, err := corso.AddSessione(ctx, tx, nuova); err != nil {
						return Outcome{}, err
					}
					outside = append(outside, outsideNote(e, day)...)
				}
				s, err := describeEdizione(ctx, tx, e, env.Today())
				return Outcome{
					Done: message.Count(len(days), "%d session added to edition %s, which has %d",
						"%d sessions added to edition %s, which has %d", len(days), e.Codice(), s.Sessioni),
					Notes:  outside,
					Record: recordOf(edizioneSchedaColumns(), s),
				}, err
			})
		},
	}
	cmd.Flags().Var(datesValue{&days}, "date", "the `DAY`, once for each session")
	f.add(cmd)
	return writing(env, listing(cmd, edizioneSchedaColumns()))
}
