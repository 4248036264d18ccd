package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// withOrWithout says which of two halves to keep.
type withOrWithout string

// nonSelfFlags are the flags of report non-self.
type nonSelfFlags struct {
	filter    *filterFlags
	platform  string
	expiring  int
	enrolled  withOrWithout
	withNames bool
}

func newReportNonSelfCmd(env *Env) *cobra.Command {
	const expiring = 90
	f := nonSelfFlags{platform: convenzione.Self, expiring: expiring}
	cmd := &cobra.Command{
		Use:   "non-self",
		Short: "Which enti use the platform without a convention, or soon will",
		Long: `List the enti that are under no convention for the platform on a day, in
blocks: con_iscritti have persons enrolled in courses of the platform,
senza_iscritti have none, and in_scadenza are under a convention that ends
within --expiring days and that no other follows. A convention signed by the
capofila counts for the enti that it covers.

The enti are comuni, unioni, circondari, province and citta_metropolitane, and
any other with persons enrolled; other types are listed when --type asks for
them. Enti in liquidation are left out.

Contacts and addresses are those of the office. Whether there is a
responsabile, the holder of the role formazione, is always shown; who it is,
with --with-names.`,
		Example: `dtctl --demo report non-self --region ER
dtctl --demo report non-self --region ER --enrolled yes -o csv
dtctl --demo report non-self --platform SELF --as-of 2021-12-31 --expiring 30d`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.viewNamed(cmd, func(ctx context.Context, tx *db.Tx) (departure, error) {
				return f.read(ctx, tx, env, cmd)
			})
		},
	}
	f.filter = addFilterFlags(env, cmd)
	conventionPlatformVar(env, cmd, &f.platform, "the `PLATFORM` of the conventions and of the courses")
	daysVar(cmd, &f.expiring, "expiring", "list the conventions that end within so many `DAYS`, such as 90d")
	choiceVar(cmd, &f.enrolled, "enrolled", []withOrWithout{"yes", "no"}, "only the enti with persons enrolled, or only those without")
	withNamesVar(cmd, &f.withNames, "show the names of the responsabili")
	return listing(cmd, nonSelfColumns(true))
}

// read looks for the enti that the flags ask for.
func (f *nonSelfFlags) read(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (departure, error) {
	filter, err := f.filter.filter(ctx, tx, env)
	if err != nil {
		return departure{}, err
	}
	platform, recorded, err := convenzione.FindPlatform(ctx, tx, f.platform)
	if err != nil {
		return departure{}, err
	}
	q := report.Question{Filter: filter, Ristretta: f.filter.given(cmd), Scelta: report.Scelta{Piattaforma: platform}}
	enti, err := report.NonConvenzionati(ctx, tx, q, f.expiring)
	if err != nil {
		return departure{}, err
	}
	if f.enrolled != "" {
		enti = slices.DeleteFunc(enti, func(n report.NonConvenzionato) bool { return (n.Iscritti > 0) != (f.enrolled == "yes") })
	}
	names, err := coverage.WordsOf(ctx, tx, filter)
	if err != nil {
		return departure{}, err
	}
	r := f.report(env, q, enti, names)
	if !recorded {
		r.Notes = append([]message.Text{noConventionNote(platform)}, r.Notes...)
	}
	d := departure{leave: func() error { return env.report(r) }}
	for _, n := range enti {
		if f.withNames && len(n.Responsabili) > 0 {
			d.persons++
		}
	}
	return d, nil
}

// report lays out the enti without a convention.
func (f *nonSelfFlags) report(env *Env, q report.Question, enti []report.NonConvenzionato, names coverage.Words) render.Report {
	day := q.Filter.AsOf
	blocks := map[report.Blocco]int{}
	persons := int64(0)
	for _, n := range enti {
		blocks[n.Blocco]++
		if n.Blocco == report.ConIscritti {
			persons += n.Iscritti
		}
	}
	flags := enrolmentFlags{}
	return render.Report{
		Title: placed(message.New("Enti without a convention for %s", q.Scelta.Piattaforma), names),
		Parameters: append(flags.parameters(q, names),
			render.Parameter{Key: "entro_giorni", Title: "Ending within days", Value: f.expiring},
			render.Parameter{Key: "con_iscritti", Title: "With enrolments", Value: blocks[report.ConIscritti]},
			render.Parameter{Key: "senza_iscritti", Title: "Without enrolments", Value: blocks[report.SenzaIscritti]},
			render.Parameter{Key: "in_scadenza", Title: "Ending", Value: blocks[report.InScadenza]}),
		AsOf: day,
		Rows: render.List(nonSelfColumns(f.withNames), enti),
		Notes: append([]message.Text{
			message.Count(blocks[report.ConIscritti],
				"%d ente without a convention has persons enrolled: %d", "%d enti without a convention have persons enrolled: %d",
				blocks[report.ConIscritti], persons),
			message.Count(blocks[report.InScadenza],
				"%d ente is under a convention that ends by %s and that no other follows",
				"%d enti are under a convention that ends by %s and that no other follows",
				blocks[report.InScadenza], day.AddDays(f.expiring)),
		}, dayNotes(day, day, env.Today())...),
	}
}

// nonSelfColumns are the columns of the enti without a convention.
func nonSelfColumns(withNames bool) []render.Column[report.NonConvenzionato] {
	type row = report.NonConvenzionato
	columns := []render.Column[row]{
		{Key: "blocco", Title: "Block", Value: func(n row) any { return string(n.Blocco) }},
		{Key: "provincia", Title: "Prov.", Value: func(n row) any { return orNull(n.Provincia) }},
		{Key: "ente", Title: "Ente", Value: func(n row) any { return n.Denominazione }},
		{Key: "tipo", Title: "Type", Value: func(n row) any { return string(n.Tipo) }, Wide: true},
		{Key: "ipa", Title: "IPA", Value: func(n row) any { return orNull(n.IPA) }, Wide: true},
		{Key: "ha_responsabile", Title: "Responsabile", Value: func(n row) any { return len(n.Responsabili) > 0 }},
	}
	if withNames {
		columns = append(columns, render.Column[row]{Key: "responsabile", Title: "Person", Value: func(n row) any {
			var names []string
			for _, v := range n.Responsabili {
				names = append(names, v.Persona)
			}
			return namesOrNull(names)
		}})
	}
	return append(columns, []render.Column[row]{
		{Key: "iscritti", Title: "Persons enrolled", Value: func(n row) any { return n.Iscritti }},
		{Key: "dipendenti", Title: "Employees", Number: true, Value: func(n row) any { return orUnknown(n.Dipendenti) }},
		{Key: "scade_il", Title: "Ends on", Value: func(n row) any { return dayOrNull(n.ScadeIl) }},
		{Key: "ultimo_contatto", Title: "Last contact", Value: func(n row) any { return dayOrNull(n.UltimoContatto) }},
		{Key: "esito", Title: "Outcome", Value: func(n row) any { return orNull(string(n.Esito)) }},
		{Key: "prossimo_il", Title: "Next", Value: func(n row) any { return dayOrNull(n.ProssimoIl) }},
		{Key: "pec", Title: "PEC", Value: func(n row) any { return orNull(n.PEC) }},
	}...)
}
