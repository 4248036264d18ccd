package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/render"
)

func newBandoScorrimentoCmd(env *Env) *cobra.Command {
	var day periodo.Data
	var act string
	var partial bool
	cmd := &cobra.Command{
		Use:   "scorrimento BANDO",
		Short: "Fund the next projects of the ranking with the money that is left",
		Long: `Fund, in the order of the ranking, the projects that were admitted without money
(ammesso_non_finanziato), as long as what is left of the endowment on the day
covers the next one: money freed by a renunciation or a revocation, or new money
of dtctl bando refinance. Nobody passes a project that comes first. With
--partial what is left at the end goes to the next one in part: it receives the
rest, where it comes in the ranking, when there is money again.

--dry-run shows who would be funded; dtctl bando ranking shows who waits.`,
		Example: `dtctl bando scorrimento SW2020 --date 2026-11-20 --partial --dry-run
dtctl bando scorrimento SW2020 --date 2026-11-20 --act-number "determina 9120/2026"`,
		Args:              exactly("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			day = env.dayOr(day)
			m := progetto.Mossa{Quando: periodo.DayOnly(day), Oggi: env.Today(), Atto: act}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				funded, err := progetto.Scorri(ctx, tx, b, m, partial)
				if err != nil {
					return Outcome{}, err
				}
				fund, err := bando.FundOf(ctx, tx, b.ID)
				if err != nil {
					return Outcome{}, err
				}
				owed, err := progetto.DaRecuperare(ctx, tx, b.ID)
				return scorrimento{b, day, act, funded, fund, owed}.outcome(), err
			})
		},
	}
	dateVar(cmd, &day, "date", "the `DAY` of the act (default: today)")
	cmd.Flags().StringVar(&act, "act-number", "", "the act and its `NUMBER`, such as \"delibera 45/2025\"")
	cmd.Flags().BoolVar(&partial, "partial", false, "give what is left after them to the next project, in part")
	return writing(env, listing(cmd, scorrimentoColumns()))
}

// scorrimento is what was done with the money left of a call.
type scorrimento struct {
	bando.Bando
	day    periodo.Data
	act    string
	funded []progetto.Assegnato
	fund   bando.Fund
	// owed was paid to projects that gave up or lost their grant, and did not come
	// back.
	owed euro.Importo
}

// granted returns how much was granted in all.
func (s scorrimento) granted() euro.Importo {
	var sum euro.Importo
	for _, p := range s.funded {
		sum += p.Ricevuto
	}
	return sum
}

// left returns how much of the endowment remains, nil where there is none.
func (s scorrimento) left() any {
	if !s.fund.Known {
		return nil
	}
	return s.fund.Available(s.day)
}

// outcome says what each project received.
func (s scorrimento) outcome() Outcome {
	out := Outcome{Record: recordOf(scorrimentoColumns(), s)}
	out.Done = message.Count(len(s.funded), "%d project of the call %s funded with %s euro", "%d projects of the call %s funded with %s euro",
		len(s.funded), s.Codice, s.granted())
	for _, p := range s.funded {
		out.Notes = append(out.Notes, receivedSaid(p))
	}
	out.Notes = append(out.Notes, leftOf(s.Bando, s.fund, s.day))
	if s.owed > 0 {
		out.Notes = append(out.Notes, message.New("note: %s euro paid to projects that renounced or were revoked are not recovered yet; see: dtctl progetto list --bando %s --status %s",
			s.owed, s.Codice, "rinunciato,revocato"))
	}
	return out
}

// receivedSaid tells what a project received, and what it has in all where that
// is more.
func receivedSaid(p progetto.Assegnato) message.Text {
	whole := p.Ammesso == nil || *p.Ammesso <= p.Concesso
	switch {
	case whole && p.Ricevuto == p.Concesso:
		return message.New("%s of %s receives %s euro", p.Nome(), p.Ente, p.Ricevuto)
	case whole:
		return message.New("%s of %s receives %s euro, now %s in all", p.Nome(), p.Ente, p.Ricevuto, p.Concesso)
	case p.Ricevuto == p.Concesso:
		return message.New("%s of %s receives %s euro of the %s that were found admissible", p.Nome(), p.Ente, p.Ricevuto, *p.Ammesso)
	}
	return message.New("%s of %s receives %s euro, now %s of the %s that were found admissible", p.Nome(), p.Ente, p.Ricevuto, p.Concesso, *p.Ammesso)
}

func scorrimentoColumns() []render.Column[scorrimento] {
	return []render.Column[scorrimento]{
		{Key: "bando", Title: "Call", Value: func(s scorrimento) any { return s.Codice }},
		{Key: "data", Title: "Day", Value: func(s scorrimento) any { return s.day }},
		{Key: "atto", Title: "Act", Value: func(s scorrimento) any { return orNull(s.act) }},
		{Key: "finanziati", Title: "Funded", Value: func(s scorrimento) any { return len(s.funded) }},
		{Key: "concesso", Title: "Granted €", Value: func(s scorrimento) any { return s.granted() }},
		{Key: "residuo", Title: "Left €", Value: func(s scorrimento) any { return s.left() }, Number: true},
		{Key: "progetti", Title: "Projects", Value: func(s scorrimento) any {
			return render.List([]render.Column[progetto.Assegnato]{
				{Key: "progetto", Title: "Project", Value: func(p progetto.Assegnato) any { return p.Nome() }},
				{Key: "ente", Title: "Ente", Value: func(p progetto.Assegnato) any { return p.Ente }},
				{Key: "ammesso", Title: "Admitted €", Value: func(p progetto.Assegnato) any { return amountOrNull(p.Ammesso) }, Number: true},
				{Key: "ricevuto", Title: "Received €", Value: func(p progetto.Assegnato) any { return p.Ricevuto }},
				{Key: "concesso", Title: "Granted €", Value: func(p progetto.Assegnato) any { return p.Concesso }},
			}, s.funded)
		}},
	}
}
