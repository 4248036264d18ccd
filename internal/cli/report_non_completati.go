package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// nonCompletatiFlags are the flags of report non-completati.
type nonCompletatiFlags struct {
	enrolmentFlags
	// out takes the place of the flag of every command: with --split-by it is a
	// folder.
	out, splitBy       string
	withNames, cfClear bool
}

func newReportNonCompletatiCmd(env *Env) *cobra.Command {
	var f nonCompletatiFlags
	cmd := &cobra.Command{
		Use:   "non-completati",
		Short: "Who has not completed a course, ente by ente",
		Long: `Count, for each ente, the enrolments that were not completed by a day: not
begun, under way, and those that their edition was closed on (non_completati).
Enrolments that were withdrawn or annulled, and those in annulled editions, are
none of them.

With --split-by ente one file is written for each ente in the folder of --out,
to be sent to that ente alone: one row for each enrolment, with the number of
the person, the edition and the state and, with --with-names, surname, given
name and e-mail address. Of the codice fiscale the first three letters are
shown, unless --cf-in-clear is given. A file bears the IPA code of the ente, or
its name. The format is the CSV that a double click opens in Excel (-o excel),
with headings in the language of the office, unless -o asks for another. The
states are the words of dtctl: iscritto (not begun), in_corso, non_completato.
The files appear together, when all of them are complete, and can be read by
nobody else.

One list with the names of several enti is never made: who has not completed a
compulsory course concerns the person and the employer, and nobody else
(Garante per la protezione dei dati personali, 9 October 2025, no. 582). --ente
with --with-names lists one ente. Every list with names is kept in: dtctl
history exports`,
		Example: `dtctl --demo report non-completati --region ER
dtctl --demo report non-completati --edizione TD-BASE/1 --split-by ente --out files
dtctl --demo report non-completati --corso TD-BASE --province MO --split-by ente --with-names --out names -o excel`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(cmd); err != nil {
				return err
			}
			if f.splitBy != "" {
				return f.split(env, cmd)
			}
			// --out is a file after all, as for every other command.
			env.flags.out = f.out
			if _, err := env.renderOptionsBeforehand(); err != nil {
				return err
			}
			return env.viewNamed(cmd, func(ctx context.Context, tx *db.Tx) (departure, error) {
				return f.read(ctx, tx, env, cmd)
			})
		},
	}
	f.add(env, cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", "write to a `FILE`, or with --split-by to the files of this folder")
	_ = cmd.RegisterFlagCompletionFunc("out", completeFiles)
	choiceVar(cmd, &f.splitBy, "split-by", []string{"ente"}, "write a file for each")
	withNamesVar(cmd, &f.withNames, "show who they are")
	cfInClearVar(cmd, &f.cfClear)
	listing(cmd, daCompletareColumns(report.Question{}))
	return alsoListing(cmd, nonCompletatoColumns(true, true))
}

// check refuses flags that do not go together, and the list that nobody may
// have.
func (f *nonCompletatiFlags) check(cmd *cobra.Command) error {
	switch {
	case f.cfClear && !f.withNames:
		return fault.New(fault.Usage, "--cf-in-clear shows more of what --with-names shows").WithHint("add --with-names")
	case f.splitBy != "":
		return requireFlags(cmd, "out")
	case f.withNames && f.ente == "":
		return fault.New(fault.Usage,
			"one list with the names of several enti is not made: who has not completed a course concerns the person and the employer alone (Garante, 9 October 2025, no. 582)").
			WithHint("write a file for each ente with --split-by ente --out FOLDER, or choose one with --ente")
	}
	return nil
}

// read counts the enrolments of each ente that are not completed or, with
// names, lists those of one.
func (f *nonCompletatiFlags) read(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (departure, error) {
	q, err := f.question(ctx, tx, env, cmd)
	if err != nil {
		return departure{}, err
	}
	names, err := coverage.WordsOf(ctx, tx, q.Filter)
	if err != nil {
		return departure{}, err
	}
	if f.withNames {
		people, err := report.NonCompletati(ctx, tx, q)
		return departure{persons: len(people), leave: func() error {
			return env.report(f.listOf(q, names, people))
		}}, err
	}
	q.Per = []report.Dimensione{report.PerEnte}
	a, err := report.Iscritti(ctx, tx, q)
	return departure{leave: func() error { return env.report(f.counts(env, a, names)) }}, err
}

// counts lays out how many enrolments of each ente are not completed.
func (f *nonCompletatiFlags) counts(env *Env, a report.Answer, names coverage.Words) render.Report {
	rows := slices.DeleteFunc(slices.Clone(a.Rows), func(r report.Row) bool { return daCompletare(r) == 0 })
	columns := daCompletareColumns(a.Question)
	total := report.Row{Gruppo: make([]report.Voce, 1), Figure: a.Total}
	notes := []message.Text{message.New("the percentage is that of the enrolments (iscrizioni) that are completed; those withdrawn are none")}
	if n := len(a.Rows) - len(rows); n > 0 {
		notes = append(notes, message.Count(n,
			"%d ente with enrolments, which counts in the total, has nothing left to complete",
			"%d enti with enrolments, which count in the total, have nothing left to complete", n))
	}
	return render.Report{
		Title:      placed(message.New("Enrolments not completed"), names),
		Parameters: f.parameters(a.Question, names),
		AsOf:       a.Question.Filter.AsOf,
		Universe:   reportUniverse(a.Tipi),
		Rows:       render.List(columns, rows),
		Total:      render.Total{Rows: render.List(columns, []report.Row{total}).Rows},
		Notes:      append(notes, answerNotes(env, a)...),
	}
}

// listOf lays out the enrolments of one ente that are not completed.
func (f *nonCompletatiFlags) listOf(q report.Question, names coverage.Words, people []report.NonCompletato) render.Report {
	title := message.New("Enrolments not completed")
	if len(people) > 0 {
		title = message.New("%s — %s", title, people[0].Ente)
	}
	return render.Report{
		Title:      title,
		Parameters: f.parameters(q, names),
		AsOf:       q.Filter.AsOf,
		Rows:       render.List(nonCompletatoColumns(f.withNames, f.cfClear), people),
		List:       true,
	}
}

// daCompletare counts the enrolments of a row that are not completed.
func daCompletare(r report.Row) int64 { return r.Iscritti + r.InCorso + r.NonCompletati }

// daCompletareColumns are the columns of the counts.
func daCompletareColumns(q report.Question) []render.Column[report.Row] {
	group := func(r report.Row) []report.Voce { return r.Gruppo }
	return append(groupColumns([]report.Dimensione{report.PerEnte}, false, group), []render.Column[report.Row]{
		{Key: "da_completare", Title: "Left to complete", Value: func(r report.Row) any { return daCompletare(r) }},
		{Key: "iscritti", Title: "Not begun", Value: func(r report.Row) any { return r.Iscritti }},
		{Key: "in_corso", Title: "Under way", Value: func(r report.Row) any { return r.InCorso }},
		{Key: "non_completati", Title: "Not completed", Value: func(r report.Row) any { return r.NonCompletati }},
		{Key: "iscrizioni", Title: "Enrolments", Value: func(r report.Row) any { return r.Iscrizioni() }},
		{Key: "completati", Title: "Completed", Value: func(r report.Row) any { return r.Completati }},
		{Key: "quota_completati", Title: "Completed, % of enrolments", Value: func(r report.Row) any { return r.Quota() }},
		dayColumn[report.Row](q.Filter.AsOf),
	}...)
}

// nonCompletatoColumns are the columns of enrolments that are not completed.
func nonCompletatoColumns(withNames, cfInClear bool) []render.Column[report.NonCompletato] {
	type row = report.NonCompletato
	columns := []render.Column[row]{
		{Key: "ente", Title: "Ente", Value: func(n row) any { return n.Ente }},
		{Key: "provincia", Title: "Prov.", Value: func(n row) any { return orNull(n.Provincia) }, Wide: true},
		{Key: "persona_id", Title: "Person number", Value: func(n row) any { return render.ID(n.PersonaID) }},
	}
	if withNames {
		columns = append(columns, []render.Column[row]{
			{Key: "cognome", Title: "Surname", Value: func(n row) any { return n.Cognome }},
			{Key: "nome", Title: "Given name", Value: func(n row) any { return n.Nome }},
			{Key: "email", Title: "E-mail", Value: func(n row) any { return orNull(n.Email) }},
			{Key: "cf", Title: "Codice fiscale", Wide: true, Value: func(n row) any {
				if cfInClear {
					return orNull(n.CF)
				}
				return orNull(codice.Mask(n.CF))
			}},
		}...)
	}
	return append(columns, []render.Column[row]{
		{Key: "edizione", Title: "Edition", Value: func(n row) any { return n.Edizione }},
		{Key: "stato", Title: "Status", Value: func(n row) any { return string(n.Stato) }},
		{Key: "iscritto_il", Title: "Enrolled on", Value: func(n row) any { return n.IscrittoIl }},
	}...)
}
