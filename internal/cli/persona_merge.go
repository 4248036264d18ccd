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
		Long: `Make two records of the same person into one. The nomine and the enrolments of
FROM pass to INTO, which also receives the addresses, the codice fiscale and the
id on a platform that it lacked; FROM is in no list any more. Two different
codici fiscali are two persons, and are never merged.

Where both are enrolled in the same edition the command stops and names the two
enrolments: which of them is true is not for a program to say. Take the other
out first, with dtctl iscrizione remove.

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
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done:   message.New("person %s merged into %s: %s", number(from.ID), number(one.ID), one.Nominativo()),
					Notes:  passedNotes(moved),
					Record: recordOf(personaColumns(false), one),
				}, nil
			})
		},
	}
	return writing(env, listing(cmd, personaColumns(false)))
}

// passedNotes say what passed from one record of a person to the other.
func passedNotes(moved fusione.Passate) []message.Text {
	notes := []message.Text{message.Count(moved.Nomine,
		"%d nomina passed to the other", "%d nomine passed to the other", moved.Nomine)}
	if moved.Iscrizioni > 0 {
		notes = append(notes, message.Count(moved.Iscrizioni,
			"%d enrolment passed to the other", "%d enrolments passed to the other", moved.Iscrizioni))
	}
	return notes
}
