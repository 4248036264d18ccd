package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/message"
)

func newDocCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "doc DIR",
		Short: "Write the manual and the shell completions into a folder",
		Long: `Write into a folder, made when it is missing, the man pages (man), the manual in
Markdown (markdown) and the completions of bash, zsh, fish and PowerShell
(completions). They come from the commands themselves, in the language chosen
with --lang. SOURCE_DATE_EPOCH fixes the date of the man pages.`,
		Example: `dtctl doc build
dtctl doc build --lang it`,
		Args: exactly("DIR"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(env.writeManual(cmd.Root(), args[0]), writeCompletions(cmd.Root(), args[0])); err != nil {
				return cannotWrite(args[0], err)
			}
			env.say(message.New("manual and completions written to %s", args[0]))
			return nil
		},
	}
}

// writeManual writes a man page and a Markdown file for each command.
func (e *Env) writeManual(root *cobra.Command, dir string) error {
	man, markdown := filepath.Join(dir, "man"), filepath.Join(dir, "markdown")
	if err := errors.Join(os.MkdirAll(man, 0o755), os.MkdirAll(markdown, 0o755)); err != nil {
		return err
	}
	footer := manFooter{date: e.manualDate(), version: e.Build.Version}
	var failed error
	walk(root, func(cmd *cobra.Command) {
		if cmd.Hidden {
			return
		}
		p := e.pageOf(cmd)
		failed = errors.Join(failed,
			os.WriteFile(filepath.Join(man, p.file("-")+".1"), []byte(e.manPage(p, footer)), 0o644),
			os.WriteFile(filepath.Join(markdown, p.file("_")+".md"), []byte(e.markdownPage(p)), 0o644))
	})
	return failed
}

// file is the name of the page's file, without its extension.
func (p page) file(separator string) string { return strings.ReplaceAll(p.name, " ", separator) }

// manualDate is the date of the man pages, which a release fixes so that it
// can be built again.
func (e *Env) manualDate() time.Time {
	if seconds, err := strconv.ParseInt(e.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(seconds, 0).UTC()
	}
	return e.Now()
}

func writeCompletions(root *cobra.Command, dir string) error {
	dir = filepath.Join(dir, "completions")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return errors.Join(
		root.GenBashCompletionFileV2(filepath.Join(dir, "dtctl.bash"), true),
		root.GenZshCompletionFile(filepath.Join(dir, "_dtctl")),
		root.GenFishCompletionFile(filepath.Join(dir, "dtctl.fish"), true),
		root.GenPowerShellCompletionFileWithDesc(filepath.Join(dir, "dtctl.ps1")),
	)
}
