package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoListCmd(env *Env) *cobra.Command {
	var f bando.Filter
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the calls with their figures",
		Long: `List the calls, those whose applications end last first, with the state, the
endowment and what was granted as of the day. --open shows only those that take
applications on that day: published, between the day on which they open and that
on which they close, and not exhausted.

A call without any act of endowment has neither an endowment nor anything left.`,
		Example: `dtctl bando list
dtctl bando list --open
dtctl bando list --source PNRR --status pubblicato,esaurito --as-of 2026-12-01 -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.AsOf = env.dayOr(f.AsOf)
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				calls, err := bando.List(ctx, tx, f)
				if err != nil {
					return err
				}
				return list(env, bandoColumns(), calls, message.New("no calls"))
			})
		},
	}
	choiceVar(cmd, &f.Gestione, "management", bando.Gestioni(), "only those run by the office itself, or by others")
	cmd.Flags().StringVar(&f.Fonte, "source", "", "only those with money of this source (`TEXT`)")
	cmd.Flags().StringVar(&f.Misura, "measure", "", "only those with this `TEXT` in their measure")
	choicesVar(cmd, &f.Stati, "status", bando.Stati(), "only in these states")
	cmd.Flags().BoolVar(&f.Open, "open", false, "only those that take applications on the day")
	asOfVar(cmd, &f.AsOf)
	return listing(cmd, bandoColumns())
}
