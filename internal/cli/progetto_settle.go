package cli

import "github.com/spf13/cobra"

func newProgettoSettleCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "settle"}
	cmd := f.command(env, &cobra.Command{
		Short: "Settle the account of a project: what the grant comes to",
		Long: `Settle the account of a project, once the ente accounted for its spending: it is
now liquidato. --granted is what is left of the grant: the rest, the savings, is
freed for others. Without it the whole grant stays.

The command says when the spending that is recorded justifies less than that.
What is still to be paid is recorded with: dtctl erogazione add`,
		Example: `dtctl progetto settle SW2020-02 --granted 80000 --act-number "determina 512/2026" --dry-run
dtctl progetto settle SW2020-02 --act-number "determina 512/2026"`,
	})
	amountVar(cmd, &f.amount, "granted", "what is left of the grant, in `EURO` (default: all of it)")
	return cmd
}
