package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/programma"
)

func newProgrammaEditCmd(env *Env) *cobra.Command {
	var f programmaFlags
	cmd := &cobra.Command{
		Use:   "edit CODE",
		Short: "Change a programme or its scope",
		Long: `Change a programme or its scope: only what a flag names is changed, and an empty
value ("") takes it away.

--region, --type and --area each replace what the rule says of them; --region ""
and --area "" lift the restriction. --include and --exclude let single enti in
or keep them out, with a --reason, and --drop leaves an ente to the rule again.

An ente that is let in adds to what the rule takes. --only-included takes the
rule away: the scope is then made of the enti let in by hand alone, until
--region, --type or --area gives it a rule again, or --only-included=false makes
it every local body.

A change of the scope changes the figures of every day, past days included; the
command says how many enti the scope had today and how many it has now.`,
		Example: `dtctl programma edit DC --status concluso --to 2026-12-31
dtctl programma edit DC --exclude Bologna --reason "has its own programme"
dtctl programma edit DC --drop Bologna
dtctl programma edit DC --region ER,TC --dry-run`,
		Args:              exactly("CODE"),
		ValidArgsFunction: firstArgument(env.complete(completeProgramma)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireChange(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := programma.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				scope, err := programma.AmbitoDi(ctx, tx, p.ID)
				if err != nil {
					return Outcome{}, err
				}
				before, _, err := programma.Count(ctx, tx, scope, ente.Filter{AsOf: env.Today()})
				if err != nil {
					return Outcome{}, err
				}
				if scope, err = f.scope.apply(ctx, tx, cmd, scope, env.Today()); err != nil {
					return Outcome{}, err
				}
				f.apply(cmd, &p)
				assign(cmd, map[string]*string{"code": &p.Codice})
				if p, err = programma.Edit(ctx, tx, p, scope); err != nil {
					return Outcome{}, err
				}
				return env.programmaOutcome(ctx, tx, p, message.New("programme %s edited", p.Codice), before)
			})
		},
	}
	f.add(cmd)
	f.scope.addDrop(cmd)
	cmd.Flags().String("code", "", "a new `CODE`")
	return writing(env, listing(cmd, schedaColumns()))
}
