package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/render"
)

func newErogazioneCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "erogazione",
		Short: "What is paid to projects, is due, or was given back",
		Long: `What is paid to the ente that leads a project: acconto, stato_avanzamento or
saldo. An instalment that is due has the day on which it is to be paid, and that
of the payment once it was. What is paid and due is never more than what is
granted.

Where a grant was revoked or reduced after it was paid, what was paid over it is
said everywhere until it is given back (recupero), which is recorded with dtctl
erogazione recover as a negative amount.`,
		Example: `dtctl erogazione list --progetto DIGITABILI
dtctl erogazione list --due 2026-12-31`,
	}
	env.addVerbs(cmd, newErogazioneAddCmd, newErogazioneListCmd, newErogazioneEditCmd, newErogazioneRecoverCmd, newErogazioneRemoveCmd)
	return cmd
}

// erogazioneFlags are the flags of what is kept of a payment.
type erogazioneFlags struct {
	tipo      progetto.TipoErogazione
	amount    *euro.Importo
	date, due periodo.Data
}

func (f *erogazioneFlags) add(cmd *cobra.Command) {
	choiceVar(cmd, &f.tipo, "type", progetto.TipiErogazione(), "what kind of payment it is")
	amountVar(cmd, &f.amount, "amount", "how much, in `EURO`")
	cmd.Flags().Var(clearableDate(&f.date), "date", "the `DAY` on which it was paid (default of a new one without --due: today)")
	cmd.Flags().Var(clearableDate(&f.due), "due", "the `DAY` on which it is to be paid")
	actNumberVar(cmd)
	cmd.Flags().String("note", "", "free `TEXT`")
}

// clearableDate is the value of dateVar for a day that can be taken back.
func clearableDate(day *periodo.Data) textValue[periodo.Data] {
	return textValue[periodo.Data]{day, "DATE", periodo.Parse, periodo.Data.String}
}

// projectAndCall returns the ids of a project and of a call, 0 for one that is
// not named.
func projectAndCall(ctx context.Context, tx *db.Tx, project, call string) (progettoID, bandoID int64, err error) {
	if project != "" {
		p, err := progetto.Find(ctx, tx, project)
		if err != nil {
			return 0, 0, err
		}
		progettoID = p.ID
	}
	if call != "" {
		b, err := bando.Find(ctx, tx, call)
		if err != nil {
			return 0, 0, err
		}
		bandoID = b.ID
	}
	return progettoID, bandoID, nil
}

// erogazioneOutcome tells that a payment was written, what should be known of it,
// and what its project was paid in all.
func erogazioneOutcome(ctx context.Context, tx *db.Tx, x progetto.Erogazione, done message.Text, notes ...message.Text) (Outcome, error) {
	out := Outcome{Done: done, Record: recordOf(erogazioneColumns(), x)}
	p, err := progetto.Find(ctx, tx, number(x.ProgettoID))
	if err != nil {
		return out, err
	}
	notes = append(notes, message.New("granted %s euro, paid %s, due %s, left %s", p.Concesso, p.Erogato, p.Previsto, p.Residuo()))
	out.Notes = append(notes, p.Avvisi()...)
	return out, nil
}

func erogazioneColumns() []render.Column[progetto.Erogazione] {
	return []render.Column[progetto.Erogazione]{
		{Key: "numero", Title: "Number", Value: func(x progetto.Erogazione) any { return render.ID(x.ID) }},
		{Key: "bando", Title: "Call", Value: func(x progetto.Erogazione) any { return x.Bando }, Wide: true},
		{Key: "progetto", Title: "Project", Value: func(x progetto.Erogazione) any { return x.Progetto }},
		{Key: "ente", Title: "Lead", Value: func(x progetto.Erogazione) any { return x.Ente }},
		{Key: "tipo", Title: "Type", Value: func(x progetto.Erogazione) any { return string(x.Tipo) }},
		{Key: "importo", Title: "Amount €", Value: func(x progetto.Erogazione) any { return x.Importo }},
		{Key: "prevista_il", Title: "Due on", Value: func(x progetto.Erogazione) any { return x.PrevistaIl }},
		{Key: "data", Title: "Paid on", Value: func(x progetto.Erogazione) any { return x.Data }},
		{Key: "atto", Title: "Act", Value: func(x progetto.Erogazione) any { return orNull(x.Atto) }},
		{Key: "note", Title: "Note", Value: func(x progetto.Erogazione) any { return orNull(x.Note) }, Wide: true},
	}
}

// completeErogazione offers the numbers of the payments.
func completeErogazione(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	erogazioni, err := progetto.Erogazioni(ctx, tx, progetto.FilterErogazioni{})
	var offered []string
	for _, x := range erogazioni {
		if id := number(x.ID); strings.HasPrefix(id, prefix) {
			offered = append(offered, id+"\t"+x.Progetto+" "+string(x.Tipo)+" "+x.Importo.String())
		}
	}
	return offered, err
}
