package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

func newImportListCmd(env *Env) *cobra.Command {
	var open bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the imports, latest first",
		Long: `List the imports, latest first: number, when, who, which file, what became of
its rows, and how many of the rejected ones wait for a decision. An import that
was taken back names the operation that did it, and has no open rows.`,
		Example: `dtctl import list
dtctl import list --open -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				imports, err := batch.List(ctx, tx)
				if err != nil {
					return err
				}
				if !open {
					return list(env, importColumns(env), imports, message.New("nothing was imported yet"))
				}
				var left []batch.Importazione
				for _, i := range imports {
					if i.Aperte > 0 {
						left = append(left, i)
					}
				}
				return list(env, importColumns(env), left, message.New("no import has open rows"))
			})
		},
	}
	cmd.Flags().BoolVar(&open, "open", false, "only the imports with rows that wait for a decision")
	return listing(cmd, importColumns(env))
}

func importColumns(env *Env) []render.Column[batch.Importazione] {
	type importazione = batch.Importazione
	return []render.Column[importazione]{
		{Key: "importazione", Title: "Import", Value: func(i importazione) any { return render.ID(i.ID) }},
		{Key: "quando", Title: "When", Value: func(i importazione) any { return i.Quando.In(env.rome()) }},
		{Key: "chi", Title: "Who", Value: func(i importazione) any { return i.Chi }},
		{Key: "oggetto", Title: "Noun", Value: func(i importazione) any { return i.Oggetto }},
		{Key: "file", Title: "File", Value: func(i importazione) any { return i.File }},
		{Key: "rilevato_il", Title: "True as of", Wide: true, Value: func(i importazione) any { return i.RilevatoIl }},
		{Key: "formato", Title: "Read as", Wide: true, Value: func(i importazione) any { return readAs(i.Formato) }},
		{Key: "righe", Title: "Rows", Value: func(i importazione) any { return i.Righe }},
		{Key: "nuove", Title: "New", Value: func(i importazione) any { return i.Nuove }},
		{Key: "aggiornate", Title: "Updated", Value: func(i importazione) any { return i.Aggiornate }},
		{Key: "invariate", Title: "Unchanged", Value: func(i importazione) any { return i.Invariate }},
		{Key: "scartate", Title: "Rejected", Value: func(i importazione) any { return i.Scartate }},
		{Key: "aperte", Title: "Open", Value: func(i importazione) any { return i.Aperte }},
		{Key: "persone_nuove", Title: "New persons", Wide: true, Value: func(i importazione) any { return i.PersoneNuove }},
		{Key: "persone_riconosciute", Title: "Known persons", Wide: true, Value: func(i importazione) any { return i.PersoneRiconosciute }},
		{Key: "sha256", Title: "SHA-256", Wide: true, Value: func(i importazione) any { return i.SHA256 }},
		{Key: "annullata_da", Title: "Undone by", Value: func(i importazione) any { return idOrNull(i.AnnullataDa) }},
	}
}
