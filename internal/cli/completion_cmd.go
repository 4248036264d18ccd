package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/fault"
)

// shells returns the shells that dtctl writes completions for.
func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// newCompletionCmd is `dtctl completion`, in the place of cobra's own, which
// speaks only English.
func newCompletionCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what makes a shell complete the commands of dtctl",
		Long: `Print the script that makes a shell complete commands, flags, enti, roles and
programmes with the Tab key. The shells are bash, zsh, fish and powershell. Put
the script where your shell reads its completions, or load it at once, in bash:

  source <(dtctl completion bash)`,
		Example: `dtctl completion bash
dtctl completion zsh`,
		Args:        exactly("SHELL"),
		ValidArgs:   shells(),
		Annotations: map[string]string{needsNoSettings: "yes"},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(env.Out, true)
			case "zsh":
				return root.GenZshCompletion(env.Out)
			case "fish":
				return root.GenFishCompletion(env.Out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(env.Out)
			}
			return notAShell(args[0])
		},
	}
}

func notAShell(name string) error {
	return fault.New(fault.Usage, "dtctl cannot complete in %q", name).
		WithHint("one of: %s", shells())
}
