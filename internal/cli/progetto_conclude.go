package cli

import "github.com/spf13/cobra"

func newProgettoConcludeCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "conclude"}
	return f.command(env, &cobra.Command{
		Short: "Record that the work on a project is over",
		Long: `Record that the work on a project is over: it is now concluso. What it spent
is accounted for next, with: dtctl progetto account`,
		Example: `dtctl progetto conclude SW2020-03 --date 2026-10-30`,
	})
}
