package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newAreaAddCmd(env *Env) *cobra.Command {
	nuova := area.Area{Tipo: area.Altro}
	cmd := &cobra.Command{
		Use:   "add CODE",
		Short: "Add an area",
		Long: `Add an area. Its members are added afterwards with: dtctl area join CODE ENTE...
The code is what --area takes, so keep it short.`,
		Example: `dtctl area add BST --name "Basso Sangro Trigno" --type interna
dtctl area add CER --name "Distretto ceramico" --type distretto --dry-run`,
		Args: exactly("CODE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			nuova.Codice = args[0]
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				added, err := area.Add(ctx, tx, nuova)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done:   message.New("area %s added", added.Codice),
					Record: recordOf(areaColumns(), added),
				}, nil
			})
		},
	}
	cmd.Flags().StringVar(&nuova.Nome, "name", "", "the area's `NAME`")
	choiceVar(cmd, &nuova.Tipo, "type", area.Tipi(), "what kind of area it is")
	return writing(env, listing(cmd, areaColumns()))
}
