package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newIscrizioneCompleteCmd(env *Env) *cobra.Command {
	var day periodo.Data
	var minutes int64
	cmd := &cobra.Command{
		Use:   "complete ISCRIZIONE",
		Short: "Record that a person completed the course",
		Long: `Record that a person completed the course on the day of --date, today if it is
left out. A completion that becomes known after the edition was closed counts
all the same.`,
		Example: `dtctl iscrizione list --edizione TD-BASE/2 --status iscritto --limit 5
dtctl iscrizione complete 1 --date 2021-12-20 --hours 12.5`,
		Args:              exactly("ISCRIZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeIscrizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			day = env.dayOr(day)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				i, err := iscrizione.Complete(ctx, tx, id, day, env.Today(), minutes)
				if err != nil {
					return Outcome{}, err
				}
				return env.iscrizioneOutcome(ctx, tx, i, message.New("enrolment %s completed on %s: %s, %s",
					number(i.ID), i.CompletatoIl, i.Edizione, i.Ente))
			})
		},
	}
	dateVar(cmd, &day, "date", "the `DAY` of the completion (default: today)")
	hoursVar(cmd, &minutes, "the hours attended, such as 12.5 (`HOURS`)")
	return writing(env, listing(cmd, iscrizioneColumns(false, false)))
}
