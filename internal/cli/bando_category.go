package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
)

func newBandoCategoryCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "category",
		Short: "Categories of the spending of a call, admissible or not",
		Long: `The categories say which spending of a project a call pays for. Each is of
current spending (corrente) or of investment (investimento), and admissible or
not: spending in one that is not, such as devices, is refused by name. What is
in no category at all is refused too.`,
		Example: `dtctl bando category list SW2020
dtctl bando category add SW2020 consulenza --name "Consulenza organizzativa"`,
	}
	// They are few, and built only where the noun above is named.
	cmd.AddCommand(newBandoCategoryAddCmd(env), newBandoCategoryListCmd(env), newBandoCategoryRemoveCmd(env))
	return cmd
}

// completeCategoria offers the categories of a call.
func completeCategoria(ctx context.Context, tx *db.Tx, b bando.Bando, prefix string) ([]string, error) {
	categories, err := bando.Categorie(ctx, tx, b.ID)
	var offered []string
	for _, c := range categories {
		offered = offer(offered, prefix, c.Codice, c.Nome)
	}
	return offered, err
}
