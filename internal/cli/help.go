package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// newHelpCmd is `dtctl help`, which knows no more than --help does.
func newHelpCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show the manual of a command or a chapter of it",
		Long: `Show the manual of a command, as --help does, or a chapter of the manual:
exit-codes, formats, environment.`,
		Example: `dtctl help coverage
dtctl help nomina add
dtctl help exit-codes`,
		Args:        cobra.ArbitraryArgs,
		Annotations: map[string]string{needsNoSettings: "yes"},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, c := range visible(found) {
				names = append(names, c.Name())
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			found := cmd.Root()
			for _, word := range args {
				next, err := below(found, word)
				if err != nil {
					return err
				}
				found = next
			}
			env.help(found, nil)
			return nil
		},
	}
}

// below returns the command of that name below another, or a fault of kind
// Usage that names the nearest ones.
func below(cmd *cobra.Command, word string) (*cobra.Command, error) {
	for _, c := range cmd.Commands() {
		if c.Name() == word || c.HasAlias(word) {
			return c, nil
		}
	}
	return nil, noSubcommand(cmd, []string{word})
}

// help prints the manual of a command.
func (e *Env) help(cmd *cobra.Command, _ []string) {
	p := e.pageOf(cmd)
	var b strings.Builder
	b.WriteString(p.text + "\n")
	for _, s := range p.sections {
		b.WriteString("\n" + s.title + ":\n")
		for _, line := range s.lines {
			b.WriteString("  " + line + "\n")
		}
		writePairs(&b, s.pairs)
	}
	// Help goes where data goes: there is nowhere to tell that it failed.
	_, _ = io.WriteString(e.Out, b.String())
}

// writePairs writes two aligned columns.
func writePairs(b *strings.Builder, pairs [][2]string) {
	width := 0
	for _, r := range pairs {
		width = max(width, utf8.RuneCountInString(r[0]))
	}
	for _, r := range pairs {
		pad := strings.Repeat(" ", width-utf8.RuneCountInString(r[0]))
		fmt.Fprintf(b, "  %s%s  %s\n", r[0], pad, r[1])
	}
}
