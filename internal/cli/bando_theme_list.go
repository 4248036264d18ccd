package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoThemeListCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [BANDO]",
		Short: "List the themes of a call, or of all, with their projects",
		Long: `List the themes of a call, or of all, by call, with how many projects have each.
A project counts in each of its themes.`,
		Example: `dtctl bando theme list
dtctl bando theme list SW2020 --sort -progetti`,
		Args:              atMost("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				b, err := findBando(ctx, tx, args)
				if err != nil {
					return err
				}
				themes, err := bando.Temi(ctx, tx, b.ID)
				if err != nil {
					return err
				}
				return list(env, temaColumns(), themes, message.New("no themes"))
			})
		},
	}
	return listing(cmd, temaColumns())
}
