package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newEdizioneShowCmd(env *Env) *cobra.Command {
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "show CORSO/NUMBER",
		Short: "Show an edition and the days on which it is held",
		Long: `Show an edition, the days on which it is held and, of a course for citizens, how
many attended. Who is enrolled is in: dtctl iscrizione list`,
		Example: `dtctl edizione show TD-BASE/1
dtctl edizione show TD-BASE/1 --as-of 2021-07-15 -o json`,
		Args:              exactly("CORSO/NUMBER"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEdizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				e, err := corso.FindEdizione(ctx, tx, args[0])
				if err != nil {
					return err
				}
				s, err := describeEdizione(ctx, tx, e, env.dayOr(asOf))
				if err != nil {
					return err
				}
				return show(env, edizioneSchedaColumns(), s)
			})
		},
	}
	asOfVar(cmd, &asOf)
	return listing(cmd, edizioneSchedaColumns())
}
