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

func newSpesaCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "spesa",
		Short: "What projects spent, by category",
		Long: `What a project spent has a day, an amount, and a category of its call. Spending
in a category that the call does not admit is refused: see the categories with
dtctl bando category list. Only a project that was admitted and funded spends.

What is paid to the ente is another thing: dtctl erogazione`,
		Example: `dtctl spesa list --progetto DIGITABILI
dtctl spesa list --bando SW2020 --category formazione`,
	}
	env.addVerbs(cmd, newSpesaAddCmd, newSpesaListCmd, newSpesaEditCmd, newSpesaRemoveCmd)
	return cmd
}

// spesaFlags are the flags of what is kept of spending.
type spesaFlags struct {
	category string
	amount   *euro.Importo
	date     periodo.Data
}

func (f *spesaFlags) add(env *Env, cmd *cobra.Command) {
	categoryVar(env, cmd, &f.category, "the `CATEGORY`, of those of the call")
	amountVar(cmd, &f.amount, "amount", "how much was spent, in `EURO`")
	dateVar(cmd, &f.date, "date", "the `DAY` of the spending (default of a new one: today)")
	cmd.Flags().String("document", "", "the `DOCUMENT` that proves it, such as \"fattura 112/2020\"")
	cmd.Flags().String("note", "", "free `TEXT`")
}

// categoryVar adds the flag that names a category of spending.
func categoryVar(env *Env, cmd *cobra.Command, code *string, usage string) {
	cmd.Flags().StringVar(code, "category", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("category", env.complete(completeSpesaCategoria))
}

// completeSpesaCategoria offers the categories of all calls, each code once.
func completeSpesaCategoria(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	categorie, err := bando.Categorie(ctx, tx, 0)
	var offered []string
	seen := map[string]bool{}
	for _, c := range categorie {
		if !seen[c.Codice] {
			offered = offer(offered, prefix, c.Codice, c.Nome)
		}
		seen[c.Codice] = true
	}
	return offered, err
}

// spesaOutcome tells that spending was written, and what its project has spent.
func spesaOutcome(ctx context.Context, tx *db.Tx, s progetto.Spesa, done message.Text) (Outcome, error) {
	out := Outcome{Done: done, Record: recordOf(spesaColumns(), s)}
	p, err := progetto.Find(ctx, tx, number(s.ProgettoID))
	if err != nil {
		return out, err
	}
	out.Notes = append(out.Notes, message.New("spent in all %s euro, granted %s", p.Spese, p.Concesso))
	return out, nil
}

// spesaSaved tells what spesaOutcome tells, and what should be looked at in the
// spending that was written.
func spesaSaved(ctx context.Context, tx *db.Tx, s progetto.Spesa, done message.Text) (Outcome, error) {
	out, err := spesaOutcome(ctx, tx, s, done)
	if err != nil {
		return out, err
	}
	p, err := progetto.Find(ctx, tx, number(s.ProgettoID))
	if err != nil {
		return out, err
	}
	notes, err := progetto.AvvisiSpesa(ctx, tx, p, s)
	out.Notes = append(out.Notes, notes...)
	return out, err
}

func spesaColumns() []render.Column[progetto.Spesa] {
	return []render.Column[progetto.Spesa]{
		{Key: "numero", Title: "Number", Value: func(s progetto.Spesa) any { return render.ID(s.ID) }},
		{Key: "bando", Title: "Call", Value: func(s progetto.Spesa) any { return s.Bando }, Wide: true},
		{Key: "progetto", Title: "Project", Value: func(s progetto.Spesa) any { return s.Progetto }},
		{Key: "ente", Title: "Lead", Value: func(s progetto.Spesa) any { return s.Ente }, Wide: true},
		{Key: "data", Title: "Day", Value: func(s progetto.Spesa) any { return s.Data }},
		{Key: "categoria", Title: "Category", Value: func(s progetto.Spesa) any { return s.Categoria }},
		{Key: "natura", Title: "Nature", Value: func(s progetto.Spesa) any { return string(s.Natura) }, Wide: true},
		{Key: "ammissibile", Title: "Admissible", Value: func(s progetto.Spesa) any { return s.Ammissibile }, Wide: true},
		{Key: "importo", Title: "Amount €", Value: func(s progetto.Spesa) any { return s.Importo }},
		{Key: "documento", Title: "Document", Value: func(s progetto.Spesa) any { return orNull(s.Documento) }},
		{Key: "note", Title: "Note", Value: func(s progetto.Spesa) any { return orNull(s.Note) }, Wide: true},
	}
}

// completeSpesa offers the numbers of spending.
func completeSpesa(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	spese, err := progetto.Spese(ctx, tx, progetto.FilterSpese{})
	var offered []string
	for _, s := range spese {
		if id := number(s.ID); strings.HasPrefix(id, prefix) {
			offered = append(offered, id+"\t"+s.Progetto+" "+s.Categoria+" "+s.Importo.String())
		}
	}
	return offered, err
}
