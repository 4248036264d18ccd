package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/nomina"
)

func newNominaImportCmd(env *Env) *cobra.Command {
	var f importFlags
	var roles []string
	var programma, body string
	var replace bool
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring in a file of nomine",
		Long: `Bring in a file of nomine: CSV, TSV or XLSX; - is the standard input. Each row
is the invitation, the proposal or the nomina of one ente for one role. The
columns are found by their titles (dtctl import inspect FILE shows which); --map
names others. What dtctl nomina list prints as CSV can be brought in again.

A nomina of the same ente, role and person that is in force on a day of the row
is brought up to date; an open invitation or proposal becomes the nomina; else a
new one begins, on the day of the file (--snapshot) when the row has none, which
is said. A row with another person than the holder is refused, unless --replace
lets the person of the file take the place of the holder.

An empty cell changes nothing; a value edited by hand stays, and a nomina ended
or removed by hand is not brought back, unless --overwrite-manual is given. How
persons and enti are recognised: dtctl iscrizione import --help.

--dry-run shows exactly what would happen. The rows that are right go in, the
others can be written with --rejects, mended and imported again; dtctl undo
takes an import back.`,
		Example: `dtctl nomina import nomine.csv --programma DC --snapshot 2021-07-15 --dry-run
dtctl nomina import nomine.csv --programma DC --role comunicazione --snapshot 2021-07-15 --rejects scarti.csv
dtctl nomina import nomine.csv --programma DC --snapshot 2021-07-15 --replace --diff --dry-run`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			role, err := onlyOne("role", roles)
			if err != nil {
				return err
			}
			fixed := map[string]string{"programma": programma, "ruolo": role, "ente": body}
			if replace {
				fixed[nomina.Sostituisci] = "1"
			}
			return env.importFile(cmd, nomina.Import(), &f, args[0], fixed)
		},
	}
	f.add(cmd)
	env.completesProfile(cmd, "nomina")
	f.addPersons(cmd)
	programmaVar(env, cmd, &programma, "the programme (`CODE`) of the rows that name none")
	rolesVar(env, cmd, &roles, "the `ROLE` of the rows that name none")
	enteVar(env, cmd, &body, "the `ENTE` of the rows that name none")
	cmd.Flags().BoolVar(&replace, "replace", false, "let the persons of the file take the place of the holders")
	return writing(env, listing(cmd, importedColumns()))
}
