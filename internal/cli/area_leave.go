package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newAreaLeaveCmd(env *Env) *cobra.Command {
	var provinces []string
	var to periodo.Data
	cmd := &cobra.Command{
		Use:   "leave AREA ENTE...",
		Short: "Take enti out of an area",
		Long: `Take enti out of an area: --to is their last day in it, today if it is left out.
Figures of days up to that one still count them there.`,
		Example: `dtctl area leave AVM Casteldelci
dtctl area leave AVM Maiolo Talamello --to 2025-12-31 --dry-run`,
		Args:              atLeast("AREA", "ENTE"),
		ValidArgsFunction: areaArgument(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			day := env.dayOr(to)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				s, err := eachMember(ctx, tx, args, provinces, day, area.Leave)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done: message.Count(len(s.named), "%s lies in the area %s until %s", "%s lie in the area %s until %s",
						namesOf(s.named), s.Codice, day),
					Record: recordOf(areaSchedaColumns(), s),
				}, nil
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	dateVar(cmd, &to, "to", "last `DAY` in the area (default: today)")
	return writing(env, listing(cmd, areaSchedaColumns()))
}
