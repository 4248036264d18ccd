package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
)

func newDBCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "db",
		Short: "The database file: what it is, its soundness, its copies",
		Long: `The database is one SQLite file, private to its owner. These commands say what
it is, look for damage and contradictions, make and restore copies, and bring it
up to this version of dtctl.`,
		Example: `dtctl db info
dtctl db check
dtctl db backup archivio.db`,
	}
	env.addVerbs(cmd, newDBInfoCmd, newDBCheckCmd, newDBBackupCmd, newDBRestoreCmd, newDBUpgradeCmd)
	return cmd
}

// inspect opens the database, of whatever version, and runs fn on the file
// itself.
func (e *Env) inspect(cmd *cobra.Command, mode db.Mode, fn func(ctx context.Context, d *db.DB) error) (err error) {
	d, err := e.openFile(cmd.Context(), mode, db.OpenAnyVersion)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return fn(cmd.Context(), d)
}
