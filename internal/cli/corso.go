package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newCorsoCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "corso",
		Short: "Courses: what is taught, to whom, and how many it must reach",
		Long: `A course has a code, a title and an audience. It is held in editions
(dtctl edizione), which are held on days (dtctl sessione). Employees
(dipendenti) and those of them who work at a counter (operatori_sportello) are
enrolled by name; citizens (cittadini) are never named: how many attended is
recorded with dtctl frequenza.

A course can have a target: how many persons it must reach, and on how many days
it must be held.`,
		Example: `dtctl corso list
dtctl corso show TD-BASE`,
	}
	env.addVerbs(cmd, newCorsoAddCmd, newCorsoListCmd, newCorsoShowCmd, newCorsoEditCmd, newCorsoRemoveCmd)
	return cmd
}

// corsoFlags are the flags of what is kept of a course.
type corsoFlags struct {
	programma, ente string
	given           corso.Corso
}

func (f *corsoFlags) add(env *Env, cmd *cobra.Command) {
	programmaVar(env, cmd, &f.programma, "the programme with this `CODE` that it is part of")
	enteVar(env, cmd, &f.ente, "the `ENTE` that owns it")
	choiceVar(cmd, &f.given.Destinatari, "audience", corso.Platee(), "for whom it is")
	clearableVar(cmd, &f.given.Modalita, "mode", corso.Modi(), "how it is held")
	clearableVar(cmd, &f.given.Livello, "level", corso.Livelli(), "how much it asks")
	hoursVar(cmd, &f.given.Minuti, "how long it lasts, such as 12.5 (`HOURS`)")
	targetVar(cmd, &f.given.ObiettivoPersone, "target", `how many persons it must reach, such as ">=800" (`+"`TARGET`)")
	targetVar(cmd, &f.given.ObiettivoGiornate, "target-sessions", `on how many days it must be held, such as ">50" (`+"`TARGET`)")
	cmd.Flags().String("platform", "", "`WHERE` it is held or followed, such as SELF")
	cmd.Flags().String("note", "", "free `TEXT`")
}

// apply puts what the flags say in c.
func (f *corsoFlags) apply(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command, c *corso.Corso) error {
	assign(cmd, map[string]*string{"platform": &c.Piattaforma, "note": &c.Note})
	assignIf(cmd, "audience", &c.Destinatari, f.given.Destinatari)
	assignIf(cmd, "mode", &c.Modalita, f.given.Modalita)
	assignIf(cmd, "level", &c.Livello, f.given.Livello)
	assignIf(cmd, "hours", &c.Minuti, f.given.Minuti)
	assignIf(cmd, "target", &c.ObiettivoPersone, f.given.ObiettivoPersone)
	assignIf(cmd, "target-sessions", &c.ObiettivoGiornate, f.given.ObiettivoGiornate)
	if cmd.Flags().Changed("programma") {
		id, err := programmaID(ctx, tx, f.programma)
		if err != nil {
			return err
		}
		c.ProgrammaID = id
	}
	if cmd.Flags().Changed("ente") {
		c.EnteID = 0
		if f.ente != "" {
			e, err := findEnte(ctx, tx, f.ente, nil, env.Today())
			if err != nil {
				return err
			}
			c.EnteID = e.ID
		}
	}
	return nil
}

// corsoOutcome tells that a course was written.
func (e *Env) corsoOutcome(ctx context.Context, tx *db.Tx, c corso.Corso, done message.Text) (Outcome, error) {
	s, err := corso.Describe(ctx, tx, c, e.Today())
	return Outcome{Done: done, Record: recordOf(corsoSchedaColumns(), s)}, err
}
