package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/ruolo"
)

func newRuoloAddCmd(env *Env) *cobra.Command {
	var f ruoloFlags
	cmd := &cobra.Command{
		Use:   "add CODE",
		Short: "Add a role to a programme, or a general one",
		Long: `Add a role to a programme, or a general one without --programma. The code is
what --role takes: letters without accents, digits and _, stored in lower case.
Two programmes may each have a role with the same code; the code of a general
role is taken for all of them.

A role is unique and compulsory unless you say otherwise.`,
		Example: `dtctl ruolo add referente_ufl --name "Referente UFL" --programma DC --compulsory=false
dtctl ruolo add sindaco --name "Sindaco" --compulsory=false
dtctl ruolo add facilitatore --name "Facilitatore digitale" --programma DC --unique=false --dry-run`,
		Args: exactly("CODE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			nuovo := ruolo.Ruolo{Codice: args[0], Unico: f.unique, Obbligatorio: f.compulsory}
			f.apply(cmd, &nuovo)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				var err error
				if nuovo.ProgrammaID, err = programmaID(ctx, tx, f.programma); err != nil {
					return Outcome{}, err
				}
				added, err := ruolo.Add(ctx, tx, nuovo)
				return Outcome{
					Done:   message.New("role %s added", added.Codice),
					Record: recordOf(ruoloColumns(), added),
				}, err
			})
		},
	}
	f.add(env, cmd)
	return writing(env, listing(cmd, ruoloColumns()))
}
