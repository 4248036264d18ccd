package cli

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/registro"
)

func newInitCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Make a new database with the register of Italian local bodies",
		Long: `Make a new database with the register of Italian local bodies: regions,
provinces, all comuni with their history since 2015, unioni and the other main
bodies, and the general role rtd (Responsabile per la transizione al digitale,
CAD art. 17).

The file is private to you. A file that exists is never touched. Without --db
it is the default database, which any other command makes by itself.`,
		Example: `dtctl init
dtctl init --db er2026.db`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if env.flags.demo {
				return fault.New(fault.Usage, "the demonstration makes its own database").WithHint("leave --demo out")
			}
			path, _, err := env.settings.Database()
			if err != nil {
				return err
			}
			if env.flags.dryRun {
				if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
					return fault.New(fault.Failed, "%s already exists and is left as it is", path).
						WithHint("name another file with --db")
				}
				env.say(message.New("dry run: %s would be made with the register", path))
				return nil
			}
			if err := registro.Create(cmd.Context(), path); err != nil {
				return err
			}
			env.say(message.New("made a new database with the register of Italian local bodies: %s", path))
			return nil
		},
	}
	return writing(env, cmd)
}
