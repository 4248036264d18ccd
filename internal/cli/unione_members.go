package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/unione"
)

func newUnioneMembersCmd(env *Env) *cobra.Command {
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "members UNIONE",
		Short: "List the comuni that belong to an Unione",
		Long: `List the comuni that belong to an Unione on the day, with the day from which
they do and, when it is known, the last one. The register has the Unioni, not
their members: these are written with dtctl unione join.`,
		Example: `dtctl unione members c_i462a
dtctl unione members "Unione della Romagna Faentina" --as-of 2021-07-15 -o csv`,
		Args:              exactly("UNIONE"),
		ValidArgsFunction: firstArgument(env.complete(env.completeUnione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				day := env.dayOr(asOf)
				u, err := resolveUnione(ctx, tx, args[0], day)
				if err != nil {
					return err
				}
				members, err := unione.Members(ctx, tx, u.ID, day)
				if err != nil {
					return err
				}
				return list(env, adesioneColumns(), members,
					message.New("no comune is known to belong to it on %s; write its members with: dtctl unione join %s COMUNE... --from DATE",
						day, u.Typed()))
			})
		},
	}
	asOfVar(cmd, &asOf)
	return listing(cmd, adesioneColumns())
}
