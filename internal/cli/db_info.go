package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/registro"
	"github.com/dtctl/dtctl/internal/render"
)

func newDBInfoCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "info",
		Short: "Show what the database holds",
		Long: `Show the file, its size, the version of its schema and how many rows each table
has. It works also on a file of another version of dtctl.`,
		Example: `dtctl db info
dtctl db info -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.inspect(cmd, db.ReadOnly, func(ctx context.Context, d *db.DB) error {
				info, err := d.Info(ctx)
				if err != nil {
					return err
				}
				shown := databaseInfo{path: d.Path(), Info: info}
				if d.CheckVersion(ctx) == nil {
					err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
						shown.register, err = registro.Edition(ctx, tx)
						return err
					})
				}
				if err != nil {
					return err
				}
				return show(env, infoColumns(), shown)
			})
		},
	}
	return listing(cmd, infoColumns())
}

type databaseInfo struct {
	path string
	// register is the edition of the register, empty on another schema.
	register string
	db.Info
}

func infoColumns() []render.Column[databaseInfo] {
	return []render.Column[databaseInfo]{
		{Key: "file", Title: "File", Value: func(i databaseInfo) any { return i.path }},
		{Key: "byte", Title: "Bytes", Value: func(i databaseInfo) any { return i.Size }},
		{Key: "schema", Title: "Database schema", Value: func(i databaseInfo) any { return strconv.Itoa(i.Version) }},
		{Key: "sqlite", Title: "SQLite", Value: func(i databaseInfo) any { return i.Engine }},
		{Key: "registro", Title: "Register", Value: func(i databaseInfo) any { return orNull(i.register) }},
		{Key: "tabelle", Title: "Tables", Value: func(i databaseInfo) any { return render.List(tableColumns(), i.Tables) }},
	}
}

func tableColumns() []render.Column[db.TableInfo] {
	return []render.Column[db.TableInfo]{
		{Key: "tabella", Title: "Table", Value: func(t db.TableInfo) any { return t.Name }},
		{Key: "righe", Title: "Rows", Value: func(t db.TableInfo) any { return t.Rows }},
	}
}
