package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/message"
)

func newIscrizioneEditCmd(env *Env) *cobra.Command {
	var f iscrizioneFlags
	var regress bool
	cmd := &cobra.Command{
		Use:   "edit ISCRIZIONE",
		Short: "Correct an enrolment",
		Long: `Correct what was written of an enrolment: only what a flag names is changed, and
the rules of dtctl iscrizione add are checked again. --result "" clears what was
written.

A status goes forward, from iscritto to in_corso to completato; --allow-regress
lets it go back, and also brings back an enrolment that was removed. The day
that belonged to the former status is forgotten.`,
		Example: `dtctl iscrizione edit 1 --hours 12.5
dtctl iscrizione edit 1 --status in_corso --allow-regress --dry-run`,
		Args:              exactly("ISCRIZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeIscrizione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireChange(cmd, "allow-regress"); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				m, err := f.changes(ctx, tx, env, cmd)
				if err != nil {
					return Outcome{}, err
				}
				m.Regress = regress
				i, err := iscrizione.Edit(ctx, tx, id, m)
				if err != nil {
					return Outcome{}, err
				}
				return env.iscrizioneOutcome(ctx, tx, i, message.New("enrolment %s edited: %s, %s, %s",
					number(i.ID), i.Edizione, i.Ente, string(i.Stato)))
			})
		},
	}
	f.add(env, cmd)
	cmd.Flags().BoolVar(&regress, "allow-regress", false, "let the status go back")
	return writing(env, listing(cmd, iscrizioneColumns(false, false)))
}

// changes returns what the flags change.
func (f *iscrizioneFlags) changes(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (iscrizione.Modifica, error) {
	m := iscrizione.Modifica{
		IscrittoIl:   optionalDate(cmd, "date", f.given.IscrittoIl),
		CompletatoIl: optionalDate(cmd, "completed", f.given.CompletatoIl),
		RitiratoIl:   optionalDate(cmd, "withdrawn", f.given.RitiratoIl),
		Esito:        optionalText(cmd, "result"),
		RilevatoIl:   env.Today(),
	}
	assignIf(cmd, "status", &m.Stato, &f.given.Stato)
	assignIf(cmd, "hours", &m.Minuti, &f.given.Minuti)
	if f.ente != "" {
		e, err := findEnte(ctx, tx, f.ente, nil, env.dayOr(f.given.IscrittoIl))
		if err != nil {
			return m, err
		}
		m.EnteID = &e.ID
	}
	return m, nil
}
