package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newSpesaEditCmd(env *Env) *cobra.Command {
	var f spesaFlags
	cmd := &cobra.Command{
		Use:   "edit SPESA",
		Short: "Correct what was written of spending",
		Long: `Correct spending, named by the number that dtctl spesa list shows: only what a
flag names is changed, and the rules of dtctl spesa add are checked again. An
empty text, such as --note "", clears what was written.`,
		Example: `dtctl spesa edit 1 --amount 24000 --document "fattura 112/2020 e nota di credito 3"
dtctl spesa edit 2 --category progettazione --dry-run`,
		Args:              exactly("SPESA"),
		ValidArgsFunction: firstArgument(env.complete(completeSpesa)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireChange(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				s, err := progetto.FindSpesa(ctx, tx, id)
				if err != nil {
					return Outcome{}, err
				}
				return f.edit(ctx, tx, env, cmd, s)
			})
		},
	}
	f.add(env, cmd)
	return writing(env, listing(cmd, spesaColumns()))
}

// edit writes the spending s with what the flags change.
func (f *spesaFlags) edit(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command, s progetto.Spesa) (Outcome, error) {
	p, err := progetto.Find(ctx, tx, number(s.ProgettoID))
	if err != nil {
		return Outcome{}, err
	}
	assign(cmd, map[string]*string{"document": &s.Documento, "note": &s.Note, "category": &s.Categoria})
	assignIf(cmd, "date", &s.Data, f.date)
	if cmd.Flags().Changed("amount") {
		if s.Importo, err = requiredAmount(f.amount, "amount"); err != nil {
			return Outcome{}, err
		}
	}
	if s, err = progetto.SaveSpesa(ctx, tx, p, s, s.Categoria, env.Today()); err != nil {
		return Outcome{}, err
	}
	return spesaSaved(ctx, tx, s, message.New("spending %s edited: %s, %s, %s euro on %s",
		number(s.ID), s.Progetto, s.Categoria, s.Importo, s.Data))
}
