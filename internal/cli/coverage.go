package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

func newCoverageCmd(env *Env) *cobra.Command {
	f := newCoverageFlags()
	cmd := &cobra.Command{
		Use:     "coverage",
		Aliases: []string{"copertura"},
		Short:   "What share of the enti is covered, and who is missing",
		Example: `dtctl coverage --region ER
dtctl coverage --region ER --basis territoriale --by provincia --as-of 2021-07-15
dtctl coverage --role comunicazione --missing -o csv
dtctl coverage --metric convenzione --region ER --missing
dtctl coverage --metric bando --bando SW2020 --by tipo --as-of 2020-12-31
dtctl coverage --metric formazione --per-100 --by provincia
dtctl coverage --trend --from 2021-06-14 --to 2021-07-19 --step week
dtctl coverage --as-of 2021-07-15 --save press
dtctl coverage --compare press`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			show, err := f.choose(cmd)
			if err != nil {
				return err
			}
			if show == nil {
				return f.saveFigures(env, cmd)
			}
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error { return show(ctx, tx, env, cmd) })
		},
	}
	aboutCoverage(cmd)
	f.add(env, cmd)
	for _, m := range coverage.Metrics() {
		q := coverage.Question{Metric: m, Per: coverage.PerProvincia, Bandi: coverage.Bandi{Interessati: true}}
		alsoListing(cmd, coverageColumns(q, coverage.Universe{}))
		alsoListing(cmd, mancanteColumns(q))
		alsoListing(cmd, trendColumns(q))
		alsoListing(cmd, confrontoColumns(q))
	}
	return writing(env, cmd)
}

// aboutCoverage says what the command does.
func aboutCoverage(cmd *cobra.Command) {
	cmd.Long = `Say what share of the enti is covered on a day, how many are not, and which
ones. Covered and uncovered enti always add up to the universe, and the
universe, the day and the basis are always stated. --metric says what is
counted:

  nomina         enti that have appointed somebody, role by role
  formazione     enti with somebody enrolled in a course
  completamento  enrolments that were completed, of all that were not withdrawn
  convenzione    enti under a convention for --platform, their own or that of
                 a capofila
  bando          enti that lead a project of a call
  province       provinces with somebody enrolled in a course

The universe is the scope of the programme as it is on the day, narrowed by the
filters: --programma, else the programme of the roles or of the course when they
belong to one, else the only programme there is. Without a programme it is every
comune, unione, circondario, provincia and citta_metropolitana; other types are
counted when --type asks for them. Enti in liquidation never count. Those that a
programme keeps out by hand are counted apart, as esclusi.

Nomine: without --role there is a line for each compulsory role, then tutti (the
enti with all of them) and almeno_uno (with at least one), which also follow
several roles that are named. A role without a programme, such as rtd, is
compulsory only where there is no programme. --basis diretta counts the enti
with a nomina of their own. --basis territoriale adds the comuni that a nomina
of their Unione covers on that day, as the nomina says; a comune covered both
ways counts once, as direct.

Courses: an enrolment counts from its day on, for the ente that it was made for,
and not after it was withdrawn; those in annulled editions never count. Beside
the figures stand the enrolments by state, because one that never started is no
training. --corso and --edizione
count those of one course or edition alone. --per-100 counts distinct people for
each 100 employees, over the enti whose employees are known.

Calls: a project counts from the day on which it was presented, as long as it is
neither refused nor withdrawn, renounced or revoked. It covers the ente that
leads it; with --concerned also its partners and those it is done for, told
apart as solo_interessati. With --bando only the projects of that call count,
and the universe is the enti that may apply for it, of the types and classes
that the call admits, within a programme only if --programma names one.

--by divides the enti; the total counts each ente, and each person, once and is
never a mean of the rows. --weight popolazione counts the residents of the
comuni in place of the enti. A percentage is rounded half up; it is 100 only if
all are covered.

--missing lists the uncovered enti, with how to reach their office: those
without a nomina by their oldest invitation, the others by province and name.
--trend shows the figures over time, with their change in percentage points and
a mark and a reason where the universe moved; its last point is the day of --to.

--save saves the figures under a label, with their question; --compare asks the
same question again and shows what has changed, because a late act changes the
past.

With --min the command exits 4 when a total is below that percentage, or when
there is nothing to measure.`
}

// showFigures prints the figures and then checks them against --min.
func (f *coverageFlags) showFigures(ctx context.Context, tx *db.Tx, env *Env, _ *cobra.Command) error {
	report, answer, err := f.answer(ctx, tx, env)
	if err != nil {
		return err
	}
	if err := env.report(report); err != nil {
		return err
	}
	return f.checkMinimum(answer)
}

// answer asks the question of the flags.
func (f *coverageFlags) answer(ctx context.Context, tx *db.Tx, env *Env) (
	r render.Report, a coverage.Answer, err error,
) {
	q, err := f.question(ctx, tx, env)
	if err != nil {
		return r, a, err
	}
	if a, err = coverage.Compute(ctx, tx, q); err != nil {
		return r, a, err
	}
	words, err := coverage.WordsOf(ctx, tx, q.Filter)
	return figuresReport(a, words, env.Today()), a, err
}

// saveFigures keeps the figures under a label, then prints them as showFigures
// does.
func (f *coverageFlags) saveFigures(env *Env, cmd *cobra.Command) error {
	var r render.Report
	var a coverage.Answer
	err := env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
		var err error
		if r, a, err = f.answer(ctx, tx, env); err != nil {
			return Outcome{}, err
		}
		return Outcome{Done: message.New("figures saved as %q", f.save)}, coverage.Save(ctx, tx, a, f.save, env.Today())
	})
	if err != nil {
		return err
	}
	if err := env.report(r); err != nil {
		return err
	}
	return f.checkMinimum(a)
}
