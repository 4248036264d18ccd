package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
)

func newConvenzioneImportCmd(env *Env) *cobra.Command {
	var f importFlags
	var platform string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring in a file of conventions",
		Long: `Bring in a file of conventions: CSV, TSV or XLSX; - is the standard input. Each
row is a convention with the list of the enti that it covers (coperti), or one
of these enti with the capofila that signed (firmatario). The columns are found
by their titles (dtctl import inspect FILE shows which); --map names others.

The same signatory, platform and first day are the same convention: its last
day, act and note are brought up to date, and covered enti are added. None is
taken out: that is for dtctl convenzione uncover. An empty cell changes nothing;
a value edited by hand stays unless --overwrite-manual is given.

--dry-run shows exactly what would happen. The rows that are right go in, the
others can be written with --rejects, mended and imported again; dtctl undo
takes an import back.`,
		Example: `dtctl convenzione import convenzioni.csv --dry-run
dtctl convenzione import convenzioni.csv --platform SELF --rejects scarti.csv`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.importFile(cmd, convenzione.Import(), &f, args[0], map[string]string{"piattaforma": platform})
		},
	}
	f.add(cmd)
	env.completesProfile(cmd, "convenzione")
	conventionPlatformVar(env, cmd, &platform, "the `PLATFORM` of the rows that name none (default: SELF)")
	return writing(env, listing(cmd, importedColumns()))
}
