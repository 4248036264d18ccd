package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

func newBandoExportCmd(env *Env) *cobra.Command {
	var public bool
	cmd := &cobra.Command{
		Use:   "export [BANDO...]",
		Short: "Write the projects that were admitted, as open data",
		Long: `Write the projects of the calls, of all calls unless some are named, that were
admitted with money or without, whatever became of them: with their lead, the
provincia and region where it lay when it applied, their codes, state and money.

With --public nothing leaves that may name a person, so that the file can be
published: only enti, amounts, days, states and the CUP, as transparency asks.
Left out are the supplier (cig, fornitore), which may be a sole trader, and the
notes and the score, which are about how the office works; the texts of acts and
the reasons of decisions are in neither list. The title of a project stays: do
not put names in it.

The format is CSV (UTF-8, comma, ISO dates) unless -o or the name after --out
asks for another; -o excel is the CSV that an Italian Excel opens.`,
		Example: `dtctl --demo bando export SW2020 --public
dtctl --demo bando export SW2020 --public --out sw2020.xlsx
dtctl --demo bando export --columns progetto,cig,fornitore -o excel`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: env.complete(completeBando),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				calls, err := findBandi(ctx, tx, args)
				if err != nil {
					return err
				}
				projects, err := report.ProgettiAmmessi(ctx, tx, idsOfBandi(calls))
				if err != nil {
					return err
				}
				return env.write(len(projects), func(w io.Writer, o render.Options) error {
					if o.Format == render.Table && env.flags.output == "" {
						o.Format = render.CSV
					}
					return render.WriteListing(w, render.List(bandoExportColumns(public), projects), o)
				})
			})
		},
	}
	cmd.Flags().BoolVar(&public, "public", false, "leave out whatever may name a person, to publish the file")
	return listing(cmd, bandoExportColumns(false))
}

func idsOfBandi(calls []bando.Bando) []int64 {
	var ids []int64
	for _, b := range calls {
		ids = append(ids, b.ID)
	}
	return ids
}

// bandoExportColumns are the columns of the projects that were admitted: those
// that can be published, or all of them.
func bandoExportColumns(public bool) []render.Column[report.ProgettoAmmesso] {
	type row = report.ProgettoAmmesso
	columns := []render.Column[row]{
		{Key: "bando", Title: "Call", Value: func(p row) any { return p.Bando }},
		{Key: "titolo_bando", Title: "Title of the call", Value: func(p row) any { return p.TitoloBando }},
		{Key: "misura", Title: "Measure", Value: func(p row) any { return orNull(p.MisuraEffettiva) }},
		{Key: "ente", Title: "Ente", Value: func(p row) any { return p.Ente }},
		{Key: "ipa", Title: "IPA", Value: func(p row) any { return orNull(p.IPA) }},
		{Key: "tipo", Title: "Type", Value: func(p row) any { return string(p.TipoEnte) }},
		{Key: "provincia", Title: "Prov.", Value: func(p row) any { return orNull(p.Provincia) }},
		{Key: "regione", Title: "Region", Value: func(p row) any { return orNull(p.NomeRegione) }},
		{Key: "progetto", Title: "Project", Value: func(p row) any { return p.Nome() }},
		{Key: "titolo", Title: "Title", Value: func(p row) any { return orNull(p.Titolo) }},
		{Key: "cup", Title: "CUP", Value: func(p row) any { return orNull(p.CUP) }},
		{Key: "stato", Title: "Status", Value: func(p row) any { return string(p.Stato) }},
		{Key: "presentato_il", Title: "Presented on", Value: func(p row) any { return dayOrNull(p.PresentatoIl.Giorno()) }},
		{Key: "ammesso_il", Title: "Admitted on", Value: func(p row) any { return dayOrNull(p.AmmessoIl) }},
		{Key: "costo", Title: "Cost €", Number: true, Value: func(p row) any { return amountOrNull(p.Costo) }},
		{Key: "richiesto", Title: "Requested €", Number: true, Value: func(p row) any { return amountOrNull(p.Richiesto) }},
		{Key: "concesso", Title: "Granted €", Value: func(p row) any { return p.Concesso }},
		{Key: "liberato", Title: "Freed €", Value: func(p row) any { return p.Liberato }},
		{Key: "erogato", Title: "Paid €", Value: func(p row) any { return p.Erogato }},
	}
	if public {
		return columns
	}
	return append(columns, []render.Column[row]{
		{Key: "cig", Title: "CIG", Value: func(p row) any { return orNull(p.CIG) }},
		{Key: "fornitore", Title: "Supplier", Value: func(p row) any { return orNull(p.Fornitore) }},
		{Key: "note", Title: "Note", Value: func(p row) any { return orNull(p.Note) }},
		{Key: "punteggio", Title: "Score", Number: true, Value: func(p row) any {
			if p.Punteggio == nil {
				return nil
			}
			// Hundredths of a point, as cents are of a euro.
			return euro.Importo(*p.Punteggio)
		}},
	}...)
}
