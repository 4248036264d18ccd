package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
)

func newIscrizioneCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "iscrizione",
		Short: "Enrolments: who takes which course, and how far they came",
		Long: `An iscrizione enrols a person in an edition of a course (iscritto), for the ente
of that day, which stays when the person moves. The person begins (in_corso) and
completes it (completato) or gives up (ritirato). When the edition is closed,
whoever is still open has not completed it (non_completato). A row written by
mistake is taken out (annullata). A status only goes forward, unless you allow
it to go back.

A person is enrolled once in an edition. Whoever is ritirato or annullata does
not count as taking part. Citizens are never enrolled by name: dtctl frequenza
keeps how many attended.`,
		Example: `dtctl iscrizione list --corso TD-BASE --status in_corso
dtctl iscrizione show 1`,
	}
	env.addVerbs(cmd, newIscrizioneAddCmd, newIscrizioneListCmd, newIscrizioneShowCmd, newIscrizioneEditCmd,
		newIscrizioneCompleteCmd, newIscrizioneWithdrawCmd, newIscrizioneRemoveCmd, newIscrizioneImportCmd)
	return cmd
}

// corsoVar adds the flag that names a course.
func corsoVar(env *Env, cmd *cobra.Command, arg *string, usage string) {
	cmd.Flags().StringVar(arg, "corso", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("corso", env.complete(completeCorso))
}

// edizioneVar adds the flag that names an edition.
func edizioneVar(env *Env, cmd *cobra.Command, arg *string, usage string) {
	cmd.Flags().StringVar(arg, "edizione", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("edizione", env.complete(env.completeEdizione))
}

// iscrizioneFlags are the flags of what is kept of an enrolment.
type iscrizioneFlags struct {
	ente  string
	given iscrizione.Iscrizione
}

func (f *iscrizioneFlags) add(env *Env, cmd *cobra.Command) {
	enteVar(env, cmd, &f.ente, "the `ENTE` for which the person enrols")
	dateVar(cmd, &f.given.IscrittoIl, "date", "the `DAY` of the enrolment (default of a new one: today)")
	// Nobody enters a row to take it out.
	known := slices.DeleteFunc(iscrizione.Stati(), func(s iscrizione.Stato) bool { return s == iscrizione.Annullata })
	choiceVar(cmd, &f.given.Stato, "status", known, "how far the enrolment has come")
	dateVar(cmd, &f.given.CompletatoIl, "completed", "the `DAY` of the completion: the status is completato")
	dateVar(cmd, &f.given.RitiratoIl, "withdrawn", "the `DAY` of the withdrawal: the status is ritirato")
	hoursVar(cmd, &f.given.Minuti, "the hours attended, such as 12.5 (`HOURS`)")
	cmd.Flags().String("result", "", "what came of it, such as the number of the certificate (`TEXT`)")
}

// iscrizioneOutcome says what was done with an enrolment, and what in it
// deserves a second look.
func (e *Env) iscrizioneOutcome(ctx context.Context, tx *db.Tx, i iscrizione.Iscrizione, done message.Text) (Outcome, error) {
	out := Outcome{Done: done, Record: recordOf(iscrizioneColumns(false, false), i)}
	far, err := iscrizione.Lontani(ctx, tx, i)
	if err != nil {
		return out, err
	}
	for _, d := range far {
		out.Notes = append(out.Notes, message.New("note: %s is more than a year outside edition %s", d, i.Edizione))
	}
	if i.Stato != iscrizione.Iscritto && i.Stato != iscrizione.InCorso {
		return out, nil
	}
	edition, err := corso.FindEdizione(ctx, tx, i.Edizione)
	if err == nil && edition.StatoAl(e.Today()) == corso.Conclusa {
		out.Notes = append(out.Notes, message.New("note: edition %s is over and the enrolment still open: dtctl edizione close %s ends it",
			i.Edizione, i.Edizione))
	}
	return out, err
}

// completeIscrizione offers the numbers of the enrolments, and nobody's name.
func completeIscrizione(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	rows, err := iscrizione.Starting(ctx, tx, prefix, completionLimit)
	var offered []string
	for _, i := range rows {
		offered = append(offered, number(i.ID)+"\t"+i.Edizione+" "+i.Ente+" "+string(i.Stato))
	}
	return offered, err
}
