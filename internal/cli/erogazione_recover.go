package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newErogazioneRecoverCmd(env *Env) *cobra.Command {
	var amount *euro.Importo
	var date periodo.Data
	cmd := &cobra.Command{
		Use:   "recover PROGETTO",
		Short: "Record money that an ente gave back",
		Long: `Record money that the ente that leads a project gave back, on the day of --date,
today if it is left out. It is stored as a negative payment, so that what was
paid stays as it was. Without --amount it is all that was paid over the grant,
after it was revoked, renounced or reduced. No more can be given back than was
paid.`,
		Example: `dtctl progetto revoke SW2020-03 --amount 80000 --date 2026-10-30 --act-number "determina 600/2026"
dtctl erogazione recover SW2020-03 --amount 5000 --date 2026-11-06
dtctl erogazione recover SW2020-03 --act-number "reversale 41/2026"`,
		Args:              exactly("PROGETTO"),
		ValidArgsFunction: firstArgument(env.complete(completeProgetto)),
		RunE: func(cmd *cobra.Command, args []string) error {
			nuova := progetto.Erogazione{Data: env.dayOr(date)}
			assign(cmd, map[string]*string{"act-number": &nuova.Atto, "note": &nuova.Note})
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := progetto.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				x, notes, err := progetto.Recover(ctx, tx, p, nuova, amount, env.Today())
				if err != nil {
					return Outcome{}, err
				}
				return erogazioneOutcome(ctx, tx, x, message.New("recovery %s recorded: %s, %s euro given back on %s",
					number(x.ID), x.Progetto, -x.Importo, x.Data), notes...)
			})
		},
	}
	amountVar(cmd, &amount, "amount", "how much was given back, in `EURO` (default: what was paid over the grant)")
	dateVar(cmd, &date, "date", "the `DAY` on which it was given back (default: today)")
	actNumberVar(cmd)
	cmd.Flags().String("note", "", "free `TEXT`")
	return writing(env, listing(cmd, erogazioneColumns()))
}
