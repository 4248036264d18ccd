package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

func newImportShowCmd(env *Env) *cobra.Command {
	var rejects string
	var withNames bool
	cmd := &cobra.Command{
		Use:   "show IMPORT",
		Short: "Show an import and its rows that wait for a decision",
		Long: `Show an import and its rows that wait for a decision: line, column, all reasons
why each was rejected and what to do. Their cells are shown only with
--with-names, and never a whole codice fiscale.

--rejects writes those rows as they were in the file, in its own delimiter and
encoding, with the reasons added. Mended there and imported, they are no longer
open here; dtctl import resolve decides one by one instead. A list with names is
noted in dtctl history exports.`,
		Example: `dtctl import show 3
dtctl import show 3 --with-names
dtctl import show 3 --rejects scarti.csv`,
		Args:              exactly("IMPORT"),
		ValidArgsFunction: firstArgument(env.complete(completeImport(false))),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := env.mayReplaceFile(rejects, "rejects"); err != nil {
				return err
			}
			var shown shownImport
			err = env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				if shown.Importazione, err = batch.Find(ctx, tx, id); err != nil {
					return err
				}
				shown.open, err = shown.Open(ctx, tx)
				return err
			})
			if err != nil {
				return err
			}
			return env.showImport(cmd, shown, rejects, withNames)
		},
	}
	cmd.Flags().StringVar(&rejects, "rejects", "", "write the rows that wait for a decision to a `FILE`, to mend and import")
	cmd.Flags().BoolVar(&withNames, "with-names", false, "show also the cells of the rows")
	return listing(cmd, shownImportColumns(env, false))
}

// shownImport is an import with its open rows.
type shownImport struct {
	batch.Importazione
	open []batch.Scarto
}

func (e *Env) showImport(cmd *cobra.Command, shown shownImport, rejects string, withNames bool) error {
	if rejects != "" {
		if len(shown.open) == 0 {
			e.say(message.New("import %s has no open rows: nothing was written", number(shown.ID)))
			return nil
		}
		if err := e.recordShown(cmd, shown, rejects); err != nil {
			return err
		}
		rows := make([]batch.Reject, len(shown.open))
		for i, s := range shown.open {
			rows[i] = s.Reject()
		}
		return e.writeRejects(rejects, shown.Formato.Dialect(), shown.Titoli(), rows, e.mark(shown.ID, shown.SHA256))
	}
	if withNames {
		if err := e.recordShown(cmd, shown, e.flags.out); err != nil {
			return err
		}
	}
	return show(e, shownImportColumns(e, withNames), shown)
}

// recordShown writes in the ledger that the open rows of an import leave, where
// they may name somebody.
func (e *Env) recordShown(cmd *cobra.Command, shown shownImport, destination string) error {
	if !namesPersons(shown.Oggetto) {
		return nil
	}
	return e.recordNamed(cmd, len(shown.open), destination)
}

// mark names an import in a rejects file; nothing where nothing is kept.
func (e *Env) mark(id int64, sha256 string) string {
	if e.flags.dryRun || e.flags.demo || id == 0 {
		return ""
	}
	return batch.Mark(id, sha256)
}

func shownImportColumns(env *Env, withNames bool) []render.Column[shownImport] {
	var columns []render.Column[shownImport]
	for _, c := range importColumns(env) {
		columns = append(columns, render.Column[shownImport]{Key: c.Key, Title: c.Title, Value: func(s shownImport) any { return c.Value(s.Importazione) }})
	}
	return append(columns, render.Column[shownImport]{Key: "scarti", Title: "Open rows", Value: func(s shownImport) any {
		return render.List(scartoColumns(withNames), whyOpenOf(s))
	}})
}

// whyOpen is one of the reasons for which a row waits for a decision.
type whyOpen struct {
	row batch.Scarto
	batch.Problem
}

func whyOpenOf(shown shownImport) []whyOpen {
	var list []whyOpen
	for _, s := range shown.open {
		for _, p := range s.Problemi {
			p.Hint = hintFor(shown.ID, s.Riga, p)
			list = append(list, whyOpen{s, p})
		}
	}
	return list
}

func scartoColumns(withNames bool) []render.Column[whyOpen] {
	columns := []render.Column[whyOpen]{
		{Key: "riga", Title: "Line", Value: func(c whyOpen) any { return render.ID(c.row.Riga) }},
		{Key: "colonna", Title: "Column", Value: func(c whyOpen) any { return render.ID(c.Column) }},
		{Key: "codice", Title: "Code", Value: func(c whyOpen) any { return c.Code }},
		{Key: "motivo", Title: "Reason", Value: func(c whyOpen) any { return c.Text }},
		{Key: "suggerimento", Title: "Hint", Value: func(c whyOpen) any {
			if c.Hint.IsZero() {
				return nil
			}
			return c.Hint
		}},
	}
	if !withNames {
		return columns
	}
	return slices.Insert(columns, 2, render.Column[whyOpen]{Key: "celle", Title: "Cells", Value: func(c whyOpen) any {
		cells := make([]string, len(c.row.Celle))
		for i, cell := range c.row.Celle {
			cells[i] = shownCell(cell, true)
		}
		return cells
	}})
}
