package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/report"
	"github.com/dtctl/dtctl/internal/territorio"
)

// bandoReportFlags are the flags of bando report.
type bandoReportFlags struct {
	by                 []report.Dimensione
	measure, source    string
	states             []progetto.Stato
	regions, provinces []string
	types              []ente.Tipo
}

func newBandoReportCmd(env *Env) *cobra.Command {
	var f bandoReportFlags
	cmd := &cobra.Command{
		Use:   "report [BANDO...]",
		Short: "How much the calls grant and pay, to whom, for what",
		Long: `Count the projects of the calls, all calls unless some are named, and sum their
money to the cent: richiesto is requested, concesso granted now, liberato
granted once and then freed by a renunciation, a revocation or savings, erogato
paid, residuo granted and not paid yet, less what was paid over what is granted
now. Every application counts, in whatever state, except those in bozza.

quota_dotazione is what is granted as a share of dotazione, the endowment on the
present day: of all calls of the report or, by bando and by misura, of the calls
of the row alone. That of the total is always of all. The calls of a measure are
those that are of it and, of those of no measure, the ones with projects that
are. What a call without a recorded endowment grants is in no share.

capoluogo is how many of the projects a comune leads that was the chief town of
its provincia when it applied. Figures by type, provincia and region count the
lead alone, where it lay on the day of its application; the region is the one
that the source of the project says, where it says one, and so is the measure,
else that of the call. The month is that of the application.

--by divides the figures, by several things with commas between them. By tema a
project counts in each of its themes, and its money too: the total counts it
once. By categoria it is the spending that is divided, and by nothing else.
--region, --province, --type and --measure choose projects as --by divides them.`,
		Example: `dtctl --demo bando report SW2020 --by tipo
dtctl --demo bando report SW2020 --by tema,tipo -o json
dtctl --demo bando report --source regione --by categoria
dtctl --demo bando report --by misura,regione -o csv
dtctl --demo bando report --by bando -o wide`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: env.complete(completeBando),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				q, calls, err := f.question(ctx, tx, env, args)
				if err != nil {
					return err
				}
				if slices.Contains(f.by, report.PerCategoria) {
					return f.spending(ctx, tx, env, q, calls)
				}
				r, err := report.Bandi(ctx, tx, q)
				if err != nil {
					return err
				}
				return env.report(f.report(r, calls))
			})
		},
	}
	choicesVar(cmd, &f.by, "by", report.DimensioniBandi(), "divide the figures")
	cmd.Flags().StringVar(&f.measure, "measure", "", "only projects with this `TEXT` in their measure")
	cmd.Flags().StringVar(&f.source, "source", "", "only the calls with this source of money, such as PNRR (`TEXT`)")
	choicesVar(cmd, &f.states, "status", report.StatiConteggiati(), "only in these states")
	regionsVar(env, cmd, &f.regions, "only projects of these regions: code or name (`REGION,...`)")
	provincesVar(env, cmd, &f.provinces, "only projects of these provinces: sigla or name (`PROVINCE,...`)")
	choicesVar(cmd, &f.types, "type", ente.Tipi(), "only projects led by these types of ente")
	listing(cmd, bandoReportColumns(report.DimensioniBandi()))
	return alsoListing(cmd, bandoSpesaColumns(0))
}

// question looks up what the arguments and the flags name.
func (f *bandoReportFlags) question(ctx context.Context, tx *db.Tx, env *Env, args []string) (report.QuesitoBandi, []bando.Bando, error) {
	q := report.QuesitoBandi{Fonte: f.source, Misura: f.measure, Stati: f.states, Tipi: f.types, AsOf: env.Today()}
	for _, d := range f.by {
		if !slices.Contains(q.Per, d) {
			q.Per = append(q.Per, d)
		}
	}
	calls, err := findBandi(ctx, tx, args)
	if err != nil {
		return q, nil, err
	}
	for _, b := range calls {
		q.BandoIDs = append(q.BandoIDs, b.ID)
	}
	if q.Regioni, err = findRegioni(ctx, tx, f.regions); err != nil {
		return q, nil, err
	}
	q.Province, err = each(f.provinces, func(arg string) (int64, error) {
		p, err := territorio.FindProvincia(ctx, tx, arg, q.AsOf)
		return p.ID, err
	})
	return q, calls, err
}

// findBandi returns the calls that arguments name, each once.
func findBandi(ctx context.Context, tx *db.Tx, args []string) ([]bando.Bando, error) {
	calls, err := each(args, func(arg string) (bando.Bando, error) { return bando.Find(ctx, tx, arg) })
	var once []bando.Bando
	for _, b := range calls {
		if !slices.ContainsFunc(once, func(o bando.Bando) bool { return o.ID == b.ID }) {
			once = append(once, b)
		}
	}
	return once, err
}
