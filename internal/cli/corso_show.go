package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newCorsoShowCmd(env *Env) *cobra.Command {
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "show CODE",
		Short: "Show a course, its editions and how near its targets are",
		Long: `Show a course, its editions and how near its targets are. Each person counts
once towards the target of persons, however many editions; withdrawn and
annulled enrolments do not count. For citizens those who attended are summed.
Towards the target of days count those held until the day, without those of
editions that were annulled.

--as-of is the day on which the states of the editions and the days held are
looked at; enrolments are counted as they are recorded now.`,
		Example: `dtctl corso show TD-BASE
dtctl corso show TD-BASE --as-of 2021-12-31 -o json`,
		Args:              exactly("CODE"),
		ValidArgsFunction: firstArgument(env.complete(completeCorso)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				c, err := corso.Find(ctx, tx, args[0])
				if err != nil {
					return err
				}
				s, err := corso.Describe(ctx, tx, c, env.dayOr(asOf))
				if err != nil {
					return err
				}
				return show(env, corsoSchedaColumns(), s)
			})
		},
	}
	asOfVar(cmd, &asOf)
	return listing(cmd, corsoSchedaColumns())
}
