package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/territorio"
)

func newRegioneListCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the regions with every code that names them",
		Long: `List the regions with every code that names them.

There is no official two-letter code of the Italian regions: dtctl uses those
of HASC, in which Emilia-Romagna is ER. --region accepts any code of this list,
the ISTAT number and the name.`,
		Example: `dtctl regione list
dtctl regione list -o csv --columns sigla,istat,denominazione`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				regioni, err := territorio.Regioni(ctx, tx)
				if err != nil {
					return err
				}
				return list(env, regioneColumns(), regioni, message.New("no regions"))
			})
		},
	}
	return listing(cmd, regioneColumns())
}
