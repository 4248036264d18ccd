package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
)

func newProgrammaCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "programma",
		Short: "Programmes and their scope: the enti that they concern",
		Long: `A programme has a code, a name and a scope: the enti that it concerns. The scope
is what a coverage figure of the programme is a share of.

The scope is a rule (regions, types of ente, areas) and single enti let in or
kept out by hand, with a reason. Without a rule it is every local body, unless
--only-included makes it the enti let in by hand alone. It is read anew for each
day: a comune that passes to another region leaves one scope and enters another
on that day.`,
		Example: `dtctl programma add PUNTI --name "Punti digitali facili" --region ER --type comune,unione
dtctl programma show DC`,
	}
	env.addVerbs(cmd, newProgrammaAddCmd, newProgrammaListCmd, newProgrammaShowCmd, newProgrammaEditCmd)
	return cmd
}

// programmaFlags are the flags of what is kept of a programme.
type programmaFlags struct {
	tipo     programma.Tipo
	stato    programma.Stato
	from, to periodo.Data
	scope    scopeFlags
}

func (f *programmaFlags) add(cmd *cobra.Command) {
	choiceVar(cmd, &f.tipo, "kind", programma.Tipi(), "what kind of programme it is")
	choiceVar(cmd, &f.stato, "status", programma.Stati(), "how far it has come")
	dateVar(cmd, &f.from, "from", "first `DAY` of the programme")
	dateVar(cmd, &f.to, "to", "last `DAY` of the programme")
	flags := cmd.Flags()
	flags.String("name", "", "the programme's `NAME`")
	flags.String("promoter", "", "`WHO` wants it")
	flags.String("implementer", "", "`WHO` carries it out")
	flags.String("funder", "", "`WHO` pays for it")
	flags.String("source", "", "the fund or the rule behind it (`TEXT`)")
	flags.String("email", "", "its e-mail `ADDRESS`")
	flags.String("url", "", "its page on the web (`URL`)")
	flags.String("note", "", "free `TEXT`")
	f.scope.add(cmd)
}

// apply puts what the flags say in p.
func (f *programmaFlags) apply(cmd *cobra.Command, p *programma.Programma) {
	assign(cmd, map[string]*string{
		"name": &p.Nome, "promoter": &p.Promotore, "implementer": &p.Attuatore, "funder": &p.Finanziatore,
		"source": &p.Fonte, "email": &p.Email, "url": &p.URL, "note": &p.Note,
	})
	if cmd.Flags().Changed("kind") {
		p.Tipo = f.tipo
	}
	if cmd.Flags().Changed("status") {
		p.Stato = f.stato
	}
	if day := optionalDate(cmd, "from", f.from); day != nil {
		p.Dal = *day
	}
	if day := optionalDate(cmd, "to", f.to); day != nil {
		p.Al = *day
	}
}

// completeProgramma offers the codes of the programmes.
func completeProgramma(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	programmi, err := programma.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	var offered []string
	for _, p := range programmi {
		if strings.HasPrefix(p.Codice, strings.ToUpper(prefix)) {
			offered = append(offered, p.Codice+"\t"+p.Nome)
		}
	}
	return offered, nil
}
