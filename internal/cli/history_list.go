package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
)

func newHistoryListCmd(env *Env) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the operations, latest first",
		Long: `List the operations, latest first: number, when, who, which command with the
flags that hold nothing personal, how many rows changed, and which operation
undoes which. The number is what dtctl history show and dtctl undo take.`,
		Example: `dtctl history list
dtctl history list --limit 20 -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				operations, err := journal.List(ctx, tx, max(limit, 0))
				if err != nil {
					return err
				}
				return list(env, operationColumns(env), operations, message.New("nothing was done yet"))
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "show only the latest `N` operations")
	return listing(cmd, operationColumns(env))
}
