package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// iscrittiFlags are the flags of report iscritti.
type iscrittiFlags struct {
	enrolmentFlags
	by        []report.Dimensione
	withNames bool
}

func newReportIscrittiCmd(env *Env) *cobra.Command {
	var f iscrittiFlags
	cmd := &cobra.Command{
		Use:   "iscritti",
		Short: "How many enrolled, from where, and how many completed",
		Long: `Count who had enrolled by a day, and how far they came: iscritti (not begun),
in_corso, completati, non_completati. The iscrizioni are the sum of the four;
ritirati stand apart; enrolments that were annulled, and those in annulled
editions, never count. On a past day what was completed or withdrawn later was
in_corso; when an edition was closed is not kept.

Persone are persons, each counted once, however many enrolments they have, so
that rows may add up to more than the total: the report then says by how many.
The percentage is that of the iscrizioni that are completed.

The enti are those that pass the filters, as they are on the day; one that
ended before it counts where it was on its last. An enrolment stays with the
ente for which it was made. province_rappresentate is in how many provinces of
those enti somebody is enrolled; da_non_convenzionati is how many iscrizioni in
courses of a platform come from enti that have no convention for it on the day.

--by divides the figures, by several things with commas between them. By
responsabile they are divided by the holder of the role formazione on the day,
that of the ente or else of its Unione; the name is shown with --with-names. An
ente with several holders is in the row of each.

The report is about employees and operators of counters, unless --audience
names one of the two. With --audience cittadini it counts the citizens who came
to courses for them, of whom only numbers are kept: who came twice counts
twice.`,
		Example: `dtctl --demo report iscritti --region ER --by provincia
dtctl --demo report iscritti --region ER --by provincia,edizione -o csv
dtctl --demo report iscritti --as-of 2021-10-31 --by ente --province MO`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.viewNamed(cmd, func(ctx context.Context, tx *db.Tx) (departure, error) {
				return f.read(ctx, tx, env, cmd)
			})
		},
	}
	f.add(env, cmd)
	choiceVar(cmd, &f.audience, "audience", corso.Platee(), "only the courses for this audience")
	choicesVar(cmd, &f.by, "by", report.Dimensioni(), "divide the figures")
	withNamesVar(cmd, &f.withNames, "show the names of the responsabili")
	listing(cmd, iscrittiColumns(report.Question{Per: report.Dimensioni()}, true))
	return alsoListing(cmd, cittadiniColumns(report.Question{Per: report.Dimensioni()}))
}

// read asks the question of the flags.
func (f *iscrittiFlags) read(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (departure, error) {
	q, err := f.question(ctx, tx, env, cmd)
	if err != nil {
		return departure{}, err
	}
	for _, d := range f.by {
		if !slices.Contains(q.Per, d) {
			q.Per = append(q.Per, d)
		}
	}
	names, err := coverage.WordsOf(ctx, tx, q.Filter)
	if err != nil {
		return departure{}, err
	}
	if f.audience == corso.Cittadini {
		c, err := report.PresenzeCittadini(ctx, tx, q)
		return departure{leave: func() error { return env.report(f.cittadiniReport(env, c, names)) }}, err
	}
	a, err := report.Iscritti(ctx, tx, q)
	if err != nil {
		return departure{}, err
	}
	named := 0
	for _, r := range a.Rows {
		if f.withNames && slices.ContainsFunc(r.Gruppo, func(v report.Voce) bool { return v.PersonaID != 0 }) {
			named++
		}
	}
	return departure{persons: named, leave: func() error { return env.report(f.report(env, a, names)) }}, nil
}

// report lays out the figures of enrolments.
func (f *iscrittiFlags) report(env *Env, a report.Answer, names coverage.Words) render.Report {
	columns := iscrittiColumns(a.Question, f.withNames)
	r := render.Report{
		Title:      placed(message.New("Enrolments"), names),
		Parameters: f.parameters(a.Question, names),
		AsOf:       a.Question.Filter.AsOf,
		Universe:   reportUniverse(a.Tipi),
		Rows:       render.List(columns, a.Rows),
		Notes:      append(iscrittiNotes(a), answerNotes(env, a)...),
	}
	if len(a.Question.Per) > 0 {
		total := report.Row{Gruppo: make([]report.Voce, len(a.Question.Per)), Figure: a.Total}
		r.Total = render.Total{Rows: render.List(columns, []report.Row{total}).Rows}
	}
	return r
}

// cittadiniReport lays out the figures of citizens.
func (f *iscrittiFlags) cittadiniReport(env *Env, c report.Cittadini, names coverage.Words) render.Report {
	columns := cittadiniColumns(c.Question)
	r := render.Report{
		Title:      placed(message.New("Citizens at courses"), names),
		Parameters: f.parameters(c.Question, names),
		AsOf:       c.Question.Filter.AsOf,
		Universe:   reportUniverse(c.Tipi),
		Rows:       render.List(columns, c.Righe),
		Notes: append([]message.Text{
			message.New("citizens are counted each time they come, and never named"),
			message.New("provinces represented: %s", provinces(c.Totale.Rappresentate, c.Totale.Province)),
		}, answerNotes(env, c.Answer)...),
	}
	if len(c.Question.Per) > 0 {
		total := report.RigaCittadini{Gruppo: make([]report.Voce, len(c.Question.Per)), Presenze: c.Totale}
		r.Total = render.Total{Rows: render.List(columns, []report.RigaCittadini{total}).Rows}
	}
	return r
}

// iscrittiNotes say what must be known to read the figures.
func iscrittiNotes(a report.Answer) []message.Text {
	t := a.Total
	notes := []message.Text{
		message.Count(int(t.InPiuEdizioni),
			"persons, each counted once: %d, of whom %d is in more than one edition",
			"persons, each counted once: %d, of whom %d are in more than one edition", t.Persone, t.InPiuEdizioni),
		message.New("provinces represented: %s", provinces(t.Rappresentate, t.Province)),
		message.New("the percentage is that of the enrolments (iscrizioni) that are completed; those withdrawn are only in their own column"),
	}
	if n := t.DaNonConvenzionati; n > 0 {
		notes = append(notes, message.Count(int(n),
			"%d enrolment is of an ente without a convention for the platform of the course",
			"%d enrolments are of enti without a convention for the platform of the course", n))
	}
	if n := a.Eccedenza(); n > 0 {
		notes = append(notes, message.Count(int(n),
			"the rows add up to %d person more than the total, who is in several rows",
			"the rows add up to %d persons more than the total: somebody is in several rows", n))
	}
	return notes
}

// answerNotes say what the figures of enti lack or hold that may surprise.
func answerNotes(env *Env, a report.Answer) []message.Text {
	day := a.Question.Filter.AsOf
	var notes []message.Text
	if n := a.Cessati; n > 0 {
		notes = append(notes, message.Count(n,
			"%d ente that ended before the day counts where it was on its last",
			"%d enti that ended before the day count where they were on their last", n))
	}
	if a.SenzaEnte {
		notes = append(notes, message.New("some of what is counted is of no ente of the register up to the day: it is in the total, and in no group of enti"))
	}
	return append(notes, dayNotes(day, day, env.Today())...)
}
