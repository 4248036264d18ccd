package cli

import "github.com/spf13/cobra"

func newReportCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "report",
		Short: "The weekly reports: who is enrolled, who is missing, what is due",
		Long: `The reports that the office makes every week: on its courses, and on what is due
in the next days. They count persons and never name them, unless --with-names is
given; every list with names that leaves is kept in: dtctl history exports`,
		Example: `dtctl --demo report iscritti --region ER --by provincia
dtctl --demo report non-self --region ER
dtctl --demo report scadenze --within 60d`,
	}
	env.addVerbs(cmd, newReportIscrittiCmd, newReportNonSelfCmd, newReportNonCompletatiCmd, newReportScadenzeCmd)
	return cmd
}
