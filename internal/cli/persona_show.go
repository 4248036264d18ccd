package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/nomina"
)

func newPersonaShowCmd(env *Env) *cobra.Command {
	var cfInClear bool
	cmd := &cobra.Command{
		Use:   "show PERSONA",
		Short: "Show a person, the nomine held and the courses taken",
		Long: `Show a person with the nomine held or proposed and the enrolments in courses,
past ones included. The person is named by number, or by surname and given name
between quotes, or by the codice fiscale on standard input when the argument is
-:

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
				held, err := nomina.List(ctx, tx, nomina.Filter{PersonaID: p.ID, AsOf: env.Today()})
				if err != nil {
					return err
				}
				attended, err := iscrizione.List(ctx, tx, iscrizione.Filter{PersonaID: p.ID, AsOf: env.Today()})
				if err != nil {
					return err
				}
				return show(env, personaSchedaColumns(cfInClear), personaScheda{Persona: p, nomine: held, iscrizioni: attended})
			})
		},
	}
	cfInClearVar(cmd, &cfInClear)
	return listing(cmd, personaSchedaColumns(false))
}
