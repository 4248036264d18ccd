package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
)

func newPersonaAddCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add SURNAME NAME",
		Short: "Add a person",
		Long: `Add a person. A surname or a name of several words goes between quotes.

Persons may share a name; when somebody is already called so, the command says
it. The same codice fiscale, the same id on the same learning platform, or the
same name with the same e-mail address, is refused: it is the same person. The
codice fiscale may be left out; with --cf - it is read from standard input:

  dtctl persona add Rossi Maria --cf - < FILE`,
		Example: `dtctl persona add Bianchi Anna --email anna.bianchi@comune.example.it
dtctl persona add "De Rossi" "Anna Maria" --phone "0536 880000" --note "only in the morning"
dtctl persona add Verdi Luca --dry-run`,
		Args: exactly("SURNAME", "NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			nuova := persona.Persona{Cognome: args[0], Nome: args[1]}
			assign(cmd, personaFields(&nuova))
			cf, err := env.givenCF(cmd)
			if err != nil {
				return err
			}
			if cf != nil {
				nuova.CF = *cf
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				return addPersona(ctx, tx, nuova)
			})
		},
	}
	personaFlags(cmd)
	return writing(env, listing(cmd, personaColumns(false)))
}

func addPersona(ctx context.Context, tx *db.Tx, p persona.Persona) (Outcome, error) {
	added, err := persona.Add(ctx, tx, p)
	if err != nil {
		return Outcome{}, err
	}
	same, err := persona.Namesakes(ctx, tx, added)
	if err != nil {
		return Outcome{}, err
	}
	done := Outcome{
		Done:   message.New("person %s added: %s", strconv.FormatInt(added.ID, 10), added.Nominativo()),
		Record: recordOf(personaColumns(false), added),
	}
	if len(same) > 0 {
		numbers := make([]string, len(same))
		for i, other := range same {
			numbers[i] = strconv.FormatInt(other.ID, 10)
		}
		done.Notes = append(done.Notes, message.Count(len(same),
			"note: another person has the same name, number %s", "note: other persons have the same name, numbers %s",
			strings.Join(numbers, ", ")))
	}
	return done, nil
}
