package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newEnteShowCmd(env *Env) *cobra.Command {
	var provinces []string
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "show ENTE",
		Short: "Show an ente with its history",
		Long: `Show an ente: what it is on a day, where it lay before, its names, its figures,
the ente that took its place and those whose place it took, the Unioni it joined
or the comuni that belong to it, and the areas in which it lies.

A code typed exactly as it is stored (IPA codes are lower case) wins over a
name, and typed otherwise the name wins: uta is the Unione delle Terre d'Argine,
Uta the comune.

An ente that does not exist on the day is shown as it is on the nearest day of
its life, and a note says so.`,
		Example: `dtctl ente show Sassuolo
dtctl ente show c_f478 --as-of 2021-06-16
dtctl ente show Castro --province LE -o json`,
		Args:              exactly("ENTE"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEnteOrEnded)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				day := env.dayOr(asOf)
				e, err := findEnte(ctx, tx, args[0], provinces, day)
				if err != nil {
					return err
				}
				d, err := ente.Show(ctx, tx, e, day)
				if err != nil {
					return err
				}
				env.say(absence(e, day))
				return show(env, dettaglioColumns(), d)
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	asOfVar(cmd, &asOf)
	return listing(cmd, dettaglioColumns())
}

// absence says that the ente does not exist on the day, nothing when it does.
func absence(e ente.Ente, day periodo.Data) message.Text {
	switch {
	case e.Contains(day):
		return message.Text{}
	case day.Before(e.Dal):
		return message.New("note: %s does not exist on %s: it is shown as it is on %s, its first day", e.Denominazione, day, e.Dal)
	}
	return message.New("note: %s does not exist on %s: it is shown as it was on %s, its last day", e.Denominazione, day, e.Al)
}
