package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoThemeAddCmd(env *Env) *cobra.Command {
	var nuovo bando.Tema
	cmd := &cobra.Command{
		Use:   "add BANDO THEME TITLE",
		Short: "Add a theme to a call",
		Long: `Add a theme to a call, under a code of small letters, digits and underscores: it
is what --theme takes.`,
		Example: `dtctl bando theme add SW2020 sicurezza "Sicurezza informatica" --dimension tecnologia
dtctl bando theme add PICCOLI-2026 sito "Sito istituzionale" --dry-run`,
		Args:              exactly("BANDO", "THEME", "TITLE"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			nuovo.Codice, nuovo.Titolo = args[1], args[2]
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				t, err := bando.AddTema(ctx, tx, b, nuovo)
				return Outcome{
					Done:   message.New("theme %s added to the call %s: %s", t.Codice, t.Bando, t.Titolo),
					Record: recordOf(temaColumns(), t),
				}, err
			})
		},
	}
	choiceVar(cmd, &nuovo.Dimensione, "dimension", bando.Dimensioni(), "what it is about")
	return writing(env, listing(cmd, temaColumns()))
}
