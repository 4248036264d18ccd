package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoCloseCmd(env *Env) *cobra.Command {
	act := bando.Atto{Stato: bando.Chiuso}
	cmd := &cobra.Command{
		Use:   "close BANDO",
		Short: "Bring a call to a later state: exhausted, closed, examined, concluded",
		Long: `Record that a call, from a day on and by an act, takes no more applications, or
goes on after that. --as says which state it enters: esaurito when the money is
gone before the end, chiuso, istruttoria while the applications are examined,
concluso when all is decided. States may be skipped, and never taken back: a
wrong one is undone with dtctl undo.

After the last day of its applications a call is chiuso by itself, without any
act.`,
		Example: `dtctl bando close PICCOLI-2026 --as esaurito --date 2026-11-20 --act-number "decreto 131/2026"
dtctl bando close SW2020 --as concluso --date 2022-06-30 --dry-run`,
		Args:              exactly("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			act.Data = env.dayOr(act.Data)
			assign(cmd, map[string]*string{"act-number": &act.Atto})
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				if err := bando.Close(ctx, tx, b, act); err != nil {
					return Outcome{}, err
				}
				out, err := env.bandoOutcome(ctx, tx, b, message.New("call %s is %s from %s", b.Codice, string(act.Stato), act.Data))
				if err != nil || act.Stato != bando.Esaurito {
					return out, err
				}
				fund, err := bando.FundOf(ctx, tx, b.ID)
				if left := fund.Available(act.Data); fund.Known && left > 0 {
					out.Notes = append(out.Notes, message.New("note: the money of the call %s is not gone: %s euro of its endowment are left on %s",
						b.Codice, left, act.Data))
				}
				return out, err
			})
		},
	}
	choiceVar(cmd, &act.Stato, "as", bando.Chiusure(), "the state that it enters (default: chiuso)")
	dateVar(cmd, &act.Data, "date", "the `DAY` of the act (default: today)")
	cmd.Flags().String("act-number", "", "the act and its `NUMBER`, such as \"delibera 45/2025\"")
	return writing(env, listing(cmd, bandoSchedaColumns()))
}
