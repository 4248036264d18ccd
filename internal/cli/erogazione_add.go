package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newErogazioneAddCmd(env *Env) *cobra.Command {
	var f erogazioneFlags
	cmd := &cobra.Command{
		Use:   "add PROGETTO",
		Short: "Record what was paid for a project, or is to be paid",
		Long: `Record what was paid for a project on the day of --date, today if it is left
out. With --due and without --date it is an instalment that is to be paid on
that day; when it is, dtctl erogazione edit writes the day.

What is paid and due is at most what is granted.`,
		Example: `dtctl erogazione add SW2020-17 --type acconto --amount 40000 --act-number "liquidazione 88/2026"
dtctl erogazione add SW2020-17 --type saldo --amount 40000 --due 2027-03-31
dtctl erogazione add SW2020-03 --type stato_avanzamento --amount 20000 --date 2026-11-02 --dry-run`,
		Args:              exactly("PROGETTO"),
		ValidArgsFunction: firstArgument(env.complete(completeProgetto)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "type", "amount"); err != nil {
				return err
			}
			nuova := progetto.Erogazione{Tipo: f.tipo, Importo: *f.amount, Data: f.date, PrevistaIl: f.due}
			if f.due.IsZero() {
				nuova.Data = env.dayOr(f.date)
			}
			assign(cmd, map[string]*string{"act-number": &nuova.Atto, "note": &nuova.Note})
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := progetto.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				x, err := progetto.SaveErogazione(ctx, tx, p, nuova, env.Today())
				if err != nil {
					return Outcome{}, err
				}
				return erogazioneOutcome(ctx, tx, x, paymentSaid(x))
			})
		},
	}
	f.add(cmd)
	return writing(env, listing(cmd, erogazioneColumns()))
}

// paymentSaid tells that a payment was recorded, or that one is due.
func paymentSaid(x progetto.Erogazione) message.Text {
	if x.Data.IsZero() {
		return message.New("instalment %s recorded: %s, %s, %s euro due on %s", number(x.ID), x.Progetto, string(x.Tipo), x.Importo, x.PrevistaIl)
	}
	return message.New("payment %s recorded: %s, %s, %s euro on %s", number(x.ID), x.Progetto, string(x.Tipo), x.Importo, x.Data)
}
