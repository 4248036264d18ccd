package cli

import "github.com/spf13/cobra"

func newProgettoAccountCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "account"}
	return f.command(env, &cobra.Command{
		Short: "Record that the ente accounted for what it spent",
		Long: `Record that the ente accounted for what it spent on a project that is over: it
is now rendicontato. The spending itself is recorded with: dtctl spesa add`,
		Example: `dtctl progetto account SW2020-05 --date 2026-11-16 --act-number "prot. 903/2026"`,
	})
}
