package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/programma"
)

func newProgrammaAddCmd(env *Env) *cobra.Command {
	f := programmaFlags{tipo: "programma", stato: "avviato"}
	cmd := &cobra.Command{
		Use:   "add CODE",
		Short: "Add a programme with its scope",
		Long: `Add a programme with its scope. The code is what --programma takes, so keep it
short: letters, digits and hyphens, stored in capitals.

The scope is made of the enti that lie in one of the regions, are of one of the
types and belong to one of the areas; a flag that is left out does not restrict.
Without --type the types are comune, unione, circondario, provincia and
citta_metropolitana. --include and --exclude let single enti in or keep them
out, always with a --reason; enti kept out are counted apart in every figure.

An ente that is let in adds to what the rule takes, and without --region, --type
and --area the rule takes every local body. A scope that is made of the enti let
in by hand alone is asked for with --only-included.`,
		Example: `dtctl programma add PUNTI --name "Punti digitali facili" --region ER --type comune,unione
dtctl programma add RETE --name "Rete delle scuole" --region ER,TC --status programmato --from 2027-01-01
dtctl programma add PILOTA --name "Comuni pilota" --include Medolla --include Sassuolo --only-included --reason "pilot phase"
dtctl programma add PROVA --name "Una prova" --region ER --exclude Bologna --reason "has its own" --dry-run`,
		Args: exactly("CODE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			nuovo := programma.Programma{Codice: args[0], Tipo: f.tipo, Stato: f.stato}
			f.apply(cmd, &nuovo)
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				scope, err := f.scope.apply(ctx, tx, cmd, programma.Ambito{}, env.Today())
				if err != nil {
					return Outcome{}, err
				}
				added, err := programma.Add(ctx, tx, nuovo, scope)
				if err != nil {
					return Outcome{}, err
				}
				return env.programmaOutcome(ctx, tx, added, message.New("programme %s added", added.Codice), justAdded)
			})
		},
	}
	f.add(cmd)
	return writing(env, listing(cmd, schedaColumns()))
}

// justAdded stands for the number of enti in the scope of a programme that was
// not there before.
const justAdded = -1

// programmaOutcome tells that a programme was written, how many enti its scope
// has today and, when they are not as many, how many it had before.
func (e *Env) programmaOutcome(ctx context.Context, tx *db.Tx, p programma.Programma, done message.Text,
	before int,
) (Outcome, error) {
	s, err := programma.Describe(ctx, tx, p, e.Today())
	if err != nil {
		return Outcome{}, err
	}
	size := message.Count(s.Enti, "the scope has %d ente today", "the scope has %d enti today", s.Enti)
	if before != justAdded && before != s.Enti {
		size = message.Count(before, "the scope had %d ente today, now it has %d", "the scope had %d enti today, now it has %d",
			before, s.Enti)
	}
	out := Outcome{Done: done, Notes: []message.Text{size}, Record: recordOf(schedaColumns(), s)}
	if s.Esclusi > 0 {
		out.Notes = append(out.Notes, message.Count(s.Esclusi,
			"in all, %d ente is kept out of it by hand", "in all, %d enti are kept out of it by hand", s.Esclusi))
	}
	return out, nil
}
