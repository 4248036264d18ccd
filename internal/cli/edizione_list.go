package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newEdizioneListCmd(env *Env) *cobra.Command {
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "list [CORSO]",
		Short: "List the editions of a course, or of all",
		Long: `List the editions of a course, or of all, by number, with the status that they
have on the day of --as-of. Enrolments are counted as they are recorded now,
without those that were withdrawn or annulled.`,
		Example: `dtctl edizione list
dtctl edizione list TD-BASE --as-of 2021-07-15`,
		Args:              atMost("CORSO"),
		ValidArgsFunction: firstArgument(env.complete(completeCorso)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				part := corso.Corso{}
				if len(args) > 0 {
					var err error
					if part, err = corso.Find(ctx, tx, args[0]); err != nil {
						return err
					}
				}
				edizioni, err := corso.Quadri(ctx, tx, part.ID)
				if err != nil {
					return err
				}
				return list(env, edizioneColumns(env.dayOr(asOf)), edizioni, message.New("no editions"))
			})
		},
	}
	asOfVar(cmd, &asOf)
	return listing(cmd, edizioneColumns(periodo.Data{}))
}
