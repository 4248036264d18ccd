package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newSessioneListCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [CORSO or CORSO/NUMBER]",
		Short: "List the sessions of a course, of an edition, or all",
		Long: `List the sessions of a course (TD-BASE) or of one edition (TD-BASE/1) by day, or
those of all courses.`,
		Example: `dtctl sessione list
dtctl sessione list TD-BASE/1 -o csv`,
		Args:              atMost("CORSO"),
		ValidArgsFunction: firstArgument(env.complete(env.completeParte)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				part, err := findParte(ctx, tx, args)
				if err != nil {
					return err
				}
				sessioni, err := corso.Sessioni(ctx, tx, part)
				if err != nil {
					return err
				}
				return list(env, sessioneColumns(), sessioni, message.New("no sessions"))
			})
		},
	}
	return listing(cmd, sessioneColumns())
}
