package cli

import (
	"io"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/sheet"
)

// warningsShown bounds the warnings that are told one by one; the reasons of
// the rejected rows are all told.
const warningsShown = 20

// tellProblems says, as file:line:column, what is wrong with the rows.
func (im *importing) tellProblems() {
	if im.result == nil {
		return
	}
	for _, p := range im.result.Problems {
		im.env.mutter(im.problemLine(p) + "\n")
	}
	if im.env.flags.quiet {
		return
	}
	if len(im.result.Problems) > 0 && len(im.result.Warnings) > 0 {
		im.env.mutter("\n")
	}
	for i, p := range im.result.Warnings {
		if i == warningsShown {
			n := len(im.result.Warnings) - i + im.result.MoreWarnings
			im.env.say(message.Count(n, "%d more warning: see it with -o json", "%d more warnings: see them with -o json", n))
			break
		}
		im.env.say(message.New("warning: %s", im.problemLine(p)))
	}
}

func (im *importing) problemLine(p batch.Problem) string {
	place := im.label() + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
	line := place + " " + p.Code + " " + im.env.text(p.Text)
	if !p.Hint.IsZero() {
		line += " — " + im.env.text(p.Hint)
	}
	return line
}

// imported is the record of an import.
type imported struct{ *importing }

// importedColumns are the columns of the record of any import.
func importedColumns() []render.Column[imported] { return (&importing{}).columns() }

// columns are those of the record of this import: people see of the rarer ones
// those that tell something, and no counts where nothing was counted.
func (im *importing) columns() []render.Column[imported] {
	r := im.result
	switch {
	case im.already != nil:
		// Every row of the file is in, and none of them changes anything.
		r = &batch.Result{Rows: int(im.already.Righe), Unchanged: int(im.already.Righe)}
	case r == nil:
		r = &batch.Result{}
	}
	ignored, absent := append([]string{}, r.Layout.Ignored()...), append([]string{}, r.Layout.Absent(im.noun)...)
	as := func(v any) func(imported) any { return func(imported) any { return v } }
	read := im.already == nil
	persons := read && im.noun.Personal() || r.PersonsNew+r.PersonsKnown > 0
	return []render.Column[imported]{
		{Key: "importazione", Title: "Import", Wide: !read, Value: func(i imported) any { return i.number() }},
		{Key: "oggetto", Title: "Noun", Value: as(im.noun.Name)},
		{Key: "file", Title: "File", Value: func(i imported) any { return i.label() }},
		{Key: "formato", Title: "Read as", Value: as(readAs(im.file))},
		{Key: "righe", Title: "Rows", Value: as(r.Rows)},
		{Key: "nuove", Title: "New", Wide: !read, Value: as(r.New)},
		{Key: "aggiornate", Title: "Updated", Wide: !read, Value: as(r.Updated)},
		{Key: "invariate", Title: "Unchanged", Value: as(r.Unchanged)},
		{Key: "scartate", Title: "Rejected", Wide: !read, Value: as(r.Rejected)},
		{Key: "ignorate", Title: "Empty rows and totals", Wide: r.Blank == 0, Value: as(r.Blank)},
		{Key: "ritirate", Title: "Retired", Wide: r.Retired == 0, Value: as(r.Retired)},
		{Key: "persone_nuove", Title: "New persons", Wide: !persons, Value: as(r.PersonsNew)},
		{Key: "persone_riconosciute", Title: "Known persons", Wide: !persons, Value: as(r.PersonsKnown)},
		{Key: "zeri_aggiunti", Title: "Codes with lost zeros", Wide: r.Padded == 0, Value: as(r.Padded)},
		{Key: "celle_riparate", Title: "Repaired cells", Wide: r.Repaired == 0, Value: as(r.Repaired)},
		{Key: "colonne_ignorate", Title: "Columns not read", Wide: len(ignored) == 0, Value: as(ignored)},
		{Key: "colonne_mancanti", Title: "Columns missing", Wide: len(absent) == 0, Value: as(absent)},
		{Key: "gia_importato", Title: "Already imported as", Wide: read, Value: func(i imported) any {
			if i.already == nil {
				return nil
			}
			return render.ID(i.already.ID)
		}},
		{Key: "problemi", Title: "Problems", Wide: true, Value: as(render.List(problemColumns(), r.Problems))},
		{Key: "avvisi", Title: "Warnings", Wide: true, Value: as(render.List(problemColumns(), r.Warnings))},
	}
}

func problemColumns() []render.Column[batch.Problem] {
	return []render.Column[batch.Problem]{
		{Key: "riga", Title: "Line", Value: func(p batch.Problem) any { return render.ID(p.Line) }},
		{Key: "colonna", Title: "Column", Value: func(p batch.Problem) any { return render.ID(p.Column) }},
		{Key: "codice", Title: "Code", Value: func(p batch.Problem) any { return p.Code }},
		{Key: "motivo", Title: "Reason", Value: func(p batch.Problem) any { return p.Text }},
		{Key: "suggerimento", Title: "Hint", Value: func(p batch.Problem) any {
			if p.Hint.IsZero() {
				return nil
			}
			return p.Hint
		}},
	}
}

// number is that of the import, nothing when it left none.
func (im *importing) number() any {
	if im.op.ID == 0 {
		return nil
	}
	return render.ID(im.op.ID)
}

// readAs says how a file was read.
func readAs(f sheet.File) string {
	if f.Format == sheet.XLSX {
		return strings.TrimSpace(string(f.Format) + " " + f.Sheet)
	}
	return string(f.Format) + " " + string(f.Encoding) + " " + delimiterName(f.Delimiter)
}

func delimiterName(delimiter byte) string {
	if delimiter == '\t' {
		return "TAB"
	}
	return string(rune(delimiter))
}

// print prints the record of the import or, with --diff, what it changed value
// by value.
func (im *importing) print() error {
	if im.flags.diff {
		// That nothing has changed is told with the outcome.
		return list(im.env, changeColumns(), im.diff, message.Text{})
	}
	return show(im.env, im.columns(), imported{im})
}

// counts says in one sentence what became of the rows.
func (im *importing) counts() message.Text {
	r := im.result
	counts := message.New("%s: %s, %s, %s, %s",
		message.Count(r.Rows, "%d row", "%d rows", r.Rows),
		message.Count(r.New, "%d new", "%d new", r.New),
		message.Count(r.Updated, "%d updated", "%d updated", r.Updated),
		message.Count(r.Unchanged, "%d unchanged", "%d unchanged", r.Unchanged),
		message.Count(r.Rejected, "%d rejected", "%d rejected", r.Rejected))
	if r.Retired == 0 {
		return counts
	}
	return message.New("%s; %s", counts, message.Count(r.Retired, "%d record retired", "%d records retired", r.Retired))
}

// writeRejects writes the refused rows in the dialect of the file.
func (im *importing) writeRejects() error {
	if im.flags.rejects == "" || len(im.result.Rejects) == 0 {
		return nil
	}
	if namesPersons(im.noun.Object()) {
		if err := im.env.recordNamed(im.cmd, len(im.result.Rejects), im.flags.rejects); err != nil {
			return err
		}
	}
	l := im.result.Layout
	return im.env.writeRejects(im.flags.rejects, im.file.Dialect(), l.Own(l.Titles), im.result.Rejects, im.env.mark(im.op.ID, im.file.SHA256))
}

// writeRejects writes rows that were refused, with why, to a private file that
// can be mended and imported; mark is that of their import.
func (e *Env) writeRejects(path string, d sheet.Dialect, titles []string, rejects []batch.Reject, mark string) error {
	err := writeFile(path, func(out io.Writer) error {
		w := sheet.NewWriter(out, d)
		if err := w.Write(append(titles[:len(titles):len(titles)], batch.RejectColumns()...)); err != nil {
			return err
		}
		for _, r := range rejects {
			cells := make([]string, len(titles), len(titles)+len(batch.RejectColumns()))
			copy(cells, r.Cells)
			if err := w.Write(append(cells, append(e.rejectCells(r), mark)...)); err != nil {
				return err
			}
		}
		return w.Flush()
	})
	if err == nil {
		e.say(message.Count(len(rejects), "%d rejected row written to %s", "%d rejected rows written to %s", len(rejects), path))
	}
	return err
}

// rejectCells are the cells of batch.RejectColumns but the last.
func (e *Env) rejectCells(r batch.Reject) []string {
	var codes, reasons, hints []string
	for _, p := range r.Problems {
		codes = append(codes, p.Code)
		reasons = append(reasons, e.text(p.Text))
		if !p.Hint.IsZero() {
			hints = append(hints, e.text(p.Hint))
		}
	}
	return []string{strconv.Itoa(r.Line), strings.Join(codes, ", "), strings.Join(reasons, "; "), strings.Join(hints, "; ")}
}
