package cli

import "github.com/spf13/cobra"

func newProgettoRevokeCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "revoke"}
	cmd := f.command(env, &cobra.Command{
		Short: "Revoke the grant of a project, or a part of it",
		Long: `Revoke the grant of a project: it is now revocato, and no state follows. All
that was granted is freed. With --amount only that part is revoked and freed,
and the project stays in its state.

What was paid over what is left of the grant is to be given back, and the
command says how much: dtctl erogazione recover`,
		Example: `dtctl progetto revoke SW2020-03 --amount 20000 --act-number "determina 600/2026"
dtctl progetto revoke SW2020-03 --act-number "determina 613/2026" --reason "attività non avviate" --dry-run`,
	})
	amountVar(cmd, &f.amount, "amount", "revoke only this part, in `EURO`")
	reasonVar(cmd)
	return cmd
}
