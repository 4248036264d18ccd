package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newEnteEndCmd(env *Env) *cobra.Command {
	var provinces []string
	var to periodo.Data
	var reason, successor string
	cmd := &cobra.Command{
		Use:   "end ENTE",
		Short: "End the life of an ente, naming who follows it",
		Long: `End the life of an ente: --to is its last day. From the next day on it is in no
listing and in no figure; those of the days before stay as they are.

--reason is fusione (merger of several into a new one), incorporazione (absorbed
by one that goes on), scioglimento, or trasformazione. The first two need
--successor, an ente that exists on the next day.

Nominations and memberships that are still open are counted and left alone. To
end an ente and carry its nominations over to the successor in one step use:
dtctl ente merge

On an ente that has ended already, the day, the reason and the successor are
corrected.`,
		Example: `dtctl ente end "Unione dei comuni valle del Savio" --to 2026-12-31 --reason scioglimento --dry-run
dtctl ente end Medolla --to 2026-12-31 --reason incorporazione --successor "Mirandola" --dry-run`,
		Args:              exactly("ENTE"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEnteOrEnded)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "to", "reason"); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				e, err := findEnte(ctx, tx, args[0], provinces, to)
				if err != nil {
					return Outcome{}, err
				}
				var next ente.Ente
				if successor != "" {
					if next, err = ente.Resolve(ctx, tx, successor, ente.ResolveOptions{AsOf: to.AddDays(1)}); err != nil {
						return Outcome{}, err
					}
				}
				left, err := ente.End(ctx, tx, e, to, ente.Motivo(reason), next.ID)
				if err != nil {
					return Outcome{}, err
				}
				ended, err := ente.Find(ctx, tx, e.ID, to)
				return Outcome{
					Done:   message.New("%s ends on %s", e.Denominazione, to),
					Notes:  leftNotes(left),
					Record: recordOf(enteColumns(), ended),
				}, err
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	dateVar(cmd, &to, "to", "last `DAY` of its life")
	cmd.Flags().StringVar(&reason, "reason", "", "why it ends (`WORD`)")
	describeChoices(cmd, "reason", words(ente.Motivi()))
	cmd.Flags().StringVar(&successor, "successor", "", "the `ENTE` that takes its place")
	_ = cmd.RegisterFlagCompletionFunc("successor", env.complete(env.completeEnte))
	return writing(env, listing(cmd, enteColumns()))
}

// leftNotes say what an ended ente leaves open.
func leftNotes(left ente.Sospesi) []message.Text {
	var notes []message.Text
	if left.Nomine > 0 {
		notes = append(notes, message.Count(left.Nomine,
			"%d nomina is still open and no longer counts; dtctl ente merge --carry-nomine passes it to the successor",
			"%d nomine are still open and no longer count; dtctl ente merge --carry-nomine passes them to the successor", left.Nomine))
	}
	if left.Adesioni > 0 {
		notes = append(notes, message.Count(left.Adesioni,
			"%d membership of an Unione or an area is still open",
			"%d memberships of Unioni or areas are still open", left.Adesioni))
	}
	return notes
}
