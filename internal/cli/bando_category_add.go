package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoCategoryAddCmd(env *Env) *cobra.Command {
	nuova := bando.Categoria{Ammissibile: true}
	cmd := &cobra.Command{
		Use:   "add BANDO CATEGORY",
		Short: "Add a category of spending to a call",
		Long: `Add a category of spending to a call, under a code of small letters, digits and
underscores. It is admissible unless --admissible=false says that the call does
not pay for it. An admissible one has the nature of spending of the call where
that admits only one; any other needs --nature.`,
		Example: `dtctl bando category add SW2020 consulenza --name "Consulenza organizzativa"
dtctl bando category add SW2020 arredi --nature investimento --admissible=false
dtctl bando category add PICCOLI-2026 servizi_cloud --nature corrente --dry-run`,
		Args:              exactly("BANDO", "CATEGORY"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			nuova.Codice = args[1]
			assign(cmd, map[string]*string{"name": &nuova.Nome})
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				c, err := bando.AddCategoria(ctx, tx, b, nuova)
				return categoriaOutcome(c), err
			})
		},
	}
	cmd.Flags().String("name", "", "what it is in words (`NAME`)")
	choiceVar(cmd, &nuova.Natura, "nature", bando.Nature(), "the nature of the spending")
	cmd.Flags().BoolVar(&nuova.Ammissibile, "admissible", true, "the call pays for it; it does not with =false")
	return writing(env, listing(cmd, categoriaColumns()))
}

// categoriaOutcome tells that a category was added.
func categoriaOutcome(c bando.Categoria) Outcome {
	done := message.New("category %s added to the call %s: admissible, %s", c.Codice, c.Bando, string(c.Natura))
	if !c.Ammissibile {
		done = message.New("category %s added to the call %s: not admissible, %s", c.Codice, c.Bando, string(c.Natura))
	}
	return Outcome{Done: done, Record: recordOf(categoriaColumns(), c)}
}
