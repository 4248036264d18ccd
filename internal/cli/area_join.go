package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newAreaJoinCmd(env *Env) *cobra.Command {
	var provinces []string
	var from periodo.Data
	cmd := &cobra.Command{
		Use:   "join AREA ENTE...",
		Short: "Put enti in an area",
		Long: `Put enti in an area from a day on, today if --from is left out. An ente that
lies there on that day or later already is refused, and then none is put in.`,
		Example: `dtctl area join AVM Verucchio
dtctl area join AVM Gemmano "Poggio Torriana" --from 2026-01-01 --dry-run`,
		Args:              atLeast("AREA", "ENTE"),
		ValidArgsFunction: areaArgument(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			day := env.dayOr(from)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				s, err := eachMember(ctx, tx, args, provinces, day, area.Join)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done: message.Count(len(s.named), "%s lies in the area %s from %s on", "%s lie in the area %s from %s on",
						namesOf(s.named), s.Codice, day),
					Record: recordOf(areaSchedaColumns(), s),
				}, nil
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	dateVar(cmd, &from, "from", "first `DAY` in the area (default: today)")
	return writing(env, listing(cmd, areaSchedaColumns()))
}
