package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// stepFlags are the flags of a verb that brings a project to another state; a
// command adds those of amount, score and hour that its verb has.
type stepFlags struct {
	verb     string
	date     periodo.Data
	hour     string
	amount   *euro.Importo
	score    *int64
	unfunded bool
}

// command completes a command that says only what its verb means.
func (f *stepFlags) command(env *Env, cmd *cobra.Command) *cobra.Command {
	cmd.Use = f.verb + " PROGETTO"
	cmd.Args = exactly("PROGETTO")
	cmd.ValidArgsFunction = firstArgument(env.complete(completeProgetto))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		m, err := f.step(env, cmd)
		if err != nil {
			return err
		}
		return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
			before, err := progetto.Find(ctx, tx, args[0])
			if err != nil {
				return Outcome{}, err
			}
			after, notes, err := progetto.Move(ctx, tx, before, m)
			if err != nil {
				return Outcome{}, err
			}
			return stepOutcome(ctx, tx, before, after, m, notes)
		})
	}
	dateVar(cmd, &f.date, "date", "the `DAY` of the act (default: today)")
	actNumberVar(cmd)
	return writing(env, listing(cmd, progettoSchedaColumns()))
}

// step returns the step that the flags describe.
func (f *stepFlags) step(env *Env, cmd *cobra.Command) (progetto.Mossa, error) {
	m := progetto.Mossa{
		Passo: progetto.PassoDi(f.verb), Oggi: env.Today(), Importo: f.amount, SenzaFondi: f.unfunded, Punteggio: f.score,
	}
	assign(cmd, map[string]*string{"act-number": &m.Atto, "override": &m.Deroga, "reason": &m.Motivo})
	var err error
	m.Quando, err = momentOf(env.dayOr(f.date), f.hour)
	return m, err
}

// stepOutcome tells where a project was and is now, and its money where an act
// changed it.
func stepOutcome(ctx context.Context, tx *db.Tx, before, after progetto.Progetto, m progetto.Mossa, notes []message.Text) (Outcome, error) {
	done := message.New("project %s of %s: %s → %s, on %s", after.Nome(), after.Ente, string(before.Stato), string(after.Stato), m.Quando)
	if after.Stato == before.Stato {
		done = message.New("project %s of %s: revoked in part on %s; it stays %s", after.Nome(), after.Ente, m.Quando, string(after.Stato))
	}
	var money []message.Text
	if after.Stato == progetto.AmmessoNonFinanziato {
		money = append(money, message.New("%s euro are admissible; it waits for money: see the ranking with: dtctl bando ranking %s",
			*after.Ammesso, after.Bando))
	}
	if after.Concesso != before.Concesso {
		money = append(money, message.New("granted %s euro, before %s; freed %s, paid %s", after.Concesso, before.Concesso, after.Liberato, after.Erogato))
		fund, err := bando.FundOf(ctx, tx, after.BandoID)
		if err != nil {
			return Outcome{}, err
		}
		if fund.Known {
			money = append(money, message.New("%s euro of the endowment of the call %s are left on %s",
				fund.Available(m.Quando.Giorno()), after.Bando, m.Quando.Giorno()))
		}
	}
	return progettoOutcome(ctx, tx, after, done, slices.Concat(money, notes, []message.Text{whatFollows(after)})...)
}

// actNumberVar adds the flag of the act that says what a command writes.
func actNumberVar(cmd *cobra.Command) {
	cmd.Flags().String("act-number", "", "the act and its `NUMBER`, such as \"determina 8054/2020\"")
}

// reasonVar adds the flag that says why an application was refused or a project
// given up.
func reasonVar(cmd *cobra.Command) {
	cmd.Flags().String("reason", "", "why, in the words of the act (`TEXT`)")
}

// overrideVar adds the flag that sets aside the rules that may be.
func overrideVar(cmd *cobra.Command) {
	cmd.Flags().String("override", "", "take it although it is late, early, or of an ente that may not apply, and say why (`REASON`)")
}

func notAnHour(s string) error {
	return fault.New(fault.Usage, "%q is not an hour of the day", s).WithHint("write it as 18:00")
}
