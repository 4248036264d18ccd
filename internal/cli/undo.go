package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/controllo"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

func newUndoCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "undo [OPERATION]",
		Short: "Take back an operation: the latest one, or the one with that number",
		Long: `Take back an operation: the latest that is not already undone, or the one with
that number (dtctl history list shows them). Every row it changed gets its
former values back. Rows that were changed since, or that others depend on, are
kept as they are and listed.

An undo is an operation too: undoing it does the first operation again, unless
that added more than 10,000 rows: an import is repeated from its file.`,
		Example: `dtctl undo --dry-run
dtctl undo
dtctl undo 1 --dry-run`,
		Args: atMost("OPERATION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var id int64
			if len(args) > 0 {
				var err error
				if id, err = recordNumber(args[0]); err != nil {
					return err
				}
			}
			op := env.operation(cmd)
			return env.update(cmd, op, env.flags.dryRun, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				return undo(ctx, tx, id, op)
			})
		},
	}
	return writing(env, cmd)
}

// undo takes back the operation with that number, the latest one when it is
// zero, and notes in op which one it was.
func undo(ctx context.Context, tx *db.Tx, number int64, op *journal.Operation) (Outcome, error) {
	target, err := operationToUndo(ctx, tx, number)
	if err != nil {
		return Outcome{}, err
	}
	op.Undoes = target.ID
	left, err := takeBack(ctx, tx, target, op)
	if err != nil {
		return Outcome{}, err
	}
	id, command := strconv.FormatInt(target.ID, 10), strings.TrimSpace(target.Command+" "+target.Parameters)
	done := Outcome{
		Done:   message.New("operation %s undone: %s", id, command),
		Record: recordOf(undoColumns(), undone{target, left}),
	}
	if left.Count == 0 {
		return done, nil
	}
	done.Done = message.New("operation %s undone in part: %s", id, command)
	done.Notes = append(done.Notes, message.Count(int(left.Count),
		"%d row kept as it is:", "%d rows kept as they are:", left.Count))
	for _, k := range left.Rows {
		done.Notes = append(done.Notes, keptNote(k))
	}
	if more := int(left.Count) - len(left.Rows); more > 0 {
		done.Notes = append(done.Notes, message.Count(more, "  and %d other", "  and %d others", more))
	}
	return done, nil
}

// takeBack takes back what an operation changed, and what it decided about rows
// of imports, which may be all that it did.
func takeBack(ctx context.Context, tx *db.Tx, target journal.Operation, op *journal.Operation) (left journal.Remainder, err error) {
	decided, err := batch.Forget(ctx, tx, target.ID)
	if err != nil {
		return left, err
	}
	if target.Counts.IsZero() && decided > 0 {
		op.Keep = true
		return left, nil
	}
	err = controllo.Unaltered(ctx, tx, target, func() error {
		left, err = journal.Undo(ctx, tx, target)
		return err
	})
	return left, err
}

func operationToUndo(ctx context.Context, tx *db.Tx, id int64) (journal.Operation, error) {
	if id == 0 {
		return journal.Latest(ctx, tx)
	}
	return journal.Find(ctx, tx, id)
}

func keptNote(k journal.Kept) message.Text {
	row := k.Table + " " + strconv.FormatInt(k.ID, 10)
	switch k.Reason {
	case journal.StillUsed:
		return message.New("  %s: others depend on it, or its former values are used elsewhere", row)
	case journal.PartOfKept:
		return message.New("  %s: it is part of a record that is kept", row)
	}
	return message.New("  %s: changed since", row)
}

// undone is the record of an undo.
type undone struct {
	target journal.Operation
	left   journal.Remainder
}

func undoColumns() []render.Column[undone] {
	return []render.Column[undone]{
		{Key: "operazione", Title: "Operation", Value: func(u undone) any { return render.ID(u.target.ID) }},
		{Key: "comando", Title: "Command", Value: func(u undone) any { return u.target.Command }},
		{Key: "mantenute", Title: "Kept", Value: func(u undone) any { return render.List(keptColumns(), u.left.Rows) }},
		{Key: "numero_mantenute", Title: "Number kept", Value: func(u undone) any { return u.left.Count }},
	}
}

func keptColumns() []render.Column[journal.Kept] {
	return []render.Column[journal.Kept]{
		{Key: "tabella", Title: "Table", Value: func(k journal.Kept) any { return k.Table }},
		{Key: "id", Title: "Row", Value: func(k journal.Kept) any { return render.ID(k.ID) }},
		{Key: "motivo", Title: "Reason", Value: func(k journal.Kept) any { return string(k.Reason) }},
	}
}
