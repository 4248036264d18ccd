package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fusione"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

func newEnteMergeCmd(env *Env) *cobra.Command {
	var to periodo.Data
	var carry bool
	cmd := &cobra.Command{
		Use:   "merge FROM INTO",
		Short: "End an ente whose place another one takes",
		Long: `End the ente FROM on the day of --to and name INTO its successor: a merger when
INTO begins on the next day, an absorption when it was there before. The
memberships of FROM in Unioni and areas end with it.

Its nomine do not follow by themselves: they stay with FROM, where they count no
longer. With --carry-nomine those in force end on the last day of FROM and begin
again on INTO the day after, unless the role has a holder there.

INTO is of the same type as FROM, or of one that takes its place: a
citta_metropolitana follows a provincia; unione, circondario, comunita_montana
and consorzio follow one another.

Its projects stay with FROM too, which presented them, as the enrolments of its
people do. Where money of them is still to be paid or recovered, the command
says so: the office has then to write to INTO.

An ente that the register has ended already can be merged too, to carry its
nomine over; --to is then its last day and can be left out.

The command asks first; --yes answers for you.`,
		Example: `dtctl ente merge Tresigallo Tresignana --carry-nomine --yes
dtctl ente merge Polinago "Lama Mocogno" --to 2026-12-31 --dry-run`,
		Args:              exactly("FROM", "INTO"),
		ValidArgsFunction: env.complete(env.completeEnteOrEnded),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				day := env.dayOr(to)
				from, err := findEnte(ctx, tx, args[0], nil, day)
				if err != nil {
					return Outcome{}, err
				}
				into, err := findEnte(ctx, tx, args[1], nil, day.AddDays(1))
				if err != nil {
					return Outcome{}, err
				}
				done, err := fusione.Enti(ctx, tx, from, into, to, carry)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done: message.New("%s ended on %s (%s): its successor is %s",
						from.Denominazione, done.Al, string(done.Motivo), into.Denominazione),
					Notes:  mergeNotes(done, from.Denominazione, into.Denominazione, carry),
					Record: recordOf(mergerColumns(), merger{from, into, done}),
				}, nil
			})
		},
	}
	dateVar(cmd, &to, "to", "the last `DAY` of FROM")
	cmd.Flags().BoolVar(&carry, "carry-nomine", false, "begin the nomine of FROM again on INTO")
	return writing(env, listing(cmd, mergerColumns()))
}

// merger is what became of an ente that another one follows.
type merger struct {
	from, into ente.Ente
	fusione.Esito
}

func mergerColumns() []render.Column[merger] {
	return []render.Column[merger]{
		{Key: "ente", Title: "Ente", Value: func(m merger) any { return m.from.Denominazione }},
		{Key: "successore", Title: "Successor", Value: func(m merger) any { return m.into.Denominazione }},
		{Key: "al", Title: "To", Value: func(m merger) any { return m.Al }},
		{Key: "motivo_fine", Title: "Reason for the end", Value: func(m merger) any { return string(m.Motivo) }},
		{Key: "nomine_riportate", Title: "Nomine carried over", Value: func(m merger) any {
			return render.List(nominaColumns(false, m.Al), m.Riportate)
		}},
		{Key: "nomine_lasciate", Title: "Nomine left", Value: func(m merger) any {
			return render.List(nominaColumns(false, m.Al), m.Lasciate)
		}},
		{Key: "adesioni", Title: "Memberships ended", Value: func(m merger) any { return m.Adesioni }},
		{Key: "progetti_da_saldare", Title: "Projects not settled", Value: func(m merger) any { return m.Progetti.Progetti }},
		{Key: "da_erogare", Title: "Still to pay", Number: true, Value: func(m merger) any { return m.Progetti.DaErogare }},
		{Key: "da_recuperare", Title: "To recover", Number: true, Value: func(m merger) any { return m.Progetti.DaRecuperare }},
	}
}

// mergeNotes say what became of the nomine and the memberships, and what money
// of the projects has still to move.
func mergeNotes(done fusione.Esito, from, into string, carry bool) []message.Text {
	var notes []message.Text
	if n := len(done.Riportate); n > 0 {
		notes = append(notes, message.Count(n, "%d nomina begins again on %s: %s",
			"%d nomine begin again on %s: %s", n, into, nomineWords(done.Riportate)))
	}
	if n := len(done.Lasciate); n > 0 && carry {
		notes = append(notes, message.Count(n, "%d nomina stays with %s, since the role has a holder already: %s",
			"%d nomine stay with %s, since the roles have a holder already: %s", n, from, nomineWords(done.Lasciate)))
	} else if n > 0 {
		notes = append(notes, message.Count(n, "%d nomina stays with %s and counts no longer; --carry-nomine carries it over: %s",
			"%d nomine stay with %s and count no longer; --carry-nomine carries them over: %s", n, from, nomineWords(done.Lasciate)))
	}
	if done.Adesioni > 0 {
		notes = append(notes, message.Count(done.Adesioni, "%d membership of an Unione or an area ended with it",
			"%d memberships of Unioni or areas ended with it", done.Adesioni))
	}
	if p := done.Progetti; p.Progetti > 0 {
		notes = append(notes, message.Count(p.Progetti,
			"%d project stays with %s and its money is not settled: %s euro are to be paid and %s to be recovered; write to %s",
			"%d projects stay with %s and their money is not settled: %s euro are to be paid and %s to be recovered; write to %s",
			p.Progetti, from, p.DaErogare, p.DaRecuperare, into))
	}
	return notes
}

// nomineWords names nomine by number and role.
func nomineWords(nomine []nomina.Nomina) string {
	words := make([]string, len(nomine))
	for i, n := range nomine {
		words[i] = number(n.ID) + " " + n.Ruolo
	}
	return strings.Join(words, ", ")
}
