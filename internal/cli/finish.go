package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/i18n"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/render"
)

// finish gives every command of the tree what all of them share, in one walk:
// settings before it runs, refusal of unknown words, errors and help in the
// reader's language.
func finish(env *Env, root *cobra.Command) {
	root.SetHelpFunc(env.help)
	root.SetUsageFunc(func(*cobra.Command) error { return nil })
	root.SetFlagErrorFunc(flagError)
	completeGlobalFlags(root)
	walk(root, func(cmd *cobra.Command) {
		if env.Locale.Lang() != i18n.English {
			env.translate(cmd)
		}
		cmd.DisableFlagsInUseLine = true
		if isChapter(cmd) {
			return
		}
		if cmd.RunE == nil {
			cmd.Args = noSubcommand
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			return
		}
		run := cmd.RunE
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			if err := env.prepare(cmd); err != nil {
				return err
			}
			return run(cmd, args)
		}
	})
}

func walk(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, c := range cmd.Commands() {
		walk(c, visit)
	}
}

// translate puts the texts of a command in the reader's language.
func (e *Env) translate(cmd *cobra.Command) {
	cmd.Short = e.Locale.T(cmd.Short)
	if cmd.Long != "" {
		cmd.Long = e.Locale.T(cmd.Long)
	}
	for _, g := range cmd.Groups() {
		g.Title = e.Locale.T(g.Title)
	}
	translate := func(f *pflag.Flag) { f.Usage = e.Locale.T(f.Usage) }
	cmd.Flags().VisitAll(translate)
	cmd.PersistentFlags().VisitAll(translate)
}

// prepare reads the settings and refuses flags that exclude each other.
func (e *Env) prepare(cmd *cobra.Command) error {
	if err := needValues(cmd); err != nil {
		return err
	}
	if err := e.loadSettings(cmd); err != nil && cmd.Annotations[needsNoSettings] == "" {
		return err
	}
	if e.flags.demo && cmd.Flags().Changed("db") {
		return fault.New(fault.Usage, "--demo and --db exclude each other").
			WithHint("leave one of them out")
	}
	o, err := e.renderOptionsBeforehand()
	if err != nil {
		return err
	}
	if heads := headsOf(cmd); heads != nil {
		return o.Check(heads)
	}
	return nil
}

// needsNoSettings marks the commands that run even when the configuration is
// wrong, because they show or mend it.
const needsNoSettings = "needs-no-settings"

func (e *Env) renderOptionsBeforehand() (render.Options, error) {
	if e.settings == nil {
		return render.Options{}, nil
	}
	o, err := e.renderOptions()
	if err == nil {
		err = e.mayReplace()
	}
	return o, err
}

// needValues refuses a flag that was given an empty value, such as a variable
// of the shell that is not set: to ignore it would answer another question. In
// the commands that edit a record an empty value takes away what is stored.
func needValues(cmd *cobra.Command) error {
	var missing error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		clears := cmd.Name() == "edit" && cmd.InheritedFlags().Lookup(f.Name) == nil
		if missing == nil && !clears && isEmpty(f.Value) {
			missing = fault.New(fault.Usage, "--%s needs a value", f.Name).WithHint("what was given is empty")
		}
	})
	return missing
}

func isEmpty(v pflag.Value) bool {
	if list, ok := v.(pflag.SliceValue); ok {
		return strings.TrimSpace(strings.Join(list.GetSlice(), "")) == ""
	}
	return strings.TrimSpace(v.String()) == ""
}

// flagError explains a wrong flag in one line.
func flagError(cmd *cobra.Command, err error) error {
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	f := describeFlagError(err)
	return f.WithHint("see: %s --help", cmd.CommandPath()).WithCause(err)
}

func describeFlagError(err error) *fault.Fault {
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := e.GetSpecifiedName()
		if e.GetSpecifiedShortnames() != "" {
			return fault.New(fault.Usage, "unknown flag -%s", name)
		}
		return fault.New(fault.Usage, "unknown flag --%s", name)
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return fault.New(fault.Usage, "--%s needs a value", e.GetFlag().Name)
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		if f, ok := errors.AsType[*fault.Fault](e.Unwrap()); ok {
			return f
		}
		return fault.New(fault.Usage, "--%s cannot be %q", e.GetFlag().Name, e.GetValue())
	}
	return fault.New(fault.Usage, "the flags cannot be understood")
}

// noSubcommand refuses a word that is not one of the group's commands and
// names the nearest ones.
func noSubcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	f := fault.New(fault.Usage, "unknown command %q for %q", args[0], cmd.CommandPath())
	var names []string
	for _, c := range visible(cmd) {
		names = append(names, c.Name())
	}
	if near := nome.Suggest(args[0], names, func(s string) string { return s }); len(near) > 0 {
		return f.WithHint("did you mean %s?", strings.Join(near, ", "))
	}
	return f.WithHint("see: %s --help", cmd.CommandPath())
}
