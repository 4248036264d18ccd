package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
)

func newBandoThemeCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "theme",
		Short: "Themes of a call, which its projects may have",
		Long: `The themes say what the projects of a call are about; a project may have
several. Each may be of technology (tecnologia), of processes (processi) or of
skills (competenze).`,
		Example: `dtctl bando theme list SW2020
dtctl bando theme add SW2020 sicurezza "Sicurezza informatica" --dimension tecnologia`,
	}
	// They are few, and built only where the noun above is named.
	cmd.AddCommand(newBandoThemeAddCmd(env), newBandoThemeListCmd(env), newBandoThemeRemoveCmd(env))
	return cmd
}

// completeTema offers the themes of a call.
func completeTema(ctx context.Context, tx *db.Tx, b bando.Bando, prefix string) ([]string, error) {
	themes, err := bando.Temi(ctx, tx, b.ID)
	var offered []string
	for _, t := range themes {
		offered = offer(offered, prefix, t.Codice, t.Titolo)
	}
	return offered, err
}
