package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

func newFrequenzaListCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [CORSO or CORSO/NUMBER]",
		Short: "List the attendances of citizens, with their sum",
		Long: `List how many citizens attended a course (CITTADINI) or one edition of it
(CITTADINI/1) by day, or all courses, with the sum below.`,
		Example: `dtctl frequenza list
dtctl frequenza list CITTADINI/1 -o csv`,
		Args:              atMost("CORSO"),
		ValidArgsFunction: firstArgument(env.complete(env.completeParte)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				part, err := findParte(ctx, tx, args)
				if err != nil {
					return err
				}
				frequenze, err := corso.Frequenze(ctx, tx, part)
				if err != nil {
					return err
				}
				if len(frequenze) == 0 {
					return list(env, frequenzaColumns(), frequenze, message.New("no attendances"))
				}
				return env.report(frequenzaReport(frequenze))
			})
		},
	}
	return listing(cmd, frequenzaColumns())
}

// frequenzaReport lays out attendances above their sum.
func frequenzaReport(frequenze []corso.Frequenza) render.Report {
	total, silent := totalOf(frequenze)
	r := render.Report{
		Title: message.New("Attendance of citizens"),
		Rows:  render.List(frequenzaColumns(), frequenze),
		Total: render.Total{Rows: render.List(frequenzaColumns(), []corso.Frequenza{total}).Rows},
		List:  true,
	}
	if silent > 0 && total.Residenti != nil {
		r.Notes = append(r.Notes, message.Count(silent, "%d row does not say how many were residents: their sum is of the others",
			"%d rows do not say how many were residents: their sum is of the others", silent))
	}
	return r
}
