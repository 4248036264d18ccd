package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fusione"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
)

func newPersonaMergeCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "merge FROM INTO",
		Short: "Make two records of one person into one",
		Long: `Make two records of the same person into one. The nomine of FROM pass to INTO,
which also receives the addresses and the codice fiscale that it lacked; FROM is
in no list any more. Two different codici fiscali are two persons, and are never
merged.

The command asks first; --yes answers for you.`,
		Example: `dtctl persona merge 2 1 --dry-run
dtctl persona merge 2 1 --yes`,
		Args:              exactly("FROM", "INTO"),
		ValidArgsFunction: env.complete(completePersona),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.UpdateAsking(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				from, err := persona.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				into, err := persona.Find(ctx, tx, args[1])
				if err != nil {
					return Outcome{}, err
				}
				one, moved, err := fusione.Persone(ctx, tx, from, into)
				return Outcome{
					Done: message.New("person %s merged into %s: %s", number(from.ID), number(one.ID), one.Nominativo()),
					Notes: []message.Text{message.Count(moved,
						"%d nomina passed to the other", "%d nomine passed to the other", moved)},
					Record: recordOf(personaColumns(false), one),
				}, err
			})
		},
	}
	return writing(env, listing(cmd, personaColumns(false)))
}
