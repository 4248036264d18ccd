package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoRefinanceCmd(env *Env) *cobra.Command {
	var act bando.Dotazione
	var amount *euro.Importo
	var withdraw bool
	cmd := &cobra.Command{
		Use:   "refinance BANDO",
		Short: "Give a call more money, or take some away, by an act",
		Long: `Record an act that adds an amount to the endowment of a call or, with
--withdraw, takes it away. The money counts from the day of the act on: nothing
can be granted with it before. From a call of the office, what is granted on
that day or later cannot be taken away, and its first act covers what is granted
already; of the calls of others, dtctl bando check tells.`,
		Example: `dtctl bando refinance SW2020 --amount 1450000 --date 2020-07-31 --act-number "delibera 925/2020"
dtctl bando refinance PICCOLI-2026 --amount 1.000.000 --withdraw --date 2026-11-20 --dry-run`,
		Args:              exactly("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "amount"); err != nil {
				return err
			}
			if act.Data = env.dayOr(act.Data); act.Data.After(env.Today()) {
				return fault.New(fault.Failed, "the day of the act, %s, is in the future", act.Data).
					WithHint("record it when the day has come, or correct the day")
			}
			assign(cmd, map[string]*string{"act-number": &act.Atto})
			if act.Importo = *amount; withdraw {
				act.Importo = -act.Importo
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				if err := bando.Refinance(ctx, tx, b, act); err != nil {
					return Outcome{}, err
				}
				return env.refinanced(ctx, tx, b, act)
			})
		},
	}
	amountVar(cmd, &amount, "amount", "how much (`EURO`)")
	cmd.Flags().BoolVar(&withdraw, "withdraw", false, "the act takes the amount away")
	dateVar(cmd, &act.Data, "date", "the `DAY` of the act (default: today)")
	cmd.Flags().String("act-number", "", "the act and its `NUMBER`, such as \"delibera 45/2025\"")
	return writing(env, listing(cmd, bandoSchedaColumns()))
}

// refinanced says what an act of endowment makes of that of the call.
func (e *Env) refinanced(ctx context.Context, tx *db.Tx, b bando.Bando, act bando.Dotazione) (Outcome, error) {
	fund, err := bando.FundOf(ctx, tx, b.ID)
	if err != nil {
		return Outcome{}, err
	}
	endowment, granted := fund.At(act.Data)
	done := message.New("call %s has %s euro more from %s on: %s in all, of which %s are granted", b.Codice, act.Importo, act.Data, endowment, granted)
	if act.Importo < 0 {
		done = message.New("call %s has %s euro less from %s on: %s in all, of which %s are granted", b.Codice, -act.Importo, act.Data, endowment, granted)
	}
	return e.bandoOutcome(ctx, tx, b, done)
}
