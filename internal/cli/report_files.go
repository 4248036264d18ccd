package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// split writes a file for each ente. All are written under other names first;
// then the ledger says that they leave, and then they appear.
func (f *nonCompletatiFlags) split(env *Env, cmd *cobra.Command) error {
	var q report.Question
	var names coverage.Words
	var people []report.NonCompletato
	err := env.View(cmd, func(ctx context.Context, tx *db.Tx) (err error) {
		if q, err = f.question(ctx, tx, env, cmd); err != nil {
			return err
		}
		if names, err = coverage.WordsOf(ctx, tx, q.Filter); err != nil {
			return err
		}
		people, err = report.NonCompletati(ctx, tx, q)
		return err
	})
	if err != nil {
		return err
	}
	if len(people) == 0 {
		env.say(message.New("nothing is left to complete: no file was written"))
		return nil
	}
	o, err := env.renderOptions()
	if err != nil {
		return err
	}
	if env.flags.output == "" {
		o.Format = render.Excel
	}
	// The terminal has no part in what a file holds.
	o.Width, o.Color = 0, false
	parts := byEnte(people, f.out, extensionOf(o.Format))
	if err := env.mayReplaceAll(f.out, parts); err != nil {
		return err
	}
	return f.writeParts(env, cmd, parts, func(w io.Writer, p part) error {
		return render.WriteReport(w, f.listOf(q, names, p.people), o)
	})
}

// part is what one ente receives.
type part struct {
	path   string
	people []report.NonCompletato
}

// byEnte parts the enrolments, which come ente by ente, and names the files of
// a folder.
func byEnte(people []report.NonCompletato, folder, extension string) []part {
	var parts []part
	taken := map[string]bool{}
	for begin := 0; begin < len(people); {
		end := begin
		for end < len(people) && people[end].EnteID == people[begin].EnteID {
			end++
		}
		name := fileNameOf(people[begin])
		if taken[name] {
			name += "-" + number(people[begin].EnteID)
		}
		taken[name] = true
		parts = append(parts, part{path: filepath.Join(folder, name+extension), people: people[begin:end]})
		begin = end
	}
	return parts
}

// fileNameOf returns the IPA code of the ente or, without one, its name in
// letters, digits and hyphens, which every system can store.
func fileNameOf(n report.NonCompletato) string {
	if n.IPA != "" && nome.Norm(n.IPA) != "" && !strings.ContainsAny(n.IPA, `/\:. `) {
		return n.IPA
	}
	if name := strings.ReplaceAll(nome.Norm(n.Ente), " ", "-"); name != "" {
		return name
	}
	return number(n.EnteID)
}

// extensionOf returns the extension of the files of a format.
func extensionOf(f render.Format) string {
	switch f {
	case render.Table, render.Wide:
		return ".txt"
	case render.Excel:
		return ".csv"
	}
	return "." + string(f)
}

// mayReplaceAll is mayReplace for the files of a folder.
func (e *Env) mayReplaceAll(folder string, parts []part) error {
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return fault.New(fault.Usage, "%s is not a folder", folder).WithHint("choose another name for --out")
	}
	there := 0
	for _, p := range parts {
		if err := e.checkTarget(p.path, "out"); err != nil {
			return err
		}
		if exists(p.path) {
			there++
		}
	}
	switch {
	case e.flags.yes || there == 0:
		return nil
	case !e.canAsk():
		return fault.New(fault.Usage, "%s holds some of the files already: %d", folder, there).
			WithHint("add --yes to replace them, or choose another folder")
	}
	return e.ask(message.Count(there, "%d file is already in %s. Replace it?", "%d files are already in %s. Replace them?", there, folder))
}

// writeParts writes the files. When one of them cannot be written none of them
// appears.
func (f *nonCompletatiFlags) writeParts(env *Env, cmd *cobra.Command, parts []part, write func(w io.Writer, p part) error) (err error) {
	if err := os.MkdirAll(f.out, 0o700); err != nil {
		return cannotWrite(f.out, err)
	}
	var staged []string
	defer func() {
		for _, name := range staged {
			if removed := os.Remove(name); removed != nil && !errors.Is(removed, fs.ErrNotExist) {
				err = errors.Join(err, removed)
			}
		}
	}()
	var exports []journal.Export
	for _, p := range parts {
		if cmd.Context().Err() != nil {
			return fault.New(fault.Interrupted, "interrupted: no file was written")
		}
		temporary := filepath.Join(f.out, "."+filepath.Base(p.path)+".part")
		staged = append(staged, temporary)
		if err := writeFile(temporary, func(w io.Writer) error { return write(w, p) }); err != nil {
			return err
		}
		if f.withNames {
			exports = append(exports, journal.Export{Destination: p.path, Rows: int64(len(p.people))})
		}
	}
	if len(exports) > 0 {
		if err := env.recordExports(cmd, exports); err != nil {
			return err
		}
	}
	for i, p := range parts {
		if err := os.Rename(staged[i], p.path); err != nil {
			return cannotWrite(p.path, err)
		}
	}
	env.say(message.Count(len(parts), "%d file written to %s", "%d files written to %s", len(parts), f.out))
	return nil
}
