package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newAreaListCmd(env *Env) *cobra.Command {
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the areas",
		Long:  `List the areas by name, each with the number of enti that lie in it on the day.`,
		Example: `dtctl area list
dtctl area list --as-of 2020-12-31 -o csv`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				areas, err := area.List(ctx, tx, env.dayOr(asOf))
				if err != nil {
					return err
				}
				return list(env, areaColumns(), areas, message.New("no areas"))
			})
		},
	}
	asOfVar(cmd, &asOf)
	return listing(cmd, areaColumns())
}
