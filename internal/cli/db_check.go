package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/controllo"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

func newDBCheckCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Look for damage and contradictions in the database",
		Long: `Look for damage in the file (the checks of SQLite itself) and for contradictions
in the data: overlapping placements and nominations, a comune in two Unioni, a
successor that is missing or had ended, a project whose sums and state are not
those of its acts, rows that are not as the ledger says. What the rules of a
call ask of its projects is another matter: see dtctl bando check.

What is found is listed, and the command leaves with 5.`,
		Example: `dtctl db check
dtctl db check -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.inspect(cmd, db.ReadOnly, func(ctx context.Context, d *db.DB) error {
				found, err := check(ctx, d)
				if err != nil {
					return err
				}
				none := message.New("no damage and no contradictions found (%d rules and the checks of SQLite)", controllo.Rules())
				if err := list(env, checkColumns(), found, none); err != nil || len(found) == 0 {
					return err
				}
				return fault.New(fault.Damaged, "%s", message.Count(len(found),
					"%d problem found in the database", "%d problems found in the database", len(found))).
					WithHint("keep the file as it is; dtctl history list says what was done, dtctl db restore brings back a copy")
			})
		},
	}
	return listing(cmd, checkColumns())
}

// check runs the checks of the engine and, when the file is sound enough to be
// read, those of the field.
func check(ctx context.Context, d *db.DB) ([]controllo.Riscontro, error) {
	damage, err := d.Check(ctx)
	if err != nil {
		return nil, err
	}
	found := []controllo.Riscontro{}
	for _, line := range damage {
		found = append(found, controllo.Riscontro{Controllo: "sqlite", Dettaglio: message.New("%s", line)})
	}
	if err := d.CheckVersion(ctx); err != nil {
		return nil, err
	}
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		broken, err := controllo.Verify(ctx, tx)
		found = append(found, broken...)
		return err
	})
	if err != nil && len(damage) > 0 {
		return found, nil
	}
	return found, err
}

func checkColumns() []render.Column[controllo.Riscontro] {
	return []render.Column[controllo.Riscontro]{
		{Key: "controllo", Title: "Check", Value: func(r controllo.Riscontro) any { return r.Controllo }},
		{Key: "tabella", Title: "Table", Value: func(r controllo.Riscontro) any { return r.Tabella }},
		{Key: "id", Title: "Row", Value: func(r controllo.Riscontro) any { return idOrNull(r.ID) }},
		{Key: "dettaglio", Title: "What is wrong", Value: func(r controllo.Riscontro) any { return r.Dettaglio }},
	}
}
