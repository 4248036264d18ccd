package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newIscrizioneWithdrawCmd(env *Env) *cobra.Command {
	var day periodo.Data
	cmd := &cobra.Command{
		Use:   "withdraw ISCRIZIONE",
		Short: "Record that a person gave a course up",
		Long: `Record that a person gave up before the end, on the day of --date, today if it
is left out. The enrolment then does not count as taking part.`,
		Example: `dtctl iscrizione list --edizione TD-BASE/2 --status iscritto --limit 5
dtctl iscrizione withdraw 1 --date 2021-12-20`,
		Args:              exactly("ISCRIZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeIscrizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			day = env.dayOr(day)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				i, err := iscrizione.Withdraw(ctx, tx, id, day, env.Today())
				if err != nil {
					return Outcome{}, err
				}
				return env.iscrizioneOutcome(ctx, tx, i, message.New("enrolment %s withdrawn on %s: %s, %s",
					number(i.ID), i.RitiratoIl, i.Edizione, i.Ente))
			})
		},
	}
	dateVar(cmd, &day, "date", "the `DAY` of the withdrawal (default: today)")
	return writing(env, listing(cmd, iscrizioneColumns(false, false)))
}
