package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newErogazioneEditCmd(env *Env) *cobra.Command {
	var f erogazioneFlags
	cmd := &cobra.Command{
		Use:   "edit EROGAZIONE",
		Short: "Correct a payment, or write that an instalment was paid",
		Long: `Correct a payment, named by the number that dtctl erogazione list shows: only
what a flag names is changed, and the rules of dtctl erogazione add are checked
again. --date pays an instalment that was due. An empty value, such as --note
"", clears what was written. The amount of money given back is written without
its sign.`,
		Example: `dtctl erogazione add SW2020-17 --type saldo --amount 40000 --due 2026-11-20
dtctl erogazione list --progetto SW2020-17
dtctl erogazione edit 16 --date 2026-11-19 --act-number "liquidazione 88/2026"`,
		Args:              exactly("EROGAZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeErogazione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireChange(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				x, err := progetto.FindErogazione(ctx, tx, id)
				if err != nil {
					return Outcome{}, err
				}
				return f.edit(ctx, tx, env, cmd, x)
			})
		},
	}
	f.add(cmd)
	return writing(env, listing(cmd, erogazioneColumns()))
}

// edit writes the payment x with what the flags change.
func (f *erogazioneFlags) edit(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command, x progetto.Erogazione) (Outcome, error) {
	p, err := progetto.Find(ctx, tx, number(x.ProgettoID))
	if err != nil {
		return Outcome{}, err
	}
	assign(cmd, map[string]*string{"act-number": &x.Atto, "note": &x.Note})
	assignIf(cmd, "date", &x.Data, f.date)
	assignIf(cmd, "due", &x.PrevistaIl, f.due)
	if cmd.Flags().Changed("amount") {
		amount, err := requiredAmount(f.amount, "amount")
		if err != nil {
			return Outcome{}, err
		}
		x = x.ConImporto(amount)
	}
	assignIf(cmd, "type", &x.Tipo, f.tipo)
	if x, err = progetto.SaveErogazione(ctx, tx, p, x, env.Today()); err != nil {
		return Outcome{}, err
	}
	return erogazioneOutcome(ctx, tx, x, message.New("payment %s edited: %s, %s, %s euro", number(x.ID), x.Progetto, string(x.Tipo), x.Importo))
}
