package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/render"
)

func newHistoryCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "history",
		Short: "What was done, when, by whom, and what it changed",
		Long: `Every command that changes the database is an operation with a number: who did
it, when, and which rows it changed, value by value. Any operation can be taken
back with dtctl undo.`,
		Example: `dtctl history list
dtctl history show 1`,
	}
	env.addVerbs(cmd, newHistoryListCmd, newHistoryShowCmd, newHistoryExportsCmd)
	return cmd
}

func operationColumns(env *Env) []render.Column[journal.Operation] {
	type op = journal.Operation
	return []render.Column[op]{
		{Key: "operazione", Title: "Operation", Value: func(o op) any { return render.ID(o.ID) }},
		{Key: "quando", Title: "When", Value: func(o op) any { return o.At.In(env.rome()) }},
		{Key: "chi", Title: "Who", Value: func(o op) any { return o.By }},
		{Key: "comando", Title: "Command", Value: func(o op) any { return strings.TrimSpace(o.Command + " " + o.Parameters) }},
		{Key: "inserite", Title: "Inserted", Value: func(o op) any { return o.Counts.Inserted }},
		{Key: "aggiornate", Title: "Updated", Value: func(o op) any { return o.Counts.Updated }},
		{Key: "eliminate", Title: "Deleted", Value: func(o op) any { return o.Counts.Deleted }},
		{Key: "annulla", Title: "Undoes", Value: func(o op) any { return idOrNull(o.Undoes) }},
		{Key: "annullata_da", Title: "Undone by", Value: func(o op) any { return idOrNull(o.UndoneBy) }},
	}
}
