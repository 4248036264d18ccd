package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newImportProfileRemoveCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a saved profile",
		Long: `Remove a saved profile, after asking. What was imported with it stays as it is;
dtctl undo brings the profile back.`,
		Example: `dtctl import profile save self --noun iscrizione --map "Sede=ente"
dtctl import profile remove self --yes`,
		Args:              exactly("NAME"),
		ValidArgsFunction: firstArgument(env.complete(completeProfile)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := batch.FindProfile(ctx, tx, profileNamed(args[0]))
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done:   message.New("profile %s removed", p.Nome),
					Record: recordOf(profileColumns(), p),
				}, batch.RemoveProfile(ctx, tx, p)
			})
		},
	}
	return writing(env, listing(cmd, profileColumns()))
}
