package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/config"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

func newConfigCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "The settings of the program and where each comes from",
		Long: `A setting comes from the command line, else from a DTCTL_* variable, else from
the configuration file, else from its default. dtctl config list shows the
value in force of each and where it came from.`,
		Example: `dtctl config list
dtctl config set lang it`,
	}
	env.addVerbs(cmd, newConfigListCmd, newConfigSetCmd, newConfigUnsetCmd)
	return cmd
}

func settingColumns() []render.Column[config.Setting] {
	return []render.Column[config.Setting]{
		{Key: "chiave", Title: "Setting", Value: func(s config.Setting) any { return s.Key }},
		{Key: "valore", Title: "Value", Value: func(s config.Setting) any { return s.Value }},
		{Key: "origine", Title: "Origin", Value: func(s config.Setting) any { return string(s.Origin) }},
		{Key: "fonte", Title: "Source", Value: func(s config.Setting) any { return s.Source }},
	}
}

func newConfigListCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the settings, each with its origin",
		Long: `List the settings in force. The origin is flag, env (a DTCTL_* variable), file
(the configuration file) or default; the source is the name of the flag, of the
variable or of the file.`,
		Example: `dtctl config list
dtctl config list -o json`,
		Args: exactly(),
		RunE: func(_ *cobra.Command, _ []string) error {
			return list(env, settingColumns(), env.settings.List(), message.New("no settings"))
		},
	}
	return listing(cmd, settingColumns())
}

func newConfigSetCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "set KEY VALUE",
		Short: "Write a setting in the configuration file",
		Long: `Write a setting in the configuration file, which is made when it is missing. The
keys are those of: dtctl config list`,
		Example: `dtctl config set lang it
dtctl config set busy_timeout 30s`,
		Args:              exactly("KEY", "VALUE"),
		Annotations:       map[string]string{needsNoSettings: "yes"},
		ValidArgsFunction: completeSetting,
		RunE: func(_ *cobra.Command, args []string) error {
			file := config.Path(env.GOOS, env.Getenv)
			if err := config.Set(file, args[0], args[1]); err != nil {
				return err
			}
			env.say(message.New("%s is now %s in %s", args[0], args[1], file))
			return nil
		},
	}
}

func newConfigUnsetCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "unset KEY",
		Short:             "Take a setting out of the configuration file",
		Long:              `Take a setting out of the configuration file, so that its default counts again.`,
		Example:           `dtctl config unset lang`,
		Args:              exactly("KEY"),
		Annotations:       map[string]string{needsNoSettings: "yes"},
		ValidArgsFunction: completeSetting,
		RunE: func(_ *cobra.Command, args []string) error {
			file := config.Path(env.GOOS, env.Getenv)
			if err := config.Unset(file, args[0]); err != nil {
				return err
			}
			env.say(message.New("%s is no longer in %s", args[0], file))
			return nil
		},
	}
}

// completeSetting offers the keys, then the values of the key.
func completeSetting(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		return config.Keys(), cobra.ShellCompDirectiveNoFileComp
	case 1:
		if known, err := config.Choices(args[0]); err == nil {
			return known, cobra.ShellCompDirectiveNoFileComp
		}
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}
