package cli

import "github.com/spf13/cobra"

func newProgettoAdvanceCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "advance"}
	return f.command(env, &cobra.Command{
		Short: "Record that a project is well under way",
		Long: `Record that a project that began is well under way: it is now in_corso. The
step can be left out: a project that began can be concluded at once.`,
		Example: `dtctl progetto advance SW2020-09 --date 2026-11-02`,
	})
}
