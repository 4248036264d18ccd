package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

// fieldChange is one line of what an operation changed.
type fieldChange struct {
	table, action   string
	firstID, lastID int64
	column          string
	before, after   any
	undone          bool
}

func newHistoryShowCmd(env *Env) *cobra.Command {
	var withNames bool
	var limit int
	cmd := &cobra.Command{
		Use:   "show OPERATION",
		Short: "Show what an operation changed, value by value",
		Long: `Show what an operation changed, value by value: one line for each changed value,
one for each run of new rows. Values that may name a person are hidden unless
--with-names is given. Of an operation that changed very many rows the first
1000 are shown; --limit 0 shows all.`,
		Example: `dtctl history show 1
dtctl history show 1 --with-names`,
		Args: exactly("OPERATION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				if _, err := journal.Find(ctx, tx, id); err != nil {
					return err
				}
				changes, all, err := changesWithValues(ctx, tx, id, max(limit, 0))
				if err != nil {
					return err
				}
				if limit > 0 && all > limit {
					env.say(message.New("only the first %d of %d changes are shown; all of them with --limit 0", limit, all))
				}
				return list(env, changeColumns(), fieldChanges(changes, withNames),
					message.New("this operation changed nothing"))
			})
		},
	}
	cmd.Flags().BoolVar(&withNames, "with-names", false, "show also the values that may name a person")
	cmd.Flags().IntVar(&limit, "limit", 1000, "show only the first `N` changes; 0 shows all")
	return listing(cmd, changeColumns())
}

// rowsShown bounds the inserted rows whose values are shown; longer ranges are
// one line.
const rowsShown = 20

// changesWithValues returns the changes of an operation, with the values of the
// inserted rows where they are few: limit changes at most, and how many there
// are.
func changesWithValues(ctx context.Context, tx *db.Tx, operation int64, limit int) (shown []journal.Change, all int, err error) {
	changes, all, err := journal.Changes(ctx, tx, operation, limit)
	if err != nil {
		return nil, 0, err
	}
	for _, c := range changes {
		if !c.IsInsertion() || c.LastID-c.FirstID >= rowsShown {
			shown = append(shown, c)
			continue
		}
		rows, err := journal.Insertions(ctx, tx, c)
		if err != nil {
			return nil, 0, err
		}
		shown = append(shown, rows...)
	}
	return shown, all, nil
}

func fieldChanges(changes []journal.Change, withNames bool) []fieldChange {
	lines := []fieldChange{}
	for _, c := range changes {
		line := fieldChange{
			table: c.Table, action: c.Action, firstID: c.FirstID, lastID: c.LastID, undone: c.IsUndone(),
		}
		before, after := c.Before, c.After
		if len(before)+len(after) == 0 {
			lines = append(lines, line)
			continue
		}
		for i := range max(len(before), len(after)) {
			line.before, line.after = nil, nil
			if i < len(before) {
				line.column, line.before = before[i].Column, before[i].Value
			}
			if i < len(after) {
				line.column, line.after = after[i].Column, after[i].Value
			}
			if line.column == "id" || line.before == nil && line.after == nil {
				continue
			}
			if !withNames && namesPeople(c.Table, line.column) {
				line.before, line.after = hidden(line.before), hidden(line.after)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// namesPeople reports whether a column may hold something about a person.
func namesPeople(table, column string) bool {
	switch column {
	case "note", "testo", "operatore", "fornitore", "documento":
		return true
	case "motivo":
		return table == "progetto_atto"
	case "motivo_fine":
		return table == "nomina"
	}
	return table == "persona"
}

func hidden(v any) any {
	if v == nil {
		return nil
	}
	return "***"
}

func changeColumns() []render.Column[fieldChange] {
	cell := func(v any) any {
		if v == nil {
			return nil
		}
		return fmt.Sprint(v)
	}
	return []render.Column[fieldChange]{
		{Key: "tabella", Title: "Table", Value: func(c fieldChange) any { return c.table }},
		{Key: "azione", Title: "Change", Value: func(c fieldChange) any { return c.action }},
		{Key: "da_id", Title: "Row", Value: func(c fieldChange) any { return render.ID(c.firstID) }},
		{Key: "a_id", Title: "To row", Value: func(c fieldChange) any { return render.ID(c.lastID) }},
		{Key: "campo", Title: "Field", Value: func(c fieldChange) any { return cell(c.columnOrNil()) }},
		{Key: "prima", Title: "Before", Value: func(c fieldChange) any { return cell(c.before) }},
		{Key: "dopo", Title: "After", Value: func(c fieldChange) any { return cell(c.after) }},
		{Key: "annullata", Title: "Undone", Value: func(c fieldChange) any { return c.undone }},
	}
}

func (c fieldChange) columnOrNil() any {
	if c.column == "" {
		return nil
	}
	return c.column
}
