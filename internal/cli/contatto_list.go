package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/contatto"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newContattoListCmd(env *Env) *cobra.Command {
	var f contatto.Filter
	var enti entiFlags
	var arg string
	var day periodo.Data
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the contacts, or those to make again",
		Long: `List the contacts with the enti that pass the filters, the latest first. With
--due only those to make again by that day, the most urgent first: a contact
whose ente was reached again later, by the same part of the staff, is done. One
whose outcome is da_richiamare and that names no day is due at once.`,
		Example: `dtctl contatto list --province MO --since 2021-07-01
dtctl contatto list --due 2026-11-30 --part formazione
dtctl contatto list --ente Sassuolo -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			day = env.dayOr(day)
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				if arg != "" {
					e, err := findEnte(ctx, tx, arg, nil, day)
					if err != nil {
						return err
					}
					f.EnteID = e.ID
				}
				if enti.given(cmd) || cmd.Flags().Changed("as-of") {
					filter, err := enti.filter(ctx, tx, day)
					if err != nil {
						return err
					}
					f.Enti = &filter
				}
				contatti, err := contatto.List(ctx, tx, f)
				if err != nil {
					return err
				}
				return list(env, contattoColumns(), contatti, message.New("no contacts"))
			})
		},
	}
	enti.add(env, cmd)
	enteVar(env, cmd, &arg, "only those with this `ENTE`")
	dateVar(cmd, &day, "as-of", "take the enti as they are on this `DAY` (default: today)")
	dateVar(cmd, &f.Since, "since", "only those from this `DAY` on")
	dateVar(cmd, &f.Due, "due", "only those to make again by this `DAY`")
	choicesVar(cmd, &f.Canali, "channel", contatto.Canali(), "only those made so")
	choicesVar(cmd, &f.Esiti, "outcome", contatto.Esiti(), "only those with this outcome")
	choicesVar(cmd, &f.Parti, "part", contatto.Parti(), "only those of this part of the staff")
	cmd.Flags().StringVar(&f.Operatore, "operator", "", "only those that this operator made (`WHO`)")
	return listing(cmd, contattoColumns())
}
