package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/iscrizione"
)

func newIscrizioneImportCmd(env *Env) *cobra.Command {
	var f importFlags
	var course, edition, body string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring in a file of enrolments",
		Long: `Bring in a file of enrolments: CSV, TSV or XLSX, such as the export of a
learning platform or a sheet that an ente filled in; - is the standard input.
Each row is a person in an edition of a course. The columns are found by their
titles (dtctl import inspect FILE shows which); --map names others.

--dry-run shows exactly what would happen. Every mistake is told with its line
and column; rows that are right go in, the others stay out and can be written
with --rejects, mended and imported again. The same file twice changes nothing,
and dtctl undo takes an import back.

A person is known by the codice fiscale, the number of the platform, a personal
e-mail address, or by name and ente together; an ente by any of its codes, its
address or its name. Near names are only ever suggested. A status goes forward
unless --allow-regress is given; an empty cell changes nothing; a value edited
by hand stays unless --overwrite-manual is given; a list of an older day
(--snapshot) changes nothing that is known of a later one.

--mode create only adds, update only changes, upsert does both; sync also
withdraws the open enrolments of the same editions that the file lacks, up to
the share of --max-change.`,
		Example: `dtctl iscrizione import iscritti.csv --edizione TD-BASE/2 --snapshot 2021-11-03 --dry-run
dtctl iscrizione import iscritti.csv --edizione TD-BASE/2 --snapshot 2021-11-03 --rejects scarti.csv
dtctl iscrizione import iscritti.xlsx --corso TD-BASE --map "Sede=ente" --diff --dry-run`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.importFile(cmd, iscrizione.Import(), &f, args[0], map[string]string{
				"corso": course, "edizione": edition, "ente": body,
			})
		},
	}
	f.add(cmd)
	env.completesProfile(cmd, "iscrizione")
	f.addSync(cmd)
	f.addPersons(cmd)
	cmd.Flags().BoolVar(&f.regress, "allow-regress", false, "let a status go back")
	cmd.Flags().StringVar(&course, "corso", "", "the course (`CODE`) of the rows that name none")
	cmd.Flags().StringVar(&edition, "edizione", "", "the edition of the rows that name none, as `CODE/NUMBER`")
	cmd.Flags().StringVar(&body, "ente", "", "the `ENTE` of the rows that name none")
	return writing(env, listing(cmd, importedColumns()))
}
