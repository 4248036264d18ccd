package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

// dateValue is a flag that holds a day.
type dateValue struct{ day *periodo.Data }

func (v dateValue) String() string {
	if v.day == nil {
		return ""
	}
	return v.day.String()
}

func (v dateValue) Type() string { return "DATE" }

func (v dateValue) Set(s string) (err error) {
	*v.day, err = periodo.Parse(s)
	return err
}

// dateVar adds a flag that holds a day; without it the day stays as it is.
func dateVar(cmd *cobra.Command, day *periodo.Data, name, usage string) {
	cmd.Flags().Var(dateValue{day}, name, usage)
}

// choiceValue is a flag whose value is one of a fixed list.
type choiceValue[T ~string] struct {
	value *T
	name  string
	known []T
}

func (v choiceValue[T]) String() string {
	if v.value == nil {
		return ""
	}
	return string(*v.value)
}

func (v choiceValue[T]) Type() string { return "WORD" }

func (v choiceValue[T]) Set(s string) error {
	word := T(strings.ToLower(strings.TrimSpace(s)))
	if !slices.Contains(v.known, word) {
		return notOneOf(v.name, s, v.known)
	}
	*v.value = word
	return nil
}

func notOneOf[T ~string](flag, given string, known []T) error {
	return fault.New(fault.Usage, "--%s cannot be %q", flag, given).
		WithHint("one of: %s", strings.Join(words(known), ", "))
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

// choiceVar adds a flag whose value is one of known; completion and the usage
// text list them.
func choiceVar[T ~string](cmd *cobra.Command, value *T, name string, known []T, usage string) {
	cmd.Flags().Var(choiceValue[T]{value: value, name: name, known: known}, name, usage)
	describeChoices(cmd, name, words(known))
}

// choicesValue is a repeatable flag whose values are of a fixed list.
type choicesValue[T ~string] struct {
	values *[]T
	name   string
	known  []T
}

func (v choicesValue[T]) String() string {
	if v.values == nil {
		return ""
	}
	return strings.Join(words(*v.values), ",")
}

func (v choicesValue[T]) Type() string { return "WORD,..." }

func (v choicesValue[T]) Set(s string) error {
	for item := range strings.SplitSeq(s, ",") {
		word := T(strings.ToLower(strings.TrimSpace(item)))
		if !slices.Contains(v.known, word) {
			return notOneOf(v.name, item, v.known)
		}
		*v.values = append(*v.values, word)
	}
	return nil
}

// choicesVar adds a repeatable flag whose values are of a fixed list; a comma
// separates several.
func choicesVar[T ~string](cmd *cobra.Command, values *[]T, name string, known []T, usage string) {
	cmd.Flags().Var(choicesValue[T]{values: values, name: name, known: known}, name, usage)
	describe(cmd, name, words(known), completeChoices)
}

// choices is the annotation that keeps the words of a flag for its help.
const choices = "choices"

func describeChoices(cmd *cobra.Command, name string, known []string) {
	describe(cmd, name, known, func(known []string) completion {
		return cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp)
	})
}

func describe(cmd *cobra.Command, name string, known []string, complete func(known []string) completion) {
	f := cmd.Flags().Lookup(name)
	f.Annotations = map[string][]string{choices: known}
	_ = cmd.RegisterFlagCompletionFunc(name, complete(known))
}

// completeChoices offers the last of several words with commas between them,
// none of them twice.
func completeChoices(known []string) completion {
	return func(_ *cobra.Command, _ []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		done := toComplete[:strings.LastIndex(toComplete, ",")+1]
		var offered []string
		for _, word := range known {
			if !slices.Contains(strings.Split(done, ","), word) {
				offered = append(offered, done+word)
			}
		}
		return offered, cobra.ShellCompDirectiveNoFileComp
	}
}

// optionalText is a text flag that can be given as the empty string to clear
// what is stored: nil when it was not given.
func optionalText(cmd *cobra.Command, name string) *string {
	f := cmd.Flags().Lookup(name)
	if f == nil || !f.Changed {
		return nil
	}
	s := strings.TrimSpace(f.Value.String())
	return &s
}

// optionalDate is a date flag: nil when it was not given.
func optionalDate(cmd *cobra.Command, name string, day periodo.Data) *periodo.Data {
	if !cmd.Flags().Changed(name) {
		return nil
	}
	return &day
}

// writing marks a command that changes the database: it gains --dry-run.
func writing(env *Env, cmd *cobra.Command) *cobra.Command {
	cmd.Flags().BoolVar(&env.flags.dryRun, "dry-run", false, "do everything and then take it back, to see what would change")
	return cmd
}

// columnsOf is the annotation that keeps the columns of a listing for its
// help, its completion and the early check of --columns and --sort.
const columnsOf = "columns"

// listing declares the columns that a command prints.
func listing[T any](cmd *cobra.Command, columns []render.Column[T]) *cobra.Command {
	keys := make([]string, len(columns))
	for i, c := range columns {
		keys[i] = c.Key
	}
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[columnsOf] = strings.Join(keys, " ")
	return cmd
}

// headsOf returns the columns declared by listing, nil when there are none;
// those of the changes where --diff shows them instead.
func headsOf(cmd *cobra.Command) []render.Head {
	if diff := cmd.Flags().Lookup("diff"); diff != nil && diff.Value.String() == "true" {
		return render.Heads(changeColumns())
	}
	var heads []render.Head
	for key := range strings.FieldsSeq(cmd.Annotations[columnsOf]) {
		heads = append(heads, render.Head{Key: key})
	}
	return heads
}

// exactly returns the argument rule of a command that takes these arguments,
// all of them; a missing one is named in the error.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return fault.New(fault.Usage, "the argument %s is missing", names[len(args)]).
				WithHint("write: %s", usageLine(cmd))
		case len(args) > len(names):
			// What is too much may be about a person: it is counted, not repeated.
			return fault.New(fault.Usage, "arguments given: %d, expected: %d", len(args), len(names)).
				WithHint("write: %s (a name with spaces goes between quotes)", usageLine(cmd))
		}
		return nil
	}
}

// atMost is exactly for a command whose last arguments may be left out.
func atMost(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		return exactly(names[:min(len(args), len(names))]...)(cmd, args)
	}
}

// lastOptional is exactly for a command whose last argument may be left out.
func lastOptional(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		return exactly(names[:max(len(names)-1, min(len(args), len(names)))]...)(cmd, args)
	}
}

func usageLine(cmd *cobra.Command) string {
	return strings.TrimSuffix(cmd.UseLine(), " [flags]")
}

// onlyOne returns the value of a flag that elsewhere takes several, empty where
// it was not given.
func onlyOne(name string, values []string) (string, error) {
	if len(values) > 1 {
		return "", fault.New(fault.Usage, "--%s takes only one here", name).WithHint("leave the others out")
	}
	return strings.Join(values, ""), nil
}

// recordNumber reads the number of a record, such as that of a nomina.
func recordNumber(s string) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(s, "#"), 10, 64)
	if err != nil || n <= 0 {
		return 0, fault.New(fault.Usage, "%q is not a number", s).
			WithHint("give the number that the list shows")
	}
	return n, nil
}

// requireFlags returns a fault naming all those of the flags that were not
// given.
func requireFlags(cmd *cobra.Command, names ...string) error {
	var missing []string
	for _, name := range names {
		if !cmd.Flags().Changed(name) {
			missing = append(missing, "--"+name)
		}
	}
	switch len(missing) {
	case 0:
		return nil
	case 1:
		return fault.New(fault.Usage, "%s is missing", missing[0]).WithHint("see: %s --help", cmd.CommandPath())
	}
	return fault.New(fault.Usage, "%s are missing", strings.Join(missing, ", ")).WithHint("see: %s --help", cmd.CommandPath())
}

// requireChange returns a fault when no flag of a command that edits a record
// was given, besides those that only choose the record.
func requireChange(cmd *cobra.Command, choosing ...string) error {
	changes := false
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		changes = changes || f.Changed && f.Name != "dry-run" && !slices.Contains(choosing, f.Name)
	})
	if changes {
		return nil
	}
	return fault.New(fault.Usage, "nothing to change: give at least one flag").WithHint("see: %s --help", cmd.CommandPath())
}
