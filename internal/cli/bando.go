package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bando",
		Short: "Calls that fund projects: who may apply, until when, with what money",
		Long: `A call (bando) has a code, a title, the days of its applications, who may apply,
and the rules of what it grants: the greatest share of the cost, the greatest
contribution, the categories of spending that are admissible. Its endowment is
the sum of dated acts (dtctl bando refinance), so that what it had on a day can
always be told.

It is bozza until it is published, then pubblicato, esaurito when the money is
gone before the end, chiuso when it takes no more applications, istruttoria
while they are examined, concluso when all is decided. A call that is published
is chiuso by itself after the last day of its applications; the other states are
entered by an act: dtctl bando close

The projects of the calls are those of dtctl progetto.`,
		Example: `dtctl bando list --open
dtctl bando show SW2020`,
	}
	env.addVerbs(cmd, newBandoAddCmd, newBandoListCmd, newBandoShowCmd, newBandoEditCmd, newBandoCloseCmd, newBandoRefinanceCmd,
		newBandoRemoveCmd, newBandoCategoryCmd, newBandoThemeCmd, newBandoMatchCmd, newBandoRankingCmd, newBandoScorrimentoCmd,
		newBandoCheckCmd, newBandoReportCmd, newBandoExportCmd, newBandoImportCmd)
	return cmd
}

// bandoVar adds the flag that names a call.
func bandoVar(env *Env, cmd *cobra.Command, arg *string, usage string) {
	cmd.Flags().StringVar(arg, "bando", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("bando", env.complete(completeBando))
}

// completeBando offers the codes of the calls.
func completeBando(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	calls, err := bando.All(ctx, tx)
	var offered []string
	for _, b := range calls {
		offered = offer(offered, prefix, b.Codice, b.Titolo)
	}
	return offered, err
}

// bandoThen offers calls for the first argument and for the second one what a
// call has.
func bandoThen(env *Env, second func(ctx context.Context, tx *db.Tx, b bando.Bando, prefix string) ([]string, error)) completion {
	return func(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return env.complete(completeBando)(cmd, args, toComplete)
		case 1:
			return env.complete(func(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return nil, err
				}
				return second(ctx, tx, b, prefix)
			})(cmd, args, toComplete)
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}

// findBando returns the call that the only argument names, no call without one.
func findBando(ctx context.Context, tx *db.Tx, args []string) (bando.Bando, error) {
	if len(args) == 0 {
		return bando.Bando{}, nil
	}
	return bando.Find(ctx, tx, args[0])
}

// bandoOutcome tells that a call was written, and what of it deserves a second
// look.
func (e *Env) bandoOutcome(ctx context.Context, tx *db.Tx, b bando.Bando, done message.Text) (Outcome, error) {
	s, err := bando.Describe(ctx, tx, b, e.Today())
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Done: done, Record: recordOf(bandoSchedaColumns(), s)}
	for _, a := range s.Atti {
		if a.Data.After(e.Today()) {
			out.Notes = append(out.Notes, message.New("note: the call %s is %s only from %s on, which is in the future", b.Codice, string(a.Stato), a.Data))
		}
	}
	if b.Gestione == bando.Propria && s.Stato != bando.Bozza && !s.HaDotazione {
		out.Notes = append(out.Notes, message.New("note: no endowment is written, so nothing limits what is granted: dtctl bando refinance %s", b.Codice))
	}
	fund, err := bando.FundOf(ctx, tx, b.ID)
	if over := fund.Overdrawn(); over > 0 {
		out.Notes = append(out.Notes, message.New("note: on some day %s euro more are granted than the endowment; see: dtctl bando check %s", over, b.Codice))
	}
	return out, err
}

// limitsOf says what a call grants at most to a project, nothing where it has no
// limit: a share or an amount that was typed wrong is seen at once.
func limitsOf(b bando.Bando) []message.Text {
	switch share := shortShare(b.QuotaMax); {
	case b.QuotaMax > 0 && b.ContributoMax > 0:
		return []message.Text{message.New("it grants at most %s%% of the cost and %s euro per project", share, b.ContributoMax)}
	case b.QuotaMax > 0:
		return []message.Text{message.New("it grants at most %s%% of the cost of a project", share)}
	case b.ContributoMax > 0:
		return []message.Text{message.New("it grants at most %s euro per project", b.ContributoMax)}
	}
	return nil
}
