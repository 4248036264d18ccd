package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/unione"
)

func newUnioneImportCmd(env *Env) *cobra.Command {
	var f importFlags
	var unioni []string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring in a file of members of Unioni",
		Long: `Bring in a file of members of Unioni: CSV, TSV or XLSX; - is the standard input.
Each row is a comune that belongs to an Unione, which the columns unione and
ipa_unione name, or --unione for all rows. The columns are found by their titles
(dtctl import inspect FILE shows which); --map names others.

A membership of which the file says a first or a last day gets it. A new one
without a first day begins on the day of the file (--snapshot). An empty cell
changes nothing; a day written by hand stays unless --overwrite-manual is given.

--mode sync takes the file for the whole list of the members of the Unioni that
it names: the memberships that it lacks end on the day of the file, up to the
share of --max-change, and none ends as long as rows are rejected.

--dry-run shows exactly what would happen. The rows that are right go in, the
others can be written with --rejects, mended and imported again; dtctl undo
takes an import back.`,
		Example: `dtctl unione import membri.csv --snapshot 2021-07-15 --dry-run
dtctl unione import membri.csv --unione c_i462a --mode sync --snapshot 2021-07-15 --max-change 30%`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			name, err := onlyOne("unione", unioni)
			if err != nil {
				return err
			}
			return env.importFile(cmd, unione.Import(), &f, args[0], map[string]string{"unione": name})
		},
	}
	f.add(cmd)
	env.completesProfile(cmd, "unione")
	cmd.Flags().StringVar(&f.maxChange, "max-change", "20%", "with --mode sync, the greatest `SHARE` of records that may be retired")
	cmd.Flags().StringSliceVar(&unioni, "unione", nil, "the `UNIONE` of the rows that name none")
	_ = cmd.RegisterFlagCompletionFunc("unione", env.complete(env.completeUnione))
	return writing(env, listing(cmd, importedColumns()))
}
