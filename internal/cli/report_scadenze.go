package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// scadenzeFlags are the flags of report scadenze.
type scadenzeFlags struct {
	filter *filterFlags
	within int
	kinds  []report.TipoScadenza
}

func newReportScadenzeCmd(env *Env) *cobra.Command {
	const within = 60
	f := scadenzeFlags{within: within}
	cmd := &cobra.Command{
		Use:   "scadenze",
		Short: "What is due or comes to its end in the next days",
		Long: `List what is due or comes to its end within so many days, the oldest first:
chiusura_bando is the moment until which a published call takes applications,
with what is left of its endowment; rata an instalment that is not paid;
fine_edizione the last day of an edition; fine_convenzione and fine_nomina the
last day of a convention or of a nomina that no other follows; and
prossimo_contatto a contact to make again, as in: dtctl contatto list --due

Instalments and contacts of before that are not made yet are listed too, with
negative days. What is recorded as paid or made by now is not, whatever the day
of --as-of. No person is named.

The filters choose among what is of an ente, as it is on the day; calls and
editions are of nobody in particular and stay: leave them out with --kind.`,
		Example: `dtctl --demo report scadenze --within 60d
dtctl --demo report scadenze --kind rata,chiusura_bando --within 90d -o json
dtctl --demo report scadenze --region ER --as-of 2021-10-01 -o csv`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				filter, err := f.filter.filter(ctx, tx, env)
				if err != nil {
					return err
				}
				q := report.QuesitoScadenze{AsOf: filter.AsOf, Entro: f.within, Tipi: f.kinds}
				if f.filter.given(cmd) {
					q.Enti = &filter
				}
				due, err := report.Scadenze(ctx, tx, q)
				if err != nil {
					return err
				}
				names, err := coverage.WordsOf(ctx, tx, filter)
				if err != nil {
					return err
				}
				return env.report(f.report(q, filter, due, names))
			})
		},
	}
	f.filter = addFilterFlags(env, cmd)
	daysVar(cmd, &f.within, "within", "list what is due within so many `DAYS`, such as 60d")
	choicesVar(cmd, &f.kinds, "kind", report.TipiScadenza(), "only these kinds")
	return listing(cmd, scadenzeColumns(periodo.Data{}))
}

// report lays out the deadlines.
func (f *scadenzeFlags) report(q report.QuesitoScadenze, filter ente.Filter, due []report.Scadenza, names coverage.Words) render.Report {
	return render.Report{
		Title: placed(message.New("Deadlines until %s", q.Fine()), names),
		Parameters: append(entiParameters(filter, names),
			render.Parameter{
				Key: "entro_giorni", Title: "Within", Value: f.within, Text: message.Count(f.within, "%d day", "%d days", f.within),
			},
			render.Parameter{Key: "scadenze", Title: "Kinds", Value: namesOrNull(words(f.kinds))}),
		AsOf:  q.AsOf,
		Rows:  render.List(scadenzeColumns(q.AsOf), due),
		Notes: scadenzeNotes(q, due),
	}
}

// scadenzeNotes say how much is overdue, and what the instalments come to.
func scadenzeNotes(q report.QuesitoScadenze, due []report.Scadenza) []message.Text {
	if len(due) == 0 {
		return []message.Text{message.New("nothing is due by %s", q.Fine())}
	}
	overdue, instalments := 0, 0
	var amount euro.Importo
	for _, s := range due {
		if s.Quando.Giorno().Before(q.AsOf) {
			overdue++
		}
		if s.Tipo == report.Rata {
			instalments++
			amount += *s.Importo
		}
	}
	var notes []message.Text
	if overdue > 0 {
		notes = append(notes, message.Count(overdue,
			"%d deadline has passed already", "%d deadlines have passed already", overdue))
	}
	if instalments > 0 {
		notes = append(notes, message.Count(instalments,
			"%d instalment is not paid: %s euro", "%d instalments are not paid: %s euro", instalments, amount))
	}
	return notes
}

// scadenzeColumns are the columns of deadlines, seen from a day.
func scadenzeColumns(day periodo.Data) []render.Column[report.Scadenza] {
	type row = report.Scadenza
	return []render.Column[row]{
		{Key: "data", Title: "Day", Value: func(s row) any { return s.Quando }},
		{Key: "giorni", Title: "Days left", Value: func(s row) any { return s.Quando.Giorno().DaysSince(day) }},
		{Key: "tipo", Title: "Kind", Value: func(s row) any { return string(s.Tipo) }},
		{Key: "oggetto", Title: "Subject", Value: func(s row) any { return orNull(s.Oggetto) }},
		{Key: "ente", Title: "Ente", Value: func(s row) any { return orNull(s.Ente) }},
		{Key: "ipa", Title: "IPA", Value: func(s row) any { return orNull(s.IPA) }, Wide: true},
		{Key: "importo", Title: "Amount €", Number: true, Value: func(s row) any { return amountOrNull(s.Importo) }},
		{Key: "dettaglio", Title: "Detail", Value: func(s row) any { return s.Dettaglio }},
	}
}
