package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
)

func newPersonaCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "persona",
		Short: "Persons: who holds a role or takes a course",
		Long: `A person has a name, office addresses and, when they are known, a codice fiscale
and what a learning platform calls them. Neither birth date nor sex is kept.
Commands name a person by number, or by surname and given name between quotes.

A codice fiscale is personal: it is read from standard input when the argument
is -, so that it stays out of the history of the shell, and it is shown masked.`,
		Example: `dtctl persona add Bianchi Anna --email anna.bianchi@comune.example.it
dtctl persona list --search bianchi`,
	}
	env.addVerbs(cmd, newPersonaAddCmd, newPersonaListCmd, newPersonaShowCmd, newPersonaEditCmd, newPersonaMergeCmd, newPersonaImportCmd)
	return cmd
}

// fromInput is the argument that stands for a codice fiscale on the standard
// input.
const fromInput = "-"

// personaFlags adds the flags of what is kept of a person besides the name.
func personaFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.String("email", "", "e-mail `ADDRESS` at the office")
	f.String("phone", "", "telephone `NUMBER` at the office")
	f.String("platform", "", "with --platform-id, the `NAME` of a learning platform, such as SELF")
	f.String("platform-id", "", "what the platform calls the person (`ID`)")
	f.String("note", "", "free `TEXT`")
	f.String("cf", "", "- to read the codice fiscale from standard input (`-`)")
	_ = cmd.RegisterFlagCompletionFunc("cf", cobra.FixedCompletions([]string{fromInput}, cobra.ShellCompDirectiveNoFileComp))
}

// assign puts in each field the flag of that name, where it was given.
func assign(cmd *cobra.Command, fields map[string]*string) {
	for name, field := range fields {
		if given := optionalText(cmd, name); given != nil {
			*field = *given
		}
	}
}

// personaFields returns the fields of p that flags fill.
func personaFields(p *persona.Persona) map[string]*string {
	return map[string]*string{
		"email": &p.Email, "phone": &p.Telefono, "platform": &p.Piattaforma, "platform-id": &p.IDEsterno, "note": &p.Note,
	}
}

// givenCF returns what --cf says: nil when it was not given, the empty string
// to forget the code, or the code read from standard input. Any other value is
// refused, and not repeated.
func (e *Env) givenCF(cmd *cobra.Command) (*string, error) {
	given := optionalText(cmd, "cf")
	if given == nil || *given == "" {
		return given, nil
	}
	if *given != fromInput {
		return nil, fault.New(fault.Usage, "a codice fiscale is never written in a command, where the history of the shell keeps it").
			WithHint("write --cf - and give the code on standard input")
	}
	cf, err := e.readCF()
	return &cf, err
}

// readCF reads a codice fiscale from the first line of the standard input.
func (e *Env) readCF() (string, error) {
	if isTerminal(e.In) {
		e.say(message.New("write the codice fiscale and press Enter"))
	}
	line, err := e.readLine()
	if err != nil {
		return "", err
	}
	line = strings.TrimSpace(line)
	if line == "" {
		return "", fault.New(fault.Usage, "there is no codice fiscale on standard input").
			WithHint("give it there, for example from a file with: < FILE")
	}
	return line, nil
}

// finder looks a record up in a transaction.
type finder[T any] func(ctx context.Context, tx *db.Tx) (T, error)

// personaNamed returns how to find the person that an argument names. The
// standard input is read at once: nobody waits for it inside a transaction.
func (e *Env) personaNamed(arg string) (finder[persona.Persona], error) {
	if arg != fromInput {
		return func(ctx context.Context, tx *db.Tx) (persona.Persona, error) {
			return persona.Find(ctx, tx, arg)
		}, nil
	}
	cf, err := e.readCF()
	return func(ctx context.Context, tx *db.Tx) (persona.Persona, error) {
		return persona.FindByCF(ctx, tx, cf)
	}, err
}

// completePersona offers persons by number and by name.
func completePersona(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	persons, err := persona.Starting(ctx, tx, prefix, completionLimit)
	var offered []string
	for _, p := range persons {
		if id := number(p.ID); strings.HasPrefix(id, prefix) {
			offered = append(offered, id+"\t"+p.Nominativo())
		} else {
			offered = append(offered, p.Nominativo()+"\t"+id)
		}
	}
	return offered, err
}
