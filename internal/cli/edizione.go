package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newEdizioneCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "edizione",
		Short: "Editions of the courses, held or planned",
		Long: `An edition of a course is named by the code of the course and its number:
TD-BASE/2. Its dates are days or, as long as no day is chosen, months: 2022-01.

The dates say its status, unless --status forces one: programmata until
enrolment opens, then iscrizioni_aperte, in_corso from its first day to its
last, then conclusa. An edition of which only the month of the beginning is
known does not begin in that month: it is programmata, or open for enrolment,
until the month is over. Only --status annullata says that an edition does not
take place.`,
		Example: `dtctl edizione list TD-BASE
dtctl edizione show TD-BASE/1`,
	}
	env.addVerbs(cmd, newEdizioneAddCmd, newEdizioneListCmd, newEdizioneShowCmd, newEdizioneEditCmd, newEdizioneCloseCmd, newEdizioneRemoveCmd)
	return cmd
}

// edizioneFlags are the flags of what is kept of an edition.
type edizioneFlags struct{ given corso.Edizione }

func (f *edizioneFlags) add(cmd *cobra.Command) {
	plannedVar(cmd, &f.given.Dal, "from", "first `DAY`, or month such as 2022-01")
	plannedVar(cmd, &f.given.Al, "to", "last `DAY`, or month")
	plannedVar(cmd, &f.given.IscrizioniDal, "enrol-from", "the `DAY`, or month, on which enrolment opens")
	countVar(cmd, &f.given.Posti, "seats", "how many can take part (`NUMBER`)")
	clearableVar(cmd, &f.given.Stato, "status", corso.Stati(), "force this status, whatever the dates say")
	cmd.Flags().String("note", "", "free `TEXT`")
}

// apply puts what the flags say in e.
func (f *edizioneFlags) apply(cmd *cobra.Command, e *corso.Edizione) {
	assign(cmd, map[string]*string{"note": &e.Note})
	assignIf(cmd, "from", &e.Dal, f.given.Dal)
	assignIf(cmd, "to", &e.Al, f.given.Al)
	assignIf(cmd, "enrol-from", &e.IscrizioniDal, f.given.IscrizioniDal)
	assignIf(cmd, "seats", &e.Posti, f.given.Posti)
	assignIf(cmd, "status", &e.Stato, f.given.Stato)
}

// edizioneOutcome tells that an edition or its days were written, and what of
// it does not fit together.
func (e *Env) edizioneOutcome(ctx context.Context, tx *db.Tx, d corso.Edizione, done message.Text) (Outcome, error) {
	s, err := describeEdizione(ctx, tx, d, e.Today())
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Done: done, Record: recordOf(edizioneSchedaColumns(), s)}
	var outside []periodo.Data
	for _, day := range s.sessioni {
		if !d.Includes(day.Data) {
			outside = append(outside, day.Data)
		}
	}
	if len(outside) > 0 {
		out.Notes = append(out.Notes, message.Count(len(outside),
			"note: %d session of edition %s lies outside its dates: %s", "note: %d sessions of edition %s lie outside its dates, the first on %s",
			len(outside), d.Codice(), outside[0]))
	}
	if d.Posti > 0 && s.Iscritti > d.Posti {
		out.Notes = append(out.Notes, message.New("note: edition %s has more persons enrolled (%d) than seats (%d)",
			d.Codice(), s.Iscritti, d.Posti))
	}
	return out, nil
}
