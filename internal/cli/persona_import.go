package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/persona"
)

func newPersonaImportCmd(env *Env) *cobra.Command {
	var f importFlags
	var platform, body string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring in a file of persons",
		Long: `Bring in a file of persons: CSV, TSV or XLSX; - is the standard input. Each row
is a person, who is added, or whose record is completed. The columns are found
by their titles (dtctl import inspect FILE shows which); --map names others.

A person is known by the codice fiscale, the number of the platform (--platform
says which), a personal e-mail address, or by name and ente together. Only a row
with the codice fiscale or the number changes what is there; others fill in what
is missing. A row with nothing but a name adds the person once, and never
completes the record of a namesake.

An empty cell changes nothing; a value edited by hand stays unless
--overwrite-manual is given.

--dry-run shows exactly what would happen. The rows that are right go in, the
others can be written with --rejects, mended and imported again; dtctl undo
takes an import back.`,
		Example: `dtctl persona import persone.csv --dry-run
dtctl persona import persone.csv --platform SELF --no-cf --rejects scarti.csv`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.importFile(cmd, persona.Import(), &f, args[0], map[string]string{"piattaforma": platform, "ente": body})
		},
	}
	f.add(cmd)
	env.completesProfile(cmd, "persona")
	f.addPersons(cmd)
	cmd.Flags().StringVar(&platform, "platform", "", "the learning platform (`NAME`) of the rows that name none")
	enteVar(env, cmd, &body, "the `ENTE` of the rows that name none")
	return writing(env, listing(cmd, importedColumns()))
}
