package cli

import (
	"context"
	"errors"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// importing is one run of an import.
type importing struct {
	env     *Env
	cmd     *cobra.Command
	noun    batch.Noun
	flags   *importFlags
	options batch.Options
	op      *journal.Operation
	file    sheet.File
	// What came of it.
	already *batch.Importazione
	result  *batch.Result
	diff    []fieldChange
}

// importFile brings a file into the database; fixed are the values that hold
// for all of its rows.
func (e *Env) importFile(cmd *cobra.Command, noun batch.Noun, f *importFlags, name string, fixed map[string]string) error {
	if err := e.useProfile(cmd, &f.readingFlags, f.profile, noun); err != nil {
		return err
	}
	o, err := f.options(e, name)
	if err != nil {
		return err
	}
	for key, value := range fixed {
		if value != "" {
			o.Fixed[key] = value
		}
	}
	o.Flags = standIns(cmd, fixed)
	im := &importing{env: e, cmd: cmd, noun: noun, flags: f, options: o, op: e.operation(cmd)}
	if o.Mode == batch.Sync && !noun.CanSync {
		return fault.New(fault.Usage, "a file of %s does not say what is no longer there: --mode sync cannot be used", noun.Name).
			WithHint("use --mode upsert and end the records that are over")
	}
	if err := im.checkRejects(); err != nil {
		return err
	}
	return e.withFile(cmd.Context(), name, func(path string) error { return im.run(path) })
}

// checkRejects returns a fault when the refused rows would take the place of
// what is not theirs.
func (im *importing) checkRejects() error {
	path, out := im.flags.rejects, im.env.flags.out
	switch {
	case path == "":
		return nil
	case sameFile(path, im.options.Name):
		return fault.New(fault.Usage, "%s is the file that is imported", path).WithHint("choose another name for --rejects")
	case out != "" && (sameFile(path, out) || filepath.Clean(path) == filepath.Clean(out)):
		return fault.New(fault.Usage, "--rejects and --out name the same file").WithHint("choose another name for one of them")
	}
	return im.env.mayReplaceFile(path, "rejects")
}

// withFile calls fn with the path of a file; "-" is the standard input, which
// is kept in a private file meanwhile because it is read twice.
func (e *Env) withFile(ctx context.Context, name string, fn func(path string) error) (err error) {
	if name != "-" {
		return fn(name)
	}
	path, cleanup, err := sheet.Spool(ctx, e.input, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	return fn(path)
}

func (im *importing) run(path string) error {
	var err error
	if im.file, err = sheet.Examine(im.cmd.Context(), path, im.flags.Options); err != nil {
		return err
	}
	bar := im.env.newBar(im.file.Lines)
	im.options.Progress = bar.set
	err = im.apply()
	bar.done()
	if err != nil {
		im.tellProblems()
		return err
	}
	return im.tell()
}

// heapLimit is the memory beyond which the garbage of an import is collected
// at once. What the engine keeps of the database comes on top of it.
const heapLimit = 80 << 20

// apply runs the import in its transaction.
func (im *importing) apply() (err error) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(heapLimit))
	e := im.env
	d, err := e.open(im.cmd.Context(), db.ReadWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	record := journal.Recorder(im.op)
	w := db.Write{
		DryRun: e.flags.dryRun, Bulk: true, Unrecorded: unrecorded(),
		Record: func(ctx context.Context, tx *db.Tx, changes *db.Changes) error {
			if err := record(ctx, tx, changes); err != nil || !im.flags.diff || im.op.ID == 0 {
				return err
			}
			return im.keepDiff(ctx, tx)
		},
	}
	return d.Update(im.cmd.Context(), w, func(ctx context.Context, tx *db.Tx) error {
		if !im.flags.again {
			before, found, err := batch.Already(ctx, tx, im.noun, im.options, im.file.SHA256)
			if err != nil {
				return err
			}
			if found {
				im.already = &before
				return nil
			}
		}
		result, err := batch.Run(ctx, tx, im.noun, im.file, im.options)
		im.result = result
		im.op.Keep = err == nil && result.Number != 0
		return err
	})
}

// diffShown bounds the changes that --diff shows; dtctl history show has all.
const diffShown = 100_000

// keepDiff keeps what the import changed, value by value.
func (im *importing) keepDiff(ctx context.Context, tx *db.Tx) error {
	changes, _, err := changesWithValues(ctx, tx, im.op.ID, diffShown)
	im.diff = fieldChanges(changes, im.flags.withNames)
	return err
}

// tell says what came of the import, prints it, and writes the rejects.
func (im *importing) tell() error {
	e := im.env
	if im.already != nil {
		id := number(im.already.ID)
		e.say(message.New("already imported on %s as import %s: nothing to do (--again imports it once more)",
			periodo.On(im.already.Quando.In(e.rome())), id))
		return im.print()
	}
	im.tellProblems()
	for _, note := range im.result.Notes {
		e.say(note)
	}
	// What was written is told even where something cannot be said or kept.
	err := errors.Join(im.writeRejects(), im.print())
	if im.flags.diff {
		e.say(im.counts())
	}
	im.tellOutcome()
	if n := im.result.Rejected; n > 0 && err == nil {
		return im.rejected(n)
	}
	return err
}

// tellOutcome says whether anything was written, and how to take it back.
func (im *importing) tellOutcome() {
	e, id := im.env, number(im.op.ID)
	switch {
	case im.op.ID == 0:
		e.say(message.New("nothing has changed"))
	case e.flags.dryRun:
		e.say(message.New("dry run: nothing was written"))
	case e.flags.demo:
		e.say(message.New("in the demonstration nothing is kept"))
	default:
		e.say(message.New("import %s, to take it back: dtctl undo %s", id, id))
	}
}

// rejected is the fault of an import some of whose rows were refused.
func (im *importing) rejected(n int) error {
	f := fault.New(fault.Rejected, "%s",
		message.Count(n, "%d row was rejected", "%d rows were rejected", n))
	id := number(im.op.ID)
	switch {
	case im.env.flags.dryRun || im.env.flags.demo:
		return f.WithHint("%s", message.Count(n,
			"mend the row in the file, or keep it with --rejects FILE",
			"mend the rows in the file, or keep them with --rejects FILE"))
	case im.flags.rejects != "":
		return f.WithHint("%s", message.Count(n,
			"mend it in %s and import it, or decide it with: dtctl import resolve %s",
			"mend them in %s and import it, or decide one by one with: dtctl import resolve %s", im.flags.rejects, id))
	}
	return f.WithHint("%s", message.Count(n,
		"decide it with: dtctl import resolve %s; or write it to a file with: dtctl import show %s --rejects FILE",
		"decide one by one with: dtctl import resolve %s; or write them to a file with: dtctl import show %s --rejects FILE", id, id))
}

// label is the name of the file in the messages about its rows.
func (im *importing) label() string {
	if im.options.Name == "-" {
		return "-"
	}
	return filepath.Base(im.options.Name)
}
