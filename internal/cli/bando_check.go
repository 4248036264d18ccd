package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/render"
)

func newBandoCheckCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check [BANDO]",
		Short: "Look for broken rules in the projects of a call, or of all",
		Long: `Look, in what is recorded of a call or of all, for every rule that would be
refused when it is written, and for what files of others bring in: more granted
than the endowment, than requested, than the share of the cost or the greatest
contribution; more paid, or due, than granted; inadmissible or doubled spending,
or more of it than the cost; a missing or repeated CUP; an application that is
there twice, came too early or too late, or is of an ente that may not apply;
days out of order; a grant of which the request or the cost is not known.

What is found is listed, rule by rule, and the command leaves with 5.`,
		Example: `dtctl bando check
dtctl bando check SW2020 -o json`,
		Args:              atMost("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				b, err := findBando(ctx, tx, args)
				if err != nil {
					return err
				}
				found, err := progetto.Check(ctx, tx, b.ID)
				if err != nil {
					return err
				}
				none := message.New("no broken rule found (%d rules)", progetto.Rules())
				if err := list(env, bandoCheckColumns(), found, none); err != nil || len(found) == 0 {
					return err
				}
				return fault.New(fault.Damaged, "%s", message.Count(len(found),
					"%d broken rule found in the calls", "%d broken rules found in the calls", len(found))).
					WithHint("see one of the projects with: dtctl progetto show PROGETTO, and its acts; correct it, or ask whoever published it")
			})
		},
	}
	return listing(cmd, bandoCheckColumns())
}

func bandoCheckColumns() []render.Column[progetto.Riscontro] {
	type riscontro = progetto.Riscontro
	return []render.Column[riscontro]{
		{Key: "regola", Title: "Rule", Value: func(r riscontro) any { return r.Regola }},
		{Key: "bando", Title: "Call", Value: func(r riscontro) any { return r.Bando }},
		{Key: "progetto", Title: "Project", Value: func(r riscontro) any { return orNull(r.Progetto) }},
		{Key: "ente", Title: "Ente", Value: func(r riscontro) any { return orNull(r.Ente) }},
		{Key: "ipa", Title: "IPA", Value: func(r riscontro) any { return orNull(r.IPA) }},
		{Key: "cup", Title: "CUP", Value: func(r riscontro) any { return orNull(r.CUP) }},
		{Key: "dettaglio", Title: "What is wrong", Value: func(r riscontro) any { return r.Dettaglio }},
	}
}
