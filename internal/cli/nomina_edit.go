package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
)

// nominaEditFlags are the flags of what can be corrected in a nomina.
type nominaEditFlags struct {
	persona        string
	from, to, date periodo.Data
	reopen         bool
	act            actFlags
}

func newNominaEditCmd(env *Env) *cobra.Command {
	var f nominaEditFlags
	cmd := &cobra.Command{
		Use:   "edit NOMINA",
		Short: "Correct a nomina",
		Long: `Correct what was written of a nomina: only what a flag names is changed, and the
rules of dtctl nomina add are checked again. An empty text, such as --note "",
clears what was written.

--to corrects the last day of a nomina that has ended; --reopen takes the end
back, so that it is in force again.`,
		Example: `dtctl nomina edit 1 --protocol 12345/2021 --act nota --act-date 2021-06-30
dtctl nomina edit 2 --note "sent again" --dry-run`,
		Args:              exactly("NOMINA"),
		ValidArgsFunction: firstArgument(env.complete(completeNomina)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireChange(cmd); err != nil {
				return err
			}
			if f.reopen && cmd.Flags().Changed("to") {
				return exclude("reopen", "to")
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				m, err := f.changes(ctx, tx, env, cmd)
				if err != nil {
					return Outcome{}, err
				}
				n, err := nomina.Edit(ctx, tx, id, m)
				if err != nil {
					return Outcome{}, err
				}
				return env.nominaOutcome(ctx, tx, n, message.New("nomina %s edited: %s, %s", number(n.ID), n.Ente, n.Ruolo))
			})
		},
	}
	personaVar(env, cmd, &f.persona, "the right `PERSON`: a number, or surname and given name between quotes")
	dateVar(cmd, &f.date, "date", "the right `DAY` of the invitation")
	dateVar(cmd, &f.from, "from", "the right first `DAY`")
	dateVar(cmd, &f.to, "to", "the right last `DAY`")
	cmd.Flags().BoolVar(&f.reopen, "reopen", false, "take the end back: the nomina is in force again")
	cmd.Flags().String("reason", "", "why it ended (`TEXT`)")
	f.act.add(env, cmd)
	return writing(env, listing(cmd, nominaColumns(false, periodo.Data{})))
}

// changes returns what the flags change.
func (f *nominaEditFlags) changes(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (nomina.Modifica, error) {
	m := nomina.Modifica{
		InvitatoIl: optionalDate(cmd, "date", f.date), Dal: optionalDate(cmd, "from", f.from), Al: optionalDate(cmd, "to", f.to),
		NumeroAtto: optionalText(cmd, "act-number"), DataAtto: optionalDate(cmd, "act-date", f.act.date),
		Protocollo: optionalText(cmd, "protocol"), MotivoFine: optionalText(cmd, "reason"), Note: optionalText(cmd, "note"),
	}
	if f.reopen {
		m.Al = &periodo.Data{}
	}
	if cmd.Flags().Changed("act") {
		m.TipoAtto = &f.act.kind
	}
	if cmd.Flags().Changed("form") {
		m.Forma = &f.act.form
	}
	if cmd.Flags().Changed("covers") {
		m.Copre = &f.act.covers
	}
	if cmd.Flags().Changed("persona") {
		p, err := persona.Find(ctx, tx, f.persona)
		if err != nil {
			return m, err
		}
		m.PersonaID = &p.ID
	}
	var err error
	m.Enti, err = f.act.covered(ctx, tx, env.Today())
	return m, err
}
