package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newCorsoEditCmd(env *Env) *cobra.Command {
	var f corsoFlags
	cmd := &cobra.Command{
		Use:   "edit CODE",
		Short: "Change a course",
		Long: `Change a course: only what a flag names is changed, and an empty value ("")
takes it away. The audience cannot change from or to citizens once persons are
enrolled by name or citizens were counted.`,
		Example: `dtctl corso edit TD-BASE --target ">=3000" --level base
dtctl corso edit TD-BASE --code TD --dry-run`,
		Args:              exactly("CODE"),
		ValidArgsFunction: firstArgument(env.complete(completeCorso)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireChange(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				c, err := corso.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				if err := f.apply(ctx, tx, env, cmd, &c); err != nil {
					return Outcome{}, err
				}
				assign(cmd, map[string]*string{"code": &c.Codice, "title": &c.Titolo})
				if c, err = corso.Edit(ctx, tx, c); err != nil {
					return Outcome{}, err
				}
				return env.corsoOutcome(ctx, tx, c, message.New("course %s edited", c.Codice))
			})
		},
	}
	f.add(env, cmd)
	cmd.Flags().String("code", "", "a new `CODE`")
	cmd.Flags().String("title", "", "a new `TITLE`")
	return writing(env, listing(cmd, corsoSchedaColumns()))
}
