package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newImportProfileListCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the saved profiles",
		Long: `List the saved profiles by name, with what each says of the files. The published
layouts, which need no saving, are named in the help of the imports that take
them.`,
		Example: `dtctl import profile list
dtctl import profile list -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				profiles, err := batch.Profiles(ctx, tx)
				if err != nil {
					return err
				}
				return list(env, profileColumns(), profiles, message.New("no profiles were saved"))
			})
		},
	}
	return listing(cmd, profileColumns())
}
