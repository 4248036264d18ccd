package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoCategoryListCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [BANDO]",
		Short: "List the categories of spending of a call, or of all",
		Long: `List the categories of spending of a call, or of all, by call, the admissible
ones first.`,
		Example: `dtctl bando category list
dtctl bando category list SW2020 -o json`,
		Args:              atMost("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				b, err := findBando(ctx, tx, args)
				if err != nil {
					return err
				}
				categories, err := bando.Categorie(ctx, tx, b.ID)
				if err != nil {
					return err
				}
				return list(env, categoriaColumns(), categories, message.New("no categories of spending"))
			})
		},
	}
	return listing(cmd, categoriaColumns())
}
