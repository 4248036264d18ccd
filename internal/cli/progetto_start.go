package cli

import "github.com/spf13/cobra"

func newProgettoStartCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "start"}
	return f.command(env, &cobra.Command{
		Short: "Record that the work on a project began",
		Long:  `Record that the work on a funded project began: it is now avviato.`,
		Example: `dtctl progetto start SW2020-17 --date 2026-11-02
dtctl progetto start SW2020-19 --act-number "prot. 77/2026" --dry-run`,
	})
}
