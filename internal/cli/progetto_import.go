package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/registro"
)

func newProgettoImportCmd(env *Env) *cobra.Command {
	var f importFlags
	var create bool
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring in the applications that PA digitale 2026 publishes",
		Long: `Bring in the funded applications of PA digitale 2026 as they are published
(candidature_…_finanziate.csv, candidature_finanziate_131.csv, …): CSV, TSV or
XLSX; - is the standard input. The columns are found by their titles, whatever
their order; those that are not read, and those that are missing, are told.

An application is known by the title of its call, the IPA code of its ente and
the moment at which it was sent, as the file writes them: the same one in two
files is one project, whatever you correct in it afterwards. Its amount is what
was requested; A and E are granted, E is paid too, R is freed. Payments that you
recorded stay, and the file adds what is left to its total. The measure is that
of the file where it has one, else that of the call; the region is that of the
file.

A call that nobody knows is created and told: dtctl bando import completes it
whenever it comes. Enti that the register lacks are created only with
--create-enti, by the type that their kind or their name tells: comuni never,
and those of no such type as altro, to be looked at. Without it their rows are
rejected.

Hours are taken as the file has them: those that are published are in UTC, one
or two hours behind the clock in Italy.

What others decided is taken as it is, also where it breaks a rule of a call:
dtctl bando check tells. A blank changes nothing; a value edited by hand stays
unless --overwrite-manual is given; a state only goes forward unless
--allow-regress is. --dry-run shows exactly what would happen, and dtctl undo
takes an import back.`,
		Example: `dtctl progetto import candidature.csv --profile padigitale-candidature --create-enti --dry-run
dtctl progetto import candidature.csv --create-enti --rejects scarti.csv`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			fixed := map[string]string{}
			if create {
				fixed[ente.CreaEnti] = "1"
			}
			return env.importFile(cmd, progetto.ImportCandidature(registro.Readable), &f, args[0], fixed)
		},
	}
	f.add(cmd)
	env.completesProfile(cmd, "progetto")
	cmd.Flags().BoolVar(&create, "create-enti", false, "add the enti that the register lacks, comuni excepted")
	cmd.Flags().BoolVar(&f.regress, "allow-regress", false, "let a status go back")
	return writing(env, listing(cmd, importedColumns()))
}
