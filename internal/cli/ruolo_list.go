package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/ruolo"
)

func newRuoloListCmd(env *Env) *cobra.Command {
	var code string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the roles",
		Long: `List the roles, the general ones first. With --programma only those of that
programme.`,
		Example: `dtctl ruolo list
dtctl ruolo list --programma DC -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				id, err := programmaID(ctx, tx, code)
				if err != nil {
					return err
				}
				ruoli, err := ruolo.List(ctx, tx, id)
				if err != nil {
					return err
				}
				return list(env, ruoloColumns(), ruoli, message.New("no roles"))
			})
		},
	}
	programmaVar(env, cmd, &code, "only the roles of the programme with this `CODE`")
	return listing(cmd, ruoloColumns())
}
