package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
)

func newBandoImportCmd(env *Env) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring in the calls that PA digitale 2026 publishes",
		Long: `Bring in the calls of PA digitale 2026 as they are published (avvisi.csv): CSV,
TSV or XLSX; - is the standard input. The columns are found by their titles,
whatever their order; those that are not read, and those that are missing, are
told.

A call is known by the title that the file gives it, without regard to case and
punctuation, whatever title you give it afterwards. A new one gets a code made
of its measure, month and title, such as PAD-1.2-2022-04-SCUOLE, that dtctl
bando edit --code changes. Its endowment is brought to the published one by an
act of the difference, unless somebody wrote an act of endowment by hand. A call
that only applications have named until then gets what the file says of it; a
part of a call, such as «… (quota 1.1)», that the file does not name gets the
measure of the call of the same title.

An empty cell changes nothing; a value edited by hand stays unless
--overwrite-manual is given; a file of an older day (--snapshot) changes nothing
that is known of a later one. --dry-run shows exactly what would happen, and
dtctl undo takes an import back.`,
		Example: `dtctl bando import avvisi.csv --profile padigitale-avvisi --dry-run
dtctl bando import avvisi.csv --snapshot 2026-11-01`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.importFile(cmd, bando.ImportAvvisi(), &f, args[0], nil)
		},
	}
	f.add(cmd)
	env.completesProfile(cmd, "bando")
	return writing(env, listing(cmd, importedColumns()))
}
