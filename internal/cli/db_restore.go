package cli

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

func newDBRestoreCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put back the content of a copy",
		Long: `Replace everything in the database with the content of a copy made by dtctl db
backup. The copy is checked first, and the present content is saved in a file
beside the database, so that it can be put back in the same way.`,
		Example: `dtctl db restore copia.db --dry-run
dtctl db restore copia.db --yes`,
		Args:              exactly("FILE"),
		ValidArgsFunction: completeFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if env.flags.demo {
				return fault.New(fault.Usage, "the demonstration cannot be replaced").WithHint("leave --demo out")
			}
			if err := verifyCopy(cmd.Context(), args[0]); err != nil {
				return err
			}
			if env.flags.dryRun {
				env.say(message.New("dry run: %s is sound and would replace the content of the database", args[0]))
				return nil
			}
			return env.restore(cmd, args[0])
		},
	}
	return writing(env, cmd)
}

func (e *Env) restore(cmd *cobra.Command, path string) error {
	return e.inspect(cmd, db.ReadWrite, func(ctx context.Context, d *db.DB) error {
		if sameFile(d.Path(), path) {
			return fault.New(fault.Usage, "%s is the database itself", path).
				WithHint("name a copy made with: dtctl db backup")
		}
		if !e.flags.yes {
			if err := e.mayAsk(); err != nil {
				return err
			}
			if err := e.ask(message.New("Replace everything in %s with the content of %s?", d.Path(), path)); err != nil {
				return err
			}
		}
		saved := e.besideWithTime(d.Path())
		if err := d.Backup(ctx, saved); err != nil {
			return err
		}
		if err := d.Restore(ctx, path); err != nil {
			return errors.Join(err, os.Remove(saved))
		}
		e.say(message.New("restored from %s; what was there before is in %s", path, saved))
		return nil
	})
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// verifyCopy returns a fault unless the file is a sound database of this
// version. What is wrong with the copy is not wrong with the database.
func verifyCopy(ctx context.Context, path string) error {
	err := checkCopy(ctx, path)
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Kind != fault.Interrupted {
		return fault.New(f.Kind, "the copy cannot be used: %s", f.Message).
			WithHint("nothing has been changed; choose another copy made with: dtctl db backup").WithCause(err)
	}
	return err
}

func checkCopy(ctx context.Context, path string) (err error) {
	d, err := db.Open(ctx, path, db.ReadOnly, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	damage, err := d.Check(ctx)
	if err == nil && len(damage) > 0 {
		err = fault.New(fault.Damaged, "%s is damaged", path)
	}
	return err
}
