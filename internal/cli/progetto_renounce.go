package cli

import "github.com/spf13/cobra"

func newProgettoRenounceCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "renounce"}
	cmd := f.command(env, &cobra.Command{
		Short: "Record that the ente renounces its grant, or its place",
		Long: `Record that the ente renounces a project before it is over: it is now
rinunciato, and no state follows. All that was granted is freed, for the next of
the ranking. What was paid is to be given back: dtctl erogazione recover`,
		Example: `dtctl progetto renounce SW2020-17 --act-number "prot. 850/2026"
dtctl progetto renounce SW2020-03 --dry-run`,
	})
	reasonVar(cmd)
	return cmd
}
