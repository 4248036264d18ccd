package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newConvenzioneShowCmd(env *Env) *cobra.Command {
	var day periodo.Data
	cmd := &cobra.Command{
		Use:   "show CONVENZIONE",
		Short: "Show a convention and the enti that it covers",
		Long: `Show a convention by its number: the platform, the ente that signed it, its
days, its act, and the other enti that it covers, with where they lie on the
day.`,
		Example: `dtctl convenzione show 1
dtctl convenzione show 1 --as-of 2021-07-15 -o json`,
		Args:              exactly("CONVENZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeConvenzione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			day = env.dayOr(day)
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				c, err := convenzione.Find(ctx, tx, id, day)
				if err != nil {
					return err
				}
				covered, err := convenzione.Covered(ctx, tx, id, day)
				if err != nil {
					return err
				}
				return show(env, convenzioneSchedaColumns(day), convenzioneScheda{Convenzione: c, coperti: covered})
			})
		},
	}
	asOfVar(cmd, &day)
	return listing(cmd, convenzioneSchedaColumns(periodo.Data{}))
}
