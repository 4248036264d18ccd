package cli

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

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
			if err := writeDocs(cmd.Root(), env.Build, args[0]); err != nil {
				return cannotWrite(args[0], err)
			}
			env.say(message.New("manual and completions written to %s", args[0]))
			return nil
		},
	}
}

func writeDocs(root *cobra.Command, b Build, dir string) error {
	man := filepath.Join(dir, "man")
	markdown := filepath.Join(dir, "markdown")
	completions := filepath.Join(dir, "completions")
	for _, d := range []string{man, markdown, completions} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return err
		}
	}
	root.DisableAutoGenTag = true
	// Without a title each page bears the name of its own command.
	header := &doc.GenManHeader{Section: "1", Source: "dtctl " + b.Version, Manual: "dtctl"}
	return errors.Join(
		doc.GenManTree(root, header, man),
		doc.GenMarkdownTree(root, markdown),
		root.GenBashCompletionFileV2(filepath.Join(completions, "dtctl.bash"), true),
		root.GenZshCompletionFile(filepath.Join(completions, "_dtctl")),
		root.GenFishCompletionFile(filepath.Join(completions, "dtctl.fish"), true),
		root.GenPowerShellCompletionFileWithDesc(filepath.Join(completions, "dtctl.ps1")),
	)
}
