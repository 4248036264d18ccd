package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
)

func newIscrizioneAddCmd(env *Env) *cobra.Command {
	var f iscrizioneFlags
	var holder holderFlags
	var provinces []string
	cmd := &cobra.Command{
		Use:   "add CORSO/NUMBER",
		Short: "Enrol a person in an edition",
		Long: `Enrol a person in an edition of a course, for the ente of --ente, on the day of
--date. The ente stays on the enrolment when the person moves. A day of
completion or of withdrawal also gives the status.

A person is enrolled once in an edition: the second time is refused, and the
number of the first one named. Nobody is enrolled by name in a course for
citizens: dtctl frequenza add records how many attended. The command says,
without refusing it, when a day is more than a year outside the edition.

--new-person also records the person: from --persona when it is one word of
surname and one of given name, else from --surname and --name.`,
		Example: `dtctl iscrizione add TD-BASE/2 --ente Sassuolo --persona "Gandolfi Rita" --new-person --date 2021-10-05
dtctl iscrizione add TD-BASE/1 --ente Sassuolo --persona "Gandolfi Rita" --date 2021-09-14 --completed 2021-11-02 --hours 12.5`,
		Args:              exactly("CORSO/NUMBER"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEdizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, holder.required(cmd, "ente")...); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				return f.enrol(ctx, tx, env, cmd, args[0], &holder, provinces)
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	f.add(env, cmd)
	holder.add(env, cmd)
	return writing(env, listing(cmd, iscrizioneColumns(false, false)))
}

// enrol records the enrolment that the flags describe in the edition that arg
// names.
func (f *iscrizioneFlags) enrol(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command, arg string,
	holder *holderFlags, provinces []string,
) (Outcome, error) {
	i := f.given
	i.IscrittoIl = env.dayOr(i.IscrittoIl)
	i.RilevatoIl = env.Today()
	assign(cmd, map[string]*string{"result": &i.Esito})
	edition, err := corso.FindEdizione(ctx, tx, arg)
	if err != nil {
		return Outcome{}, err
	}
	e, err := findEnte(ctx, tx, f.ente, provinces, i.IscrittoIl)
	if err != nil {
		return Outcome{}, err
	}
	p, err := holder.find(ctx, tx, cmd)
	if err != nil {
		return Outcome{}, err
	}
	i.EdizioneID, i.EnteID, i.PersonaID = edition.ID, e.ID, p.ID
	if i, err = iscrizione.Add(ctx, tx, i); err != nil {
		return Outcome{}, err
	}
	return env.iscrizioneOutcome(ctx, tx, i, message.New("enrolment %s recorded: %s, %s, %s, on %s",
		number(i.ID), i.Edizione, i.Ente, string(i.Stato), i.IscrittoIl))
}
