package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/i18n"
	"github.com/dtctl/dtctl/internal/render"
)

// completionLimit bounds what a shell is offered at once.
const completionLimit = 50

// completion is the type of cobra's completion functions.
type completion = func(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective)

// complete offers words read from the existing database: it never makes or
// changes a file, and says nothing when something is wrong.
func (e *Env) complete(find func(ctx context.Context, tx *db.Tx, prefix string) ([]string, error)) completion {
	return func(cmd *cobra.Command, _ []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		var found []string
		err := e.peek(cmd, func(ctx context.Context, tx *db.Tx) error {
			var err error
			found, err = find(ctx, tx, toComplete)
			return err
		})
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return found[:min(len(found), completionLimit)], cobra.ShellCompDirectiveNoFileComp
	}
}

// firstArgument offers words only for the first argument of a command.
func firstArgument(next completion) completion {
	return func(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return next(cmd, args, toComplete)
	}
}

// peek is View on a database that already exists.
func (e *Env) peek(cmd *cobra.Command, fn func(ctx context.Context, tx *db.Tx) error) error {
	if err := e.loadSettings(cmd); err != nil {
		return err
	}
	path, _, err := e.settings.Database()
	if err != nil {
		return err
	}
	d, err := db.Open(cmd.Context(), path, db.ReadOnly, 0)
	if err != nil {
		return err
	}
	return errors.Join(d.View(cmd.Context(), fn), d.Close())
}

// completeGlobalFlags registers the completion of the flags that every command
// has.
func completeGlobalFlags(root *cobra.Command) {
	fixed := func(words ...string) completion {
		return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
	}
	formats := words(render.Formats())
	for flag, fn := range map[string]completion{
		"output":       fixed(formats...),
		"lang":         fixed(i18n.Italian, i18n.English),
		"color":        fixed("auto", "always", "never"),
		"busy-timeout": fixed("5s", "30s", "2m"),
		"columns":      completeColumns,
		"sort":         completeColumns,
		"db":           completeFiles,
		"out":          completeFiles,
	} {
		_ = root.RegisterFlagCompletionFunc(flag, fn)
	}
}

// completeFiles leaves the names of files to the shell.
func completeFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// completeColumns offers the columns that the command declares.
func completeColumns(cmd *cobra.Command, _ []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	done := ""
	if i := strings.LastIndex(toComplete, ","); i >= 0 {
		done = toComplete[:i+1]
	}
	var offered []string
	for _, h := range headsOf(cmd) {
		offered = append(offered, done+h.Key)
	}
	return offered, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
