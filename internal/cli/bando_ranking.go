package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/render"
)

func newBandoRankingCmd(env *Env) *cobra.Command {
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "ranking BANDO",
		Short: "List the projects of a call in the order of the ranking",
		Long: `List the projects of a call that were admitted and go on: by score, the highest
first, and then in the order in which they applied. Those that wait for money,
or for the rest of it where they were funded in part, say how much they take,
and whether what is left of the endowment on the day covers them after those
before them: nobody passes a project that comes first.

dtctl bando scorrimento funds them. --as-of is the day of the money that is
left; states, scores and grants are those that are recorded now.`,
		Example: `dtctl bando ranking SW2020
dtctl bando ranking SW2020 --as-of 2020-12-31 -o csv`,
		Args:              exactly("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			day := env.dayOr(asOf)
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return err
				}
				places, fund, err := progetto.Graduatoria(ctx, tx, b, day)
				if err != nil {
					return err
				}
				if err := list(env, rankingColumns(), places, message.New("no project of the call %s is admitted", b.Codice)); err != nil {
					return err
				}
				env.say(leftOf(b, fund, day))
				return nil
			})
		},
	}
	asOfVar(cmd, &asOf)
	return listing(cmd, rankingColumns())
}

// leftOf says how much can be granted of the endowment of a call from a day on.
func leftOf(b bando.Bando, fund bando.Fund, day periodo.Data) message.Text {
	if !fund.Known {
		return message.New("the call %s has no act of endowment: nothing limits what is granted", b.Codice)
	}
	return message.New("%s euro are left of the endowment of the call %s on %s", max(0, fund.Available(day)), b.Codice, day)
}

func rankingColumns() []render.Column[progetto.Posto] {
	type posto = progetto.Posto
	return []render.Column[posto]{
		{Key: "posizione", Title: "Rank", Value: func(p posto) any { return p.Posizione }},
		{Key: "progetto", Title: "Project", Value: func(p posto) any { return p.Nome() }},
		{Key: "titolo", Title: "Title", Value: func(p posto) any { return orNull(p.Titolo) }, Wide: true},
		{Key: "ente", Title: "Ente", Value: func(p posto) any { return p.Ente }},
		{Key: "ipa", Title: "IPA", Value: func(p posto) any { return orNull(p.IPA) }, Wide: true},
		{Key: "provincia", Title: "Prov.", Value: func(p posto) any { return orNull(p.Provincia) }, Wide: true},
		{Key: "punteggio", Title: "Score", Value: func(p posto) any { return points(p.Punteggio) }, Number: true},
		{Key: "presentato_il", Title: "Presented", Value: func(p posto) any { return p.PresentatoIl }, Wide: true},
		{Key: "stato", Title: "Status", Value: func(p posto) any { return string(p.Stato) }},
		{Key: "ammesso", Title: "Admitted €", Value: func(p posto) any { return amountOrNull(p.Ammesso) }, Number: true},
		{Key: "concesso", Title: "Granted €", Value: func(p posto) any { return p.Concesso }},
		{Key: "manca", Title: "Missing €", Value: func(p posto) any { return ifWaiting(p, p.Manca) }, Number: true},
		{Key: "finanziabile", Title: "Can be funded", Value: func(p posto) any { return ifWaiting(p, p.Finanziabile) }},
	}
}

// ifWaiting returns what only a project that waits for money has.
func ifWaiting(p progetto.Posto, v any) any {
	if p.Manca == 0 {
		return nil
	}
	return v
}

// points returns a score in hundredths of a point as it is written, with two
// decimals like an amount; nil without one.
func points(score *int64) any {
	if score == nil {
		return nil
	}
	return euro.Importo(*score)
}
