package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/programma"
)

func newProgrammaListCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the programmes",
		Long: `List the programmes by code. The scope of one, and how many enti it has, is in:
dtctl programma show CODE`,
		Example: `dtctl programma list
dtctl programma list -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				programmi, err := programma.List(ctx, tx)
				if err != nil {
					return err
				}
				return list(env, programmaColumns(), programmi, message.New("no programmes"))
			})
		},
	}
	return listing(cmd, programmaColumns())
}
