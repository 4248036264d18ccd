package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/unione"
)

func newUnioneJoinCmd(env *Env) *cobra.Command {
	var provinces []string
	var from periodo.Data
	cmd := &cobra.Command{
		Use:   "join UNIONE COMUNE...",
		Short: "Write that comuni belong to an Unione",
		Long: `Write that comuni belong to an Unione from a day on, today if --from is left
out. A comune that belongs to an Unione on that day or later is refused, since
it can belong to one only, and then none is written.`,
		Example: `dtctl unione join udcvs Cesena "Bagno di Romagna" --from 2014-01-24
dtctl unione join udcb_ra Ravenna --dry-run`,
		Args:              atLeast("UNIONE", "COMUNE"),
		ValidArgsFunction: unioneArgument(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			day := env.dayOr(from)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				u, err := eachComune(ctx, tx, args, provinces, day, unione.Join)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done: message.Count(len(u.named), "%s belongs to %s from %s on", "%s belong to %s from %s on",
						namesOf(u.named), u.Denominazione, day),
					Record: recordOf(unioneSchedaColumns(), u),
				}, nil
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	dateVar(cmd, &from, "from", "first `DAY` of the membership (default: today)")
	return writing(env, listing(cmd, unioneSchedaColumns()))
}
