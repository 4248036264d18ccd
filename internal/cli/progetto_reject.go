package cli

import "github.com/spf13/cobra"

func newProgettoRejectCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "reject"}
	cmd := f.command(env, &cobra.Command{
		Short: "Record that an application is not admitted",
		Long: `Record that an application was examined and is not admitted: it is now
non_ammesso, and no state follows. --reason keeps why with the act.`,
		Example: `dtctl progetto add PICCOLI-2026 SPORTELLO --ente Polinago --requested 40000 --presented 2026-11-10
dtctl progetto reject SPORTELLO --act-number "decreto 101/2026" --reason "spesa non ammissibile"`,
	})
	reasonVar(cmd)
	return cmd
}
