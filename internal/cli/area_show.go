package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newAreaShowCmd(env *Env) *cobra.Command {
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "show AREA",
		Short: "Show an area and the enti that lie in it",
		Long: `Show an area, named by code or by name, and the enti that lie in it on the day,
with the province and the region in which they lie then.`,
		Example: `dtctl area show AVM
dtctl area show "Alta Valmarecchia" --as-of 2020-12-31 -o json`,
		Args:              exactly("AREA"),
		ValidArgsFunction: firstArgument(env.complete(env.completeArea)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				day := env.dayOr(asOf)
				a, err := area.Find(ctx, tx, args[0], day)
				if err != nil {
					return err
				}
				s, err := describeArea(ctx, tx, a, day)
				if err != nil {
					return err
				}
				return show(env, areaSchedaColumns(), s)
			})
		},
	}
	asOfVar(cmd, &asOf)
	return listing(cmd, areaSchedaColumns())
}
