package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newIscrizioneShowCmd(env *Env) *cobra.Command {
	var day periodo.Data
	var cfInClear bool
	cmd := &cobra.Command{
		Use:   "show ISCRIZIONE",
		Short: "Show an enrolment and who is enrolled",
		Long: `Show an enrolment by its number: the edition, the ente, the person, how far it
has come. The ente is placed as on the day of --as-of, today if it is left out.`,
		Example: `dtctl iscrizione show 1
dtctl iscrizione show 1 -o json`,
		Args:              exactly("ISCRIZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeIscrizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				i, err := iscrizione.Find(ctx, tx, id, env.dayOr(day))
				if err != nil {
					return err
				}
				return show(env, iscrizioneSchedaColumns(cfInClear), i)
			})
		},
	}
	asOfVar(cmd, &day)
	cfInClearVar(cmd, &cfInClear)
	return listing(cmd, iscrizioneSchedaColumns(false))
}
