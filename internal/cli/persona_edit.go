package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
)

func newPersonaEditCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "edit PERSONA",
		Short: "Correct what is kept of a person",
		Long: `Correct what is kept of a person: only what a flag names is changed, and an
empty value ("") takes it away. A new codice fiscale is read from standard
input, as in persona add.`,
		Example: `dtctl persona edit 1 --phone "0536 880000"
dtctl persona edit 1 --surname "De Rossi" --dry-run
dtctl persona edit 1 --email ""`,
		Args:              exactly("PERSONA"),
		ValidArgsFunction: firstArgument(env.complete(completePersona)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireChange(cmd); err != nil {
				return err
			}
			find, cf, err := env.personaToEdit(cmd, args[0])
			if err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := find(ctx, tx)
				if err != nil {
					return Outcome{}, err
				}
				assign(cmd, personaFields(&p))
				assign(cmd, map[string]*string{"surname": &p.Cognome, "name": &p.Nome})
				if cf != nil {
					p.CF = *cf
				}
				edited, err := persona.Edit(ctx, tx, p)
				return Outcome{
					Done:   message.New("person %s edited", strconv.FormatInt(p.ID, 10)),
					Record: recordOf(personaColumns(false), edited),
				}, err
			})
		},
	}
	cmd.Flags().String("surname", "", "the `SURNAME`")
	cmd.Flags().String("name", "", "the given `NAME`")
	personaFlags(cmd)
	return writing(env, listing(cmd, personaColumns(false)))
}

// personaToEdit reads all that persona edit takes from standard input: the
// codice fiscale that names the person, or the new one.
func (e *Env) personaToEdit(cmd *cobra.Command, arg string) (find finder[persona.Persona], cf *string, err error) {
	if given := optionalText(cmd, "cf"); arg == fromInput && given != nil && *given == fromInput {
		return nil, nil, fault.New(fault.Usage, "standard input holds one codice fiscale, not two").
			WithHint("name the person by number and write --cf -")
	}
	if find, err = e.personaNamed(arg); err != nil {
		return nil, nil, err
	}
	cf, err = e.givenCF(cmd)
	return find, cf, err
}
