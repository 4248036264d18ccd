package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

func newHistoryExportsCmd(env *Env) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "exports",
		Short: "List the lists with names that left the database",
		Long: `List the lists with names that left the database, latest first: when, who,
which command with the flags that hold nothing personal, how many rows of
persons, and where they went: a file, or stdout. A list is written here before
it leaves, so that none leaves unseen; what happened to a file afterwards dtctl
does not know.`,
		Example: `dtctl history exports
dtctl history exports --limit 20 -o csv`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				exports, err := journal.Exports(ctx, tx, max(limit, 0))
				if err != nil {
					return err
				}
				return list(env, exportColumns(env), exports, message.New("no list with names has left"))
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "show only the latest `N` lists")
	return listing(cmd, exportColumns(env))
}

func exportColumns(env *Env) []render.Column[journal.Export] {
	type export = journal.Export
	return []render.Column[export]{
		{Key: "quando", Title: "When", Value: func(x export) any { return x.At.In(env.rome()) }},
		{Key: "chi", Title: "Who", Value: func(x export) any { return x.By }},
		{Key: "comando", Title: "Command", Value: func(x export) any { return strings.TrimSpace(x.Command + " " + x.Parameters) }},
		{Key: "righe", Title: "Rows", Value: func(x export) any { return x.Rows }},
		{Key: "destinazione", Title: "Where", Value: func(x export) any { return x.Destination }},
	}
}
