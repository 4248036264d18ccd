package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/ruolo"
)

func newRuoloCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ruolo",
		Short: "Roles for which an ente appoints somebody",
		Long: `A role is what an ente appoints somebody for. It belongs to one programme, such
as comunicazione, or is general, such as rtd, the Responsabile per la
transizione al digitale (CAD art. 17), which every database has.

A unique role has one holder at a time in each ente. An ente is complete when
all compulsory roles have a holder.`,
		Example: `dtctl ruolo add referente_ufl --name "Referente UFL" --programma DC
dtctl ruolo list`,
	}
	env.addVerbs(cmd, newRuoloAddCmd, newRuoloListCmd, newRuoloEditCmd)
	return cmd
}

func ruoloColumns() []render.Column[ruolo.Ruolo] {
	return []render.Column[ruolo.Ruolo]{
		{Key: "codice", Title: "Code", Value: func(r ruolo.Ruolo) any { return r.Codice }},
		{Key: "nome", Title: "Name", Value: func(r ruolo.Ruolo) any { return r.Nome }},
		{Key: "programma", Title: "Programme", Value: func(r ruolo.Ruolo) any { return orNull(r.Programma) }},
		{Key: "unico", Title: "Unique", Value: func(r ruolo.Ruolo) any { return r.Unico }},
		{Key: "obbligatorio", Title: "Compulsory", Value: func(r ruolo.Ruolo) any { return r.Obbligatorio }},
		{Key: "norma", Title: "Law", Value: func(r ruolo.Ruolo) any { return orNull(r.Norma) }},
	}
}

// ruoloFlags are the flags of what is kept of a role.
type ruoloFlags struct {
	programma          string
	unique, compulsory bool
}

func (f *ruoloFlags) add(env *Env, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.String("name", "", "the role's `NAME` in full")
	flags.BoolVar(&f.unique, "unique", true, "an ente has one holder at a time; --unique=false: any number")
	flags.BoolVar(&f.compulsory, "compulsory", true, "an ente without a holder is not complete; --compulsory=false: it is")
	flags.String("law", "", "the rule that asks for the role, such as CAD art. 17 (`TEXT`)")
	programmaVar(env, cmd, &f.programma, "the `CODE` of the programme to which the role belongs")
}

// apply puts what the flags say in r.
func (f *ruoloFlags) apply(cmd *cobra.Command, r *ruolo.Ruolo) {
	assign(cmd, map[string]*string{"name": &r.Nome, "law": &r.Norma})
	if cmd.Flags().Changed("unique") {
		r.Unico = f.unique
	}
	if cmd.Flags().Changed("compulsory") {
		r.Obbligatorio = f.compulsory
	}
}

// programmaVar adds the flag that names a programme.
func programmaVar(env *Env, cmd *cobra.Command, code *string, usage string) {
	cmd.Flags().StringVar(code, "programma", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("programma", env.complete(completeProgramma))
}

// programmaID returns the id of the programme that --programma names, 0 when
// it was not given.
func programmaID(ctx context.Context, tx *db.Tx, code string) (int64, error) {
	if code == "" {
		return 0, nil
	}
	p, err := programma.Find(ctx, tx, code)
	return p.ID, err
}

// completeRuolo offers the codes of the roles.
func completeRuolo(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	ruoli, err := ruolo.List(ctx, tx, 0)
	if err != nil {
		return nil, err
	}
	var offered []string
	for _, r := range ruoli {
		if strings.HasPrefix(r.Codice, strings.ToLower(prefix)) {
			offered = append(offered, r.Codice+"\t"+strings.TrimSpace(r.Programma+" "+r.Nome))
		}
	}
	return offered, nil
}
