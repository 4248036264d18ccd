package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

func newEdizioneCloseCmd(env *Env) *cobra.Command {
	var day periodo.Data
	cmd := &cobra.Command{
		Use:   "close CORSO/NUMBER",
		Short: "Close an edition: whoever has not completed it by now did not",
		Long: `Close an edition on the day of --date, today if it is left out. The enrolments
that are still iscritto or in_corso become non_completato, and the edition is
conclusa, also before the end that was planned. A completion that becomes known
later can still be recorded, with dtctl iscrizione complete.

The command asks first; --yes answers for you.`,
		Example: `dtctl edizione close TD-BASE/1 --date 2022-01-10 --dry-run
dtctl edizione close TD-BASE/1 --yes`,
		Args:              exactly("CORSO/NUMBER"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEdizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			day = env.dayOr(day)
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				e, err := corso.FindEdizione(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				c, err := iscrizione.Close(ctx, tx, e, day)
				if err != nil {
					return Outcome{}, err
				}
				return closed(closing{e.Codice(), day, c}), nil
			})
		},
	}
	dateVar(cmd, &day, "date", "the `DAY` on which it is closed (default: today)")
	return writing(env, listing(cmd, closingColumns()))
}

// closed says how an edition was closed, or that it was closed before.
func closed(c closing) Outcome {
	out := Outcome{Record: recordOf(closingColumns(), c)}
	completed := message.Count(c.Completati, "%d completed", "%d completed", c.Completati)
	failed := message.Count(c.NonCompletati, "%d not completed", "%d not completed", c.NonCompletati)
	withdrawn := message.Count(c.Ritirati, "%d withdrawn", "%d withdrawn", c.Ritirati)
	if c.Already {
		out.Done = message.New("edition %s is already closed: %s, %s, %s", c.edizione, completed, failed, withdrawn)
		return out
	}
	out.Done = message.New("edition %s closed on %s: %s, %s, %s", c.edizione, c.il, completed, failed, withdrawn)
	out.Notes = []message.Text{message.Count(c.Chiuse, "%d enrolment was still open and is now non_completato",
		"%d enrolments were still open and are now non_completato", c.Chiuse)}
	return out
}

// closing is how the enrolments in an edition ended.
type closing struct {
	edizione string
	il       periodo.Data
	iscrizione.Chiusura
}

func closingColumns() []render.Column[closing] {
	return []render.Column[closing]{
		{Key: "edizione", Title: "Edition", Value: func(c closing) any { return c.edizione }},
		{Key: "chiusa_il", Title: "Closed on", Value: func(c closing) any { return c.il }},
		{Key: "completati", Title: "Completed", Value: func(c closing) any { return c.Completati }},
		{Key: "non_completati", Title: "Not completed", Value: func(c closing) any { return c.NonCompletati }},
		{Key: "ritirati", Title: "Withdrawn", Value: func(c closing) any { return c.Ritirati }},
		{Key: "chiuse", Title: "Closed now", Value: func(c closing) any { return c.Chiuse }},
	}
}
