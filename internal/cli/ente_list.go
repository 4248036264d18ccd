package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
)

func newEnteListCmd(env *Env) *cobra.Command {
	var filter *filterFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the enti of a day",
		Long: `List the enti that exist on a day, by name, with where they lie on that day.
Without flags they are those of all types and all Italy.

Several values of one flag are alternatives, several flags must all hold:
--region ER,TC --type comune lists the comuni of two regions. --unione lists the
comuni that belong to an Unione. --search looks in official names and in those
that were added or changed here.

The register holds the comuni of every day since 2015-01-01: of an earlier day
those that ended before are missing, and the listing says so.

Residents and employees are the figures whose date is nearest to the day; the
class is that of the residents, and nd where they are not known.`,
		Example: `dtctl ente list --region ER --type unione
dtctl ente list --province MO --class fino_5000 --sort -popolazione
dtctl ente list --region ER --type comune --as-of 2021-06-16 -o json
dtctl ente list --search terme -o wide`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				f, err := filter.filter(ctx, tx, env)
				if err != nil {
					return err
				}
				enti, err := ente.List(ctx, tx, f)
				if err != nil {
					return err
				}
				env.noteRegisterStart(f.AsOf)
				return list(env, enteColumns(), enti, message.New("no enti"))
			})
		},
	}
	filter = addFilterFlags(env, cmd)
	return listing(cmd, enteColumns())
}
