package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/unione"
)

func newUnioneLeaveCmd(env *Env) *cobra.Command {
	var provinces []string
	var to periodo.Data
	cmd := &cobra.Command{
		Use:   "leave UNIONE COMUNE...",
		Short: "Write that comuni leave an Unione",
		Long: `Write that comuni leave an Unione: --to is their last day in it, today if it is
left out. From the next day on a nomina of the Unione that covers its members
(aderenti) no longer covers them. One that covers a list of comuni (elenco) goes
on covering those in the list, until it ends or its list is changed with:
dtctl nomina edit`,
		Example: `dtctl unione leave c_i462a Sassuolo --to 2026-12-31
dtctl unione leave nucir_im Medicina Dozza --dry-run`,
		Args:              atLeast("UNIONE", "COMUNE"),
		ValidArgsFunction: unioneArgument(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			day := env.dayOr(to)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				u, err := eachComune(ctx, tx, args, provinces, day, unione.Leave)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done: message.Count(len(u.named), "%s belongs to %s until %s", "%s belong to %s until %s",
						namesOf(u.named), u.Denominazione, day),
					Record: recordOf(unioneSchedaColumns(), u),
				}, nil
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	dateVar(cmd, &to, "to", "last `DAY` of the membership (default: today)")
	return writing(env, listing(cmd, unioneSchedaColumns()))
}
