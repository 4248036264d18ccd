package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newSessioneEditCmd(env *Env) *cobra.Command {
	var f sessioneFlags
	var day periodo.Data
	cmd := &cobra.Command{
		Use:   "edit SESSIONE",
		Short: "Correct a session",
		Long: `Correct a session, named by the number that dtctl sessione list shows: only what
a flag names is changed, and an empty value ("") takes it away.`,
		Example: `dtctl sessione edit 1 --hours 3.5 --place "Sala civica"
dtctl sessione edit 1 --date 2021-10-06 --dry-run`,
		Args:              exactly("SESSIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeSessione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireChange(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				s, err := corso.FindSessione(ctx, tx, id)
				if err != nil {
					return Outcome{}, err
				}
				f.apply(cmd, &s)
				assignIf(cmd, "date", &s.Data, day)
				if s, err = corso.EditSessione(ctx, tx, s); err != nil {
					return Outcome{}, err
				}
				e, err := corso.FindEdizione(ctx, tx, s.Edizione)
				return Outcome{
					Done:   message.New("session %s edited: %s, %s", number(s.ID), s.Edizione, s.Data),
					Notes:  outsideNote(e, s.Data),
					Record: recordOf(sessioneColumns(), s),
				}, err
			})
		},
	}
	dateVar(cmd, &day, "date", "the right `DAY`")
	f.add(cmd)
	return writing(env, listing(cmd, sessioneColumns()))
}
