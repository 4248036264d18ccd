package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newNominaRefuseCmd(env *Env) *cobra.Command {
	var day periodo.Data
	var reason string
	cmd := &cobra.Command{
		Use:   "refuse NOMINA",
		Short: "Record that an ente declined to appoint",
		Long: `Record that an ente declined an invitation, or took back a proposal, on the day
of --date, today if it is left out. A nomina that is in force is ended instead.`,
		Example: `dtctl nomina invite --role rtd --province MO --date 2026-11-02
dtctl nomina list --role rtd --province MO --status invitato
dtctl nomina refuse 660 --date 2026-11-10 --reason "nobody is available"`,
		Args:              exactly("NOMINA"),
		ValidArgsFunction: firstArgument(env.complete(completeNomina)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			day = env.dayOr(day)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				n, err := nomina.Refuse(ctx, tx, id, day, reason)
				return Outcome{
					Done:   message.New("nomina %s refused on %s: %s, %s", number(n.ID), n.Al, n.Ente, n.Ruolo),
					Record: recordOf(nominaColumns(false, env.Today()), n),
				}, err
			})
		},
	}
	dateVar(cmd, &day, "date", "the `DAY` of the answer (default: today)")
	cmd.Flags().StringVar(&reason, "reason", "", "why the ente declined (`TEXT`)")
	return writing(env, listing(cmd, nominaColumns(false, periodo.Data{})))
}
