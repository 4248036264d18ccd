package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/persona"
)

func newPersonaListCmd(env *Env) *cobra.Command {
	var filter persona.Filter
	var cfInClear bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the persons",
		Long: `List the persons by surname. --search keeps those whose name has all the words
given, whole or in part and in any order, and those whose e-mail address
contains the text. Records that were merged into others are left out.

Of a codice fiscale the first three letters are shown, unless --cf-in-clear is
given.`,
		Example: `dtctl persona list
dtctl persona list --search "anna bianchi"
dtctl persona list -o csv --columns id,cognome,nome,email`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				persons, err := persona.List(ctx, tx, filter)
				if err != nil {
					return err
				}
				return list(env, personaColumns(cfInClear), persons, message.New("no persons"))
			})
		},
	}
	cmd.Flags().StringVar(&filter.Search, "search", "", "only those whose name or e-mail address has this `TEXT`")
	cfInClearVar(cmd, &cfInClear)
	return listing(cmd, personaColumns(false))
}

func cfInClearVar(cmd *cobra.Command, inClear *bool) {
	cmd.Flags().BoolVar(inClear, "cf-in-clear", false, "show the whole codice fiscale")
}
