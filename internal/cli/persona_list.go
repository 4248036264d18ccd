package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
)

func newPersonaListCmd(env *Env) *cobra.Command {
	var filter persona.Filter
	var cfInClear, duplicates bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the persons",
		Long: `List the persons by surname. --search keeps those whose name has all the words
given, whole or in part and in any order, and those whose e-mail address
contains the text. Records that were merged into others are left out.

--duplicates lists instead the records that may be of one person, group by
group: the same name in the same ente, the same personal e-mail address, or the
same name with codici fiscali that differ by omocodia alone. Nothing is merged:
that is for you to decide, with dtctl persona merge.

Of a codice fiscale the first three letters are shown, unless --cf-in-clear is
given.`,
		Example: `dtctl persona list
dtctl persona list --search "anna bianchi"
dtctl persona list --duplicates
dtctl persona list -o csv --columns id,cognome,nome,email`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, name := range []string{"search", "cf-in-clear"} {
				if duplicates && cmd.Flags().Changed(name) {
					return exclude("duplicates", name)
				}
			}
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				if duplicates {
					return listDoubles(ctx, tx, env)
				}
				persons, err := persona.List(ctx, tx, filter)
				if err != nil {
					return err
				}
				return list(env, personaColumns(cfInClear), persons, message.New("no persons"))
			})
		},
	}
	cmd.Flags().StringVar(&filter.Search, "search", "", "only those whose name or e-mail address has this `TEXT`")
	cmd.Flags().BoolVar(&duplicates, "duplicates", false, "list the records that may be of one person")
	cfInClearVar(cmd, &cfInClear)
	return alsoListing(listing(cmd, personaColumns(false)), doubleColumns())
}

// listDoubles prints the records that may be of one person.
func listDoubles(ctx context.Context, tx *db.Tx, env *Env) error {
	doubles, err := persona.Doubles(ctx, tx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(doubles, func(d persona.Doppione) bool { return slices.Contains(d.Motivi, persona.Omocodia) }) {
		env.say(message.New("note: codici fiscali that differ by omocodia alone are of two persons, unless one was changed: possibly the same person (possibile stesso soggetto)"))
	}
	return list(env, doubleColumns(), doubles, message.New("no probable doubles"))
}

func cfInClearVar(cmd *cobra.Command, inClear *bool) {
	cmd.Flags().BoolVar(inClear, "cf-in-clear", false, "show the whole codice fiscale")
}
