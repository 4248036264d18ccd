package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
)

func newPersonaShowCmd(env *Env) *cobra.Command {
	var cfInClear bool
	cmd := &cobra.Command{
		Use:   "show PERSONA",
		Short: "Show a person",
		Long: `Show a person, named by number, or by surname and given name between quotes,
or by the codice fiscale on standard input when the argument is -:

  dtctl persona show - < FILE`,
		Example: `dtctl persona show 1
dtctl persona show 1 -o json --cf-in-clear`,
		Args:              exactly("PERSONA"),
		ValidArgsFunction: firstArgument(env.complete(completePersona)),
		RunE: func(cmd *cobra.Command, args []string) error {
			find, err := env.personaNamed(args[0])
			if err != nil {
				return err
			}
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				p, err := find(ctx, tx)
				if err != nil {
					return err
				}
				return show(env, personaColumns(cfInClear), p)
			})
		},
	}
	cfInClearVar(cmd, &cfInClear)
	return listing(cmd, personaColumns(false))
}
