package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/config"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/demo"
	"github.com/dtctl/dtctl/internal/i18n"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/registro"
	"github.com/dtctl/dtctl/internal/render"
)

// Env is what a command works with: the process, the language, and the
// settings once the flags are parsed.
type Env struct {
	Process
	Locale *i18n.Locale

	// input is In, whose reading Ctrl-C ends.
	input io.Reader

	flags    globalFlags
	settings *config.Settings
	// warned says that the reader knows who else can read the database: a
	// command may open it several times.
	warned bool
}

// Outcome is what a writing command did.
type Outcome struct {
	// Done says it in one sentence, in the past tense.
	Done message.Text
	// Notes say what else the operator should know.
	Notes []message.Text
	// Record is the record that was written, for the formats of programs; nil
	// where there is none.
	Record *render.Listing
}

// Today returns the current civil day in Italy.
func (e *Env) Today() periodo.Data { return periodo.On(e.Now().In(e.rome())) }

// rome returns the time zone of the field, where days begin and end.
func (e *Env) rome() *time.Location {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		// The program carries the zones with it, so this cannot happen; winter
		// time is never wrong by more than the first hour of a day.
		return time.FixedZone("CET", int(time.Hour/time.Second))
	}
	return rome
}

// View opens the database and runs fn in a transaction that only reads.
func (e *Env) View(cmd *cobra.Command, fn func(ctx context.Context, tx *db.Tx) error) (err error) {
	d, err := e.open(cmd.Context(), db.ReadOnly)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return d.View(cmd.Context(), fn)
}

// Update opens the database, runs fn in a transaction, records in the ledger
// what it changed, and says what was done. With --dry-run everything is taken
// back at the end.
func (e *Env) Update(cmd *cobra.Command, fn func(ctx context.Context, tx *db.Tx) (Outcome, error)) error {
	return e.update(cmd, e.operation(cmd), e.flags.dryRun, fn)
}

// UpdateAsking is Update for what cannot be taken lightly: it shows a preview
// that was rolled back and asks, unless --yes was given. Without a terminal to
// ask on it returns a fault of kind Usage.
func (e *Env) UpdateAsking(cmd *cobra.Command, fn func(ctx context.Context, tx *db.Tx) (Outcome, error)) error {
	if !e.flags.yes && !e.flags.dryRun {
		if err := e.mayAsk(); err != nil {
			return err
		}
		op := e.operation(cmd)
		done, err := e.apply(cmd, op, true, fn)
		if err != nil {
			return err
		}
		e.preview(done, op)
		if err := e.ask(message.New("Do it?")); err != nil {
			return err
		}
	}
	return e.Update(cmd, fn)
}

// update runs fn in a transaction and says what was done.
func (e *Env) update(cmd *cobra.Command, op *journal.Operation, dryRun bool,
	fn func(ctx context.Context, tx *db.Tx) (Outcome, error),
) error {
	done, err := e.apply(cmd, op, dryRun, fn)
	if err != nil {
		return err
	}
	return e.tell(done, op, dryRun)
}

// apply runs fn in a transaction and fills in op with what it changed.
func (e *Env) apply(cmd *cobra.Command, op *journal.Operation, dryRun bool,
	fn func(ctx context.Context, tx *db.Tx) (Outcome, error),
) (done Outcome, err error) {
	d, err := e.open(cmd.Context(), db.ReadWrite)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	w := db.Write{DryRun: dryRun, Record: journal.Recorder(op), Unrecorded: unrecorded()}
	err = d.Update(cmd.Context(), w, func(ctx context.Context, tx *db.Tx) error {
		done, err = fn(ctx, tx)
		return err
	})
	return done, err
}

// unrecorded are the tables that no undo takes back.
func unrecorded() []string {
	return slices.Concat(journal.Tables(), batch.Tables(), iscrizione.Tables())
}

// operation describes the running command for the ledger.
func (e *Env) operation(cmd *cobra.Command) *journal.Operation {
	return &journal.Operation{
		At:         e.Now(),
		By:         e.User(),
		Command:    strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" "),
		Parameters: parameters(cmd),
	}
}

// open opens the database that the settings name. The default one is made on
// its first use.
func (e *Env) open(ctx context.Context, mode db.Mode) (*db.DB, error) {
	if e.flags.demo {
		return demo.Open(ctx)
	}
	path, standard, err := e.settings.Database()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); standard && errors.Is(err, fs.ErrNotExist) {
		if e.flags.dryRun {
			return registro.Memory(ctx)
		}
		if err := e.createDefault(ctx, path); err != nil {
			return nil, err
		}
	}
	return e.openFile(ctx, mode, db.Open)
}

// opener is db.Open or db.OpenAnyVersion.
type opener func(ctx context.Context, path string, mode db.Mode, busy time.Duration) (*db.DB, error)

// openFile opens the file that the settings name, which must exist.
func (e *Env) openFile(ctx context.Context, mode db.Mode, open opener) (*db.DB, error) {
	path, _, err := e.settings.Database()
	if err != nil {
		return nil, err
	}
	d, err := open(ctx, path, mode, e.settings.BusyTimeout())
	if err != nil {
		return nil, err
	}
	return d, e.warnIfExposed(path)
}

func (e *Env) createDefault(ctx context.Context, path string) error {
	err := registro.Create(ctx, path)
	if _, missing := os.Stat(path); err != nil && missing != nil {
		return err
	}
	// Somebody else may have made it meanwhile: then it is there all the same.
	if err == nil {
		e.say(message.New("made a new database with the register of Italian local bodies: %s", path))
	}
	return nil
}

func (e *Env) warnIfExposed(path string) error {
	private, err := db.IsPrivate(path)
	if err == nil && !private && !e.warned {
		e.warned = true
		e.say(message.New("warning: other users of this computer can read %s, which holds personal data; close it with: chmod 600 %s", path, path))
	}
	return err
}
