package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

func newProvinciaListCmd(env *Env) *cobra.Command {
	var regions []string
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the provinces of a day with every code that names them",
		Long: `List the provinces of a day with every code that names them. --province accepts
the sigla, the ISTAT code, the statistical code and the name.

Sigle change their meaning: SU was Sud Sardegna until 2025 and is Sulcis
Iglesiente since. Wherever a province is named, it is the one of the day that
the command is about.`,
		Example: `dtctl provincia list --region ER
dtctl provincia list --region SD --as-of 2015-01-01
dtctl provincia list -o csv --columns sigla,istat,denominazione`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				ids, err := findRegioni(ctx, tx, regions)
				if err != nil {
					return err
				}
				province, err := territorio.Province(ctx, tx, territorio.Filter{Regioni: ids, AsOf: env.dayOr(asOf)})
				if err != nil {
					return err
				}
				return list(env, provinciaColumns(), province, message.New("no provinces"))
			})
		},
	}
	regionsVar(env, cmd, &regions, "only in these regions: code or name (`REGION,...`)")
	asOfVar(cmd, &asOf)
	return listing(cmd, provinciaColumns())
}
