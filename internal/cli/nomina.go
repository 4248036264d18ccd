package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/ruolo"
)

func newNominaCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "nomina",
		Short: "Nominations: who was invited to appoint, who was appointed",
		Long: `A nomina begins as an invitation to an ente to appoint the holder of a role
(invitato). It becomes a proposal when a name has come (proposta), and is in
force (attiva) from the day that the act says. It ends on its last day
(cessata), or on the day before its successor begins (sostituita). An ente can
decline (rifiutata), and a row written by mistake is taken out (annullata).

A nomina counts on a day when it is attiva, cessata or sostituita and the day
lies between its first and its last, both included. Nothing else ever counts.`,
		Example: `dtctl nomina list --region ER --as-of 2021-07-15
dtctl nomina list --missing any --region ER`,
	}
	env.addVerbs(cmd, newNominaInviteCmd, newNominaAddCmd, newNominaListCmd, newNominaShowCmd, newNominaEditCmd, newNominaEndCmd, newNominaReplaceCmd, newNominaRefuseCmd, newNominaRemoveCmd, newNominaImportCmd)
	return cmd
}

// actFlags are the flags of the act of a nomina and of what it covers.
type actFlags struct {
	kind   nomina.TipoAtto
	date   periodo.Data
	form   nomina.Forma
	covers nomina.Copre
	enti   []string
}

func (f *actFlags) add(env *Env, cmd *cobra.Command) {
	choiceVar(cmd, &f.kind, "act", nomina.TipiAtto(), "the kind of the act")
	cmd.Flags().String("act-number", "", "the `NUMBER` of the act")
	dateVar(cmd, &f.date, "act-date", "the `DAY` of the act")
	cmd.Flags().String("protocol", "", "the protocol `NUMBER` under which it was received")
	choiceVar(cmd, &f.form, "form", nomina.Forme(), "whether the ente appoints alone or with others")
	choiceVar(cmd, &f.covers, "covers", nomina.Coperture(), "which comuni the nomina of an Unione covers")
	cmd.Flags().StringArrayVar(&f.enti, "covers-ente", nil, "a comune covered with --covers elenco, once for each (`ENTE`)")
	_ = cmd.RegisterFlagCompletionFunc("covers-ente", env.complete(env.completeEnte))
	cmd.Flags().String("note", "", "free `TEXT`")
}

// act returns the act that the flags describe.
func (f *actFlags) act(cmd *cobra.Command) nomina.Atto {
	a := nomina.Atto{Tipo: f.kind, Data: f.date}
	assign(cmd, map[string]*string{"act-number": &a.Numero, "protocol": &a.Protocollo})
	return a
}

// covered returns the comuni of --covers-ente as they are on the day, nil
// without any.
func (f *actFlags) covered(ctx context.Context, tx *db.Tx, day periodo.Data) ([]int64, error) {
	return each(f.enti, func(arg string) (int64, error) {
		e, err := findEnte(ctx, tx, arg, nil, day)
		return e.ID, err
	})
}

// holderFlags are the flags of the person of a nomina.
type holderFlags struct {
	persona string
	isNew   bool
}

func (f *holderFlags) add(env *Env, cmd *cobra.Command) {
	personaVar(env, cmd, &f.persona, "the `PERSON`: a number, or surname and given name between quotes")
	flags := cmd.Flags()
	flags.BoolVar(&f.isNew, "new-person", false, "record the person too, when there is no record of them yet")
	flags.String("surname", "", "with --new-person, the `SURNAME`, where --persona does not tell it from the given name")
	flags.String("name", "", "with --new-person, the given `NAME`")
	flags.String("email", "", "with --new-person, the e-mail `ADDRESS` at the office")
	flags.String("phone", "", "with --new-person, the telephone `NUMBER` at the office")
}

// personaVar adds the flag that names a person.
func personaVar(env *Env, cmd *cobra.Command, arg *string, usage string) {
	cmd.Flags().StringVar(arg, "persona", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("persona", env.complete(completePersona))
}

// required returns the flags that must be given, those of the command and
// --persona unless other flags describe the person.
func (f *holderFlags) required(cmd *cobra.Command, names ...string) []string {
	if f.isNew || cmd.Flags().Changed("surname") || cmd.Flags().Changed("name") {
		return names
	}
	return append(names, "persona")
}

// find returns the person that the flags name, recorded now with --new-person.
func (f *holderFlags) find(ctx context.Context, tx *db.Tx, cmd *cobra.Command) (persona.Persona, error) {
	if !f.isNew {
		for _, name := range []string{"surname", "name", "email", "phone"} {
			if cmd.Flags().Changed(name) {
				return persona.Persona{}, fault.New(fault.Usage, "--%s describes a new person", name).
					WithHint("add --new-person, or leave it out")
			}
		}
		if err := requireFlags(cmd, "persona"); err != nil {
			return persona.Persona{}, err
		}
		return persona.Find(ctx, tx, f.persona)
	}
	p, err := f.described(cmd)
	if err != nil {
		return p, err
	}
	if p, err = persona.Add(ctx, tx, p); err != nil {
		return p, err
	}
	same, err := persona.Namesakes(ctx, tx, p)
	if err == nil && len(same) > 0 {
		err = fault.New(fault.Failed, "%s is already recorded, with number %s", same[0].Nominativo(), number(same[0].ID)).
			WithHint("name the person with --persona %s, or record a namesake first with: dtctl persona add", number(same[0].ID))
	}
	return p, err
}

// described returns the new person of the flags.
func (f *holderFlags) described(cmd *cobra.Command) (persona.Persona, error) {
	var p persona.Persona
	assign(cmd, map[string]*string{
		"surname": &p.Cognome, "name": &p.Nome, "email": &p.Email, "phone": &p.Telefono,
	})
	words := strings.Fields(f.persona)
	switch {
	case len(words) == 0:
		return p, nil
	case p.Cognome != "" || p.Nome != "":
		return p, exclude("persona", "surname")
	case len(words) != 2:
		return p, fault.New(fault.Usage, "which word is the surname is not clear").
			WithHint("write --surname and --name in place of --persona")
	}
	p.Cognome, p.Nome = words[0], words[1]
	return p, nil
}

// rolesVar adds the flag that names roles.
func rolesVar(env *Env, cmd *cobra.Command, codes *[]string, usage string) {
	cmd.Flags().StringSliceVar(codes, "role", nil, usage)
	_ = cmd.RegisterFlagCompletionFunc("role", env.complete(completeRuolo))
}

// oneRole returns the only role of --role.
func oneRole(ctx context.Context, tx *db.Tx, codes []string, programma string) (ruolo.Ruolo, error) {
	if len(codes) != 1 {
		return ruolo.Ruolo{}, fault.New(fault.Usage, "a nomina is for one role").WithHint("give one code with --role")
	}
	id, err := programmaID(ctx, tx, programma)
	if err != nil {
		return ruolo.Ruolo{}, err
	}
	return ruolo.Find(ctx, tx, codes[0], id)
}

// number writes an id as it stands in messages.
func number(id int64) string { return strconv.FormatInt(id, 10) }

// completeNomina offers the numbers of the nomine.
func completeNomina(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	nomine, err := nomina.List(ctx, tx, nomina.Filter{})
	if err != nil {
		return nil, err
	}
	var offered []string
	for _, n := range nomine {
		if id := number(n.ID); strings.HasPrefix(id, prefix) {
			offered = append(offered, id+"\t"+n.Ente+" "+n.Ruolo+" "+string(n.Stato))
		}
	}
	return offered, nil
}
