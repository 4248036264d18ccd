package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// personal reports whether a flag may hold something about a person, which
// never enters the ledger's description of a command.
func personal(name string) bool {
	switch name {
	case "persona", "surname", "name", "email", "pec", "phone", "cf", "platform-id", "text", "note", "result", "reason", "operator", "search", "set", "supplier", "document":
		return true
	}
	return false
}

// parameters writes the arguments and flags of a command that hold nothing
// personal, for the ledger, as they can be typed again.
func parameters(cmd *cobra.Command) string {
	var b []string
	if noun := cmd.Parent(); noun == nil || noun.Name() != "persona" {
		for _, arg := range cmd.Flags().Args() {
			b = append(b, quoted(arg))
		}
	}
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		switch {
		case !f.Changed || personal(f.Name) || f.Name == "dry-run":
		case f.Value.Type() != "bool":
			b = append(b, "--"+f.Name+" "+quoted(strings.Trim(f.Value.String(), "[]")))
		case f.Value.String() == "true":
			b = append(b, "--"+f.Name)
		default:
			b = append(b, "--"+f.Name+"="+f.Value.String())
		}
	})
	return strings.Join(b, " ")
}

// quoted puts a word between quotes where a shell needs them.
func quoted(word string) string {
	if word != "" && !strings.ContainsAny(word, " \t\n'\"$&|;<>()*?#~`\\") {
		return word
	}
	return strconv.Quote(word)
}
