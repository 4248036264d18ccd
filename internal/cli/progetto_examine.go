package cli

import "github.com/spf13/cobra"

func newProgettoExamineCmd(env *Env) *cobra.Command {
	f := &stepFlags{verb: "examine"}
	return f.command(env, &cobra.Command{
		Short: "Record that an application is being examined",
		Long: `Record that the examination of an application began: it is now in_istruttoria.
The step can be left out: a presented application can be admitted at once.`,
		Example: `dtctl progetto add PICCOLI-2026 SPORTELLO --ente Polinago --requested 40000 --presented 2026-11-10
dtctl progetto examine SPORTELLO --date 2026-11-16`,
	})
}
