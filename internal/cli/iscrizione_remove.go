package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
)

func newIscrizioneRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove ISCRIZIONE",
		Short: "Take out an enrolment that was written by mistake",
		Long: `Take out an enrolment that was written by mistake. It then never counts, and its
row stays, with status annullata. Whoever gave the course up is recorded with
dtctl iscrizione withdraw.

The command asks first; --yes answers for you.`,
		Example: `dtctl iscrizione remove 1 --dry-run
dtctl iscrizione remove 1 --yes`,
		Args:              exactly("ISCRIZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeIscrizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				i, err := iscrizione.Remove(ctx, tx, id, env.Today())
				return Outcome{
					Done:   message.New("enrolment %s removed: %s, %s", number(i.ID), i.Edizione, i.Ente),
					Record: recordOf(iscrizioneColumns(false, false), i),
				}, err
			})
		},
	}
	return writing(env, listing(cmd, iscrizioneColumns(false, false)))
}
