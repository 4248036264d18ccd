package cli

import "github.com/spf13/cobra"

func newProgettoWithdrawCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "withdraw"}
	cmd := f.command(env, &cobra.Command{
		Short: "Record that the ente withdrew its application",
		Long: `Record that the ente withdrew its application before money was granted: it is
now ritirato, and no state follows. A project that was funded is renounced
instead: dtctl progetto renounce`,
		Example: `dtctl progetto add PICCOLI-2026 SPORTELLO --ente Polinago --requested 40000 --presented 2026-11-10
dtctl progetto withdraw SPORTELLO --act-number "prot. 840/2026"`,
	})
	reasonVar(cmd)
	return cmd
}
