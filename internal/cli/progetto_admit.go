package cli

import "github.com/spf13/cobra"

func newProgettoAdmitCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "admit"}
	cmd := f.command(env, &cobra.Command{
		Short: "Admit a project, with or without the money for it",
		Long: `Admit a project and grant it a contribution: it is now ammesso_finanziato. The
contribution is that of --granted or, without it, the most that the rules allow
of what was requested. It is at most what was requested, the share of the cost
and the greatest contribution of the call, and what is left of its endowment.

With --unfunded the project is admitted without money, ammesso_non_finanziato:
it waits in the ranking of the call, by --score and then in the order in which
the applications came, until money is freed or added.`,
		Example: `dtctl progetto add PICCOLI-2026 SPORTELLO --ente Polinago --requested 40000 --presented 2026-11-10
dtctl progetto admit SPORTELLO --unfunded --score 81.5 --dry-run
dtctl progetto admit SPORTELLO --granted 35000 --score 81.5 --act-number "decreto 101/2026"`,
	})
	amountVar(cmd, &f.amount, "granted", "the contribution, in `EURO` (default: the most that the rules allow)")
	scoreVar(cmd, &f.score, "its `SCORE` in the ranking")
	cmd.Flags().BoolVar(&f.unfunded, "unfunded", false, "admit it without money: it waits in the ranking")
	return cmd
}
