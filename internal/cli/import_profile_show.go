package cli

import (
	"github.com/spf13/cobra"
)

func newImportProfileShowCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a saved profile",
		Long: `Show a saved profile: which noun's files it reads, and what it says of them.
What it leaves open is recognised in each file.`,
		Example: `dtctl import profile save self --noun iscrizione --map "Sede=ente"
dtctl import profile show self`,
		Args:              exactly("NAME"),
		ValidArgsFunction: firstArgument(env.complete(completeProfile)),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := env.savedProfile(cmd, args[0])
			if err != nil {
				return err
			}
			return show(env, profileColumns(), p)
		},
	}
	return listing(cmd, profileColumns())
}
