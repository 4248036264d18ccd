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
	for i, p := range im.result.Warnings {
		if i == warningsShown {
			n := len(im.result.Warnings) - i
			im.env.say(message.Count(n, "%d more warning: see it with -o json", "%d more warnings: see them with -o json", n))
			break
		}
		if !im.env.flags.quiet {
			im.env.mutter(im.problemLine(p) + "\n")
		}
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

func importedColumns() []render.Column[imported] {
	count := func(of func(r *batch.Result) int) func(imported) any {
		return func(i imported) any {
			if i.result == nil {
				return 0
			}
			return of(i.result)
		}
	}
	return []render.Column[imported]{
		{Key: "importazione", Title: "Import", Value: func(i imported) any { return i.number() }},
		{Key: "oggetto", Title: "Noun", Value: func(i imported) any { return i.noun.Name }},
		{Key: "file", Title: "File", Value: func(i imported) any { return i.label() }},
		{Key: "formato", Title: "Read as", Value: func(i imported) any { return readAs(i.file) }},
		{Key: "righe", Title: "Rows", Value: count(func(r *batch.Result) int { return r.Rows })},
		{Key: "nuove", Title: "New", Value: count(func(r *batch.Result) int { return r.New })},
		{Key: "aggiornate", Title: "Updated", Value: count(func(r *batch.Result) int { return r.Updated })},
		{Key: "invariate", Title: "Unchanged", Value: count(func(r *batch.Result) int { return r.Unchanged })},
		{Key: "scartate", Title: "Rejected", Value: count(func(r *batch.Result) int { return r.Rejected })},
		{Key: "ignorate", Title: "Empty rows and totals", Wide: true, Value: count(func(r *batch.Result) int { return r.Blank })},
		{Key: "ritirate", Title: "Retired", Wide: true, Value: count(func(r *batch.Result) int { return r.Retired })},
		{Key: "persone_nuove", Title: "New persons", Value: count(func(r *batch.Result) int { return r.PersonsNew })},
		{Key: "persone_riconosciute", Title: "Known persons", Value: count(func(r *batch.Result) int { return r.PersonsKnown })},
		{Key: "zeri_aggiunti", Title: "Codes with lost zeros", Wide: true, Value: count(func(r *batch.Result) int { return r.Padded })},
		{Key: "celle_riparate", Title: "Repaired cells", Wide: true, Value: count(func(r *batch.Result) int { return r.Repaired })},
		{Key: "colonne_ignorate", Title: "Columns not read", Wide: true, Value: func(i imported) any {
			if i.result == nil {
				return []string{}
			}
			return i.result.Layout.Ignored()
		}},
		{Key: "gia_importato", Title: "Already imported as", Wide: true, Value: func(i imported) any {
			if i.already == nil {
				return nil
			}
			return render.ID(i.already.ID)
		}},
		{Key: "problemi", Title: "Problems", Wide: true, Value: func(i imported) any {
			if i.result == nil {
				return render.List(problemColumns(), nil)
			}
			return render.List(problemColumns(), i.result.Problems)
		}},
		{Key: "avvisi", Title: "Warnings", Wide: true, Value: func(i imported) any {
			if i.result == nil {
				return render.List(problemColumns(), nil)
			}
			return render.List(problemColumns(), i.result.Warnings)
		}},
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
		return list(im.env, changeColumns(), im.diff, message.New("nothing has changed"))
	}
	return show(im.env, importedColumns(), imported{im})
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
