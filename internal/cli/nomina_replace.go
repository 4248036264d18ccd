package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newNominaReplaceCmd(env *Env) *cobra.Command {
	var from periodo.Data
	var holder holderFlags
	var act actFlags
	cmd := &cobra.Command{
		Use:   "replace NOMINA",
		Short: "Put another person in the place of the holder of a role",
		Long: `Put another person in the place of the holder of a role. The old nomina ends on
the day before --from, with status sostituita, and a new one begins on --from:
there is neither a day without a holder nor a day with two.

The form and the coverage of the old nomina pass to the new one unless a flag
says otherwise; the act is a new one.`,
		Example: `dtctl nomina replace 1 --persona "Gandolfi Rita" --new-person --from 2026-09-01
dtctl nomina replace 3 --persona 2 --from 2026-09-01 --act nota --protocol 12345/2026 --dry-run`,
		Args:              exactly("NOMINA"),
		ValidArgsFunction: firstArgument(env.complete(completeNomina)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireFlags(cmd, holder.required(cmd, "from")...); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := holder.find(ctx, tx, cmd)
				if err != nil {
					return Outcome{}, err
				}
				s := nomina.Sostituzione{PersonaID: p.ID, Dal: from, Atto: act.act(cmd), Forma: act.form, Copre: act.covers}
				assign(cmd, map[string]*string{"note": &s.Note})
				if s.Enti, err = act.covered(ctx, tx, from); err != nil {
					return Outcome{}, err
				}
				old, n, err := nomina.Replace(ctx, tx, id, s)
				if err != nil {
					return Outcome{}, err
				}
				return env.nominaOutcome(ctx, tx, n, message.New("nomina %s ended on %s; nomina %s from %s: %s, %s",
					number(old.ID), old.Al, number(n.ID), n.Dal, n.Ente, n.Ruolo))
			})
		},
	}
	dateVar(cmd, &from, "from", "first `DAY` of the new nomina")
	holder.add(env, cmd)
	act.add(env, cmd)
	return writing(env, listing(cmd, nominaColumns(false, periodo.Data{})))
}
