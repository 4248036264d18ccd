package cli

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

func newDBBackupCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "backup [FILE]",
		Short: "Copy the database, also while somebody is writing",
		Long: `Copy the database to FILE, consistent also while somebody else is writing and
private to you. Without FILE the copy lies beside the database, with the day
and the time in its name. A file that exists is never touched.

The copy holds the same personal data as the database: keep it as carefully.`,
		Example: `dtctl db backup
dtctl db backup archivio.db`,
		Args:              atMost("FILE"),
		ValidArgsFunction: completeFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if env.flags.demo {
				return fault.New(fault.Usage, "the demonstration cannot be copied").WithHint("leave --demo out")
			}
			return env.inspect(cmd, db.ReadOnly, func(ctx context.Context, d *db.DB) error {
				path := env.besideWithTime(d.Path())
				if len(args) > 0 {
					path = args[0]
				}
				if err := d.Backup(ctx, path); err != nil {
					return err
				}
				env.say(message.New("copied to %s", path))
				return nil
			})
		},
	}
}

// besideWithTime names a copy of the file that lies beside it.
func (e *Env) besideWithTime(path string) string {
	extension := filepath.Ext(path)
	return strings.TrimSuffix(path, extension) + "-" + e.Now().Format("20060102-150405") + extension
}
