package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
)

func newImportCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Files brought in: templates, what is in a file, what is left to decide",
		Long: `Files are brought in by the command of their noun, such as dtctl iscrizione
import. These commands prepare that and follow it up: an empty file to fill in,
what is in a file before it is imported, ways of reading that are saved, the
imports so far, and the rows that could not be taken and wait for a decision.

The number of an import is that of its operation: dtctl undo takes it back.`,
		Example: `dtctl import template iscrizione --out vuoto.csv
dtctl import list`,
	}
	env.addVerbs(cmd, newImportTemplateCmd, newImportInspectCmd, newImportProfileCmd, newImportListCmd,
		newImportShowCmd, newImportResolveCmd)
	return cmd
}

// completeImport offers the imports that still have open rows, or all of them.
func completeImport(onlyOpen bool) func(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	return func(ctx context.Context, tx *db.Tx, _ string) ([]string, error) {
		imports, err := batch.List(ctx, tx)
		var offered []string
		for _, i := range imports {
			if i.Aperte > 0 || !onlyOpen {
				offered = append(offered, number(i.ID)+"\t"+i.Oggetto+" "+i.File)
			}
		}
		return offered, err
	}
}

// shownCell is a cell of a file as it may be shown: hidden unless names may be,
// and never a whole codice fiscale.
func shownCell(text string, withNames bool) string {
	switch {
	case text == "":
		return ""
	case !withNames:
		return "***"
	case codice.IsLikePersona(text):
		return codice.Mask(text)
	}
	return text
}
