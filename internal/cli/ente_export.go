package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/render"
)

func newEnteExportCmd(env *Env) *cobra.Command {
	var filter *filterFlags
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the enti of a day to a file, with every column",
		Long: `Write the enti of a day with every column, for another program or a spreadsheet.
It takes the flags of: dtctl ente list

The format is CSV (UTF-8, comma, ISO dates) unless -o or the name after --out
asks for another; -o excel is the CSV that an Italian Excel opens.`,
		Example: `dtctl ente export --region ER --type comune
dtctl ente export --region ER --out enti-er.xlsx
dtctl ente export --province MO -o excel --out modena.csv`,
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
				return env.write(len(enti), func(w io.Writer, o render.Options) error {
					if o.Format == render.Table && env.flags.output == "" {
						o.Format = render.CSV
					}
					return render.WriteListing(w, render.List(enteColumns(), enti), o)
				})
			})
		},
	}
	filter = addFilterFlags(env, cmd)
	return listing(cmd, enteColumns())
}
