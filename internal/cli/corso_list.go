package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newCorsoListCmd(env *Env) *cobra.Command {
	var f corso.Filter
	var code string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the courses with their figures",
		Long: `List the courses by code, each with its editions and its enrolments. Enrolments
that were withdrawn or annulled are not counted, and who is enrolled in two
editions counts twice; dtctl corso show CODE counts persons. A course for
citizens has no enrolments: how many attended is in the column cittadini.`,
		Example: `dtctl corso list
dtctl corso list --platform SELF --audience dipendenti -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				var err error
				if f.ProgrammaID, err = programmaID(ctx, tx, code); err != nil {
					return err
				}
				corsi, err := corso.List(ctx, tx, f)
				if err != nil {
					return err
				}
				return list(env, corsoColumns(), corsi, message.New("no courses"))
			})
		},
	}
	programmaVar(env, cmd, &code, "only those of the programme with this `CODE`")
	cmd.Flags().StringVar(&f.Piattaforma, "platform", "", "only those held or followed there (`WHERE`)")
	choicesVar(cmd, &f.Platee, "audience", corso.Platee(), "only those for these")
	return listing(cmd, corsoColumns())
}
