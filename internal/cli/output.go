package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/term"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

// list prints rows of one kind; when there are none it says so beside.
func list[T any](e *Env, columns []render.Column[T], rows []T, none message.Text) error {
	if len(rows) == 0 {
		e.say(none)
	}
	return e.write(len(rows), func(w io.Writer, o render.Options) error {
		return render.WriteListing(w, render.List(columns, rows), o)
	})
}

// show prints one record.
func show[T any](e *Env, columns []render.Column[T], record T) error {
	return e.write(1, func(w io.Writer, o render.Options) error {
		return render.WriteRecord(w, render.List(columns, []T{record}), o)
	})
}

// recordOf makes the record of an Outcome.
func recordOf[T any](columns []render.Column[T], record T) *render.Listing {
	l := render.List(columns, []T{record})
	return &l
}

// report prints a report. Its notes are said beside it where the format has no
// room for them.
func (e *Env) report(r render.Report) error {
	format, err := e.format()
	if err != nil {
		return err
	}
	if !r.HoldsNotes(format) {
		for _, note := range r.Notes {
			e.say(note)
		}
	}
	return e.write(len(r.Rows.Rows), func(w io.Writer, o render.Options) error { return render.WriteReport(w, r, o) })
}

// write lets fn write that many rows to the standard output or, with --out, to
// a file that appears only when it is complete.
func (e *Env) write(rows int, fn func(w io.Writer, o render.Options) error) error {
	o, err := e.renderOptions()
	if err != nil {
		return err
	}
	if e.flags.out == "" {
		if o.Format == render.XLSX && isTerminal(e.Out) {
			return fault.New(fault.Usage, "a terminal cannot show a workbook").WithHint("add --out FILE.xlsx")
		}
		return e.writeOut(fn, o)
	}
	if err := writeFile(e.flags.out, func(w io.Writer) error { return fn(w, o) }); err != nil {
		return err
	}
	e.say(message.Count(rows, "%d row written to %s", "%d rows written to %s", rows, e.flags.out))
	return nil
}

// writeOut lets fn write to the standard output.
func (e *Env) writeOut(fn func(w io.Writer, o render.Options) error, o render.Options) error {
	err := fn(e.Out, o)
	if _, isPath := errors.AsType[*os.PathError](err); isPath {
		return fault.New(fault.Failed, "the output cannot be written").
			WithHint("check the space on the disk that it goes to").WithCause(err)
	}
	return err
}

// mayReplace asks before a file that is there already gives way to that of
// --out, unless --yes was given. Without a terminal to ask on it returns a
// fault of kind Usage.
func (e *Env) mayReplace() error { return e.mayReplaceFile(e.flags.out, "out") }

// mayReplaceFile is mayReplace for the file that a flag names, if it does.
func (e *Env) mayReplaceFile(path, flag string) error {
	if path == "" {
		return nil
	}
	if err := e.checkTarget(path, flag); err != nil {
		return err
	}
	if e.flags.yes || !exists(path) {
		return nil
	}
	if !e.canAsk() {
		return fault.New(fault.Usage, "%s already exists", path).WithHint("add --yes to replace it, or choose another name")
	}
	return e.ask(message.New("%s already exists. Replace it?", path))
}

// checkTarget returns a fault when a file may never take the place of what is
// at path: the database and its side files, a device, a pipe, a broken link.
func (e *Env) checkTarget(path, flag string) error {
	if database, _, err := e.settings.Database(); err == nil {
		for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
			if sameFile(database+suffix, path) || filepath.Clean(database+suffix) == filepath.Clean(path) {
				return fault.New(fault.Usage, "%s belongs to the database", path).WithHint("choose another name for --%s", flag)
			}
		}
	}
	there, err := os.Lstat(path)
	if err != nil {
		// What cannot be seen is for the writing to tell.
		return nil
	}
	if target, err := os.Stat(path); err != nil || !target.Mode().IsRegular() {
		return fault.New(fault.Usage, "%s is not an ordinary file (%s)", path, there.Mode().String()).
			WithHint("choose another name for --out, or leave it out and redirect the output")
	}
	return nil
}

// exists reports whether something is there; what cannot be seen is for the
// writing to tell.
func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// writeFile writes a private file beside path and then puts it in its place.
func writeFile(path string, fn func(w io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return cannotWrite(path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(fn(f), f.Close()); err != nil {
		if _, ok := errors.AsType[*fault.Fault](err); ok {
			return err
		}
		return cannotWrite(path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

func cannotWrite(path string, err error) error {
	return fault.New(fault.Failed, "%s cannot be written", path).
		WithHint("check that the folder exists, that you may write in it, and that there is space").WithCause(err)
}

func (e *Env) renderOptions() (render.Options, error) {
	format, err := e.format()
	if err != nil {
		return render.Options{}, err
	}
	color := e.settings.Color()
	o := render.Options{Format: format, Columns: e.flags.columns, Sort: e.flags.sort, Locale: e.Locale}
	if e.flags.out == "" && isTerminal(e.Out) {
		o.Width = e.width()
		o.Color = color == "auto" && e.Getenv("NO_COLOR") == ""
	}
	o.Color = o.Color || color == "always"
	return o, nil
}

// format is what -o asks for, else what the name of --out says, else what the
// configuration says. It returns a fault of kind Usage when the name of --out
// says nothing.
func (e *Env) format() (render.Format, error) {
	if e.flags.output == "" && e.flags.out != "" {
		return render.FormatOf(e.flags.out)
	}
	return render.ParseFormat(e.settings.Output())
}

// tell says what a writing command did, and prints the record where a program
// is reading.
func (e *Env) tell(done Outcome, op *journal.Operation, dryRun bool) error {
	if !done.Done.IsZero() {
		e.say(done.Done)
	}
	for _, note := range done.Notes {
		e.say(note)
	}
	counts := countsOf(op)
	id := number(op.ID)
	switch {
	case op.ID == 0:
		e.say(message.New("nothing has changed"))
	case dryRun:
		e.say(message.New("%s; dry run: nothing was written", counts))
	case e.flags.demo:
		e.say(message.New("%s; in the demonstration nothing is kept", counts))
	default:
		e.say(message.New("%s; operation %s, to take it back: dtctl undo %s", counts, id, id))
	}
	format, err := e.format()
	if err != nil || done.Record == nil || format == render.Table && e.flags.out == "" {
		return err
	}
	return e.write(1, func(w io.Writer, o render.Options) error { return render.WriteRecord(w, *done.Record, o) })
}

// preview says what a command would do, before it asks. It speaks with --quiet
// too: nobody can answer a question without it.
func (e *Env) preview(done Outcome, op *journal.Operation) {
	counts := countsOf(op)
	if op.ID == 0 {
		counts = message.New("nothing changes")
	}
	e.mutter(e.text(message.New("this is what would happen:")) + "\n")
	for _, line := range slices.Concat([]message.Text{done.Done}, done.Notes, []message.Text{counts}) {
		if !line.IsZero() {
			e.mutter("  " + e.text(line) + "\n")
		}
	}
}

func countsOf(op *journal.Operation) message.Text {
	return message.New("%s, %s, %s",
		message.Count(int(op.Counts.Inserted), "%d row inserted", "%d rows inserted", op.Counts.Inserted),
		message.Count(int(op.Counts.Updated), "%d updated", "%d updated", op.Counts.Updated),
		message.Count(int(op.Counts.Deleted), "%d deleted", "%d deleted", op.Counts.Deleted))
}

// say prints a sentence beside the data, unless --quiet was given.
func (e *Env) say(t message.Text) {
	if !e.flags.quiet && !t.IsZero() {
		e.mutter(e.text(t) + "\n")
	}
}

// mutter writes beside the data. When that fails there is nowhere to tell it.
func (e *Env) mutter(s string) { _, _ = io.WriteString(e.Err, s) }

// text puts a sentence in the reader's language, with nothing in it that a
// terminal would obey.
func (e *Env) text(t message.Text) string { return render.Visible(e.Locale.Text(t)) }

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (e *Env) width() int {
	if f, ok := e.Out.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return width
		}
	}
	return 0
}
