package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

// textValue is a flag that holds what parse makes of its text; the empty text,
// which only the commands that edit a record let through, is the zero value.
type textValue[T comparable] struct {
	value *T
	kind  string
	parse func(string) (T, error)
	write func(T) string
}

func (v textValue[T]) String() string {
	var zero T
	if v.value == nil || *v.value == zero {
		return ""
	}
	return v.write(*v.value)
}

func (v textValue[T]) Type() string { return v.kind }

func (v textValue[T]) Set(s string) (err error) {
	var zero T
	*v.value = zero
	if strings.TrimSpace(s) != "" {
		*v.value, err = v.parse(s)
	}
	return err
}

// plannedVar adds a flag that holds a day or a month.
func plannedVar(cmd *cobra.Command, date *periodo.Piano, name, usage string) {
	cmd.Flags().Var(textValue[periodo.Piano]{date, "DATE", periodo.ParsePiano, periodo.Piano.String}, name, usage)
}

// hoursVar adds a flag that holds minutes, written as decimal hours.
func hoursVar(cmd *cobra.Command, minutes *int64, usage string) {
	write := func(n int64) string { return render.Hours(n).String() }
	cmd.Flags().Var(textValue[int64]{minutes, "HOURS", corso.ParseOre, write}, "hours", usage)
}

// targetVar adds a flag that holds a number to reach.
func targetVar(cmd *cobra.Command, target *corso.Obiettivo, name, usage string) {
	cmd.Flags().Var(textValue[corso.Obiettivo]{target, "TARGET", corso.ParseObiettivo, corso.Obiettivo.String}, name, usage)
}

// countVar adds a flag that holds a positive whole number.
func countVar(cmd *cobra.Command, n *int64, name, usage string) {
	parse := func(s string) (int64, error) {
		n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 31)
		if err != nil || n == 0 {
			return 0, fault.New(fault.Usage, "--%s cannot be %q", name, s).WithHint("give a whole number of at least 1")
		}
		return int64(n), nil
	}
	write := func(n int64) string { return strconv.FormatInt(n, 10) }
	cmd.Flags().Var(textValue[int64]{n, "int", parse, write}, name, usage)
}

// clearableVar is choiceVar for a choice that can be taken back.
func clearableVar[T ~string](cmd *cobra.Command, value *T, name string, known []T, usage string) {
	parse := func(s string) (word T, err error) {
		err = choiceValue[T]{value: &word, name: name, known: known}.Set(s)
		return word, err
	}
	write := func(word T) string { return string(word) }
	cmd.Flags().Var(textValue[T]{value, "WORD", parse, write}, name, usage)
	describeChoices(cmd, name, words(known))
}

// assignIf puts a value in a field where the flag of that name was given.
func assignIf[T any](cmd *cobra.Command, name string, field *T, value T) {
	if cmd.Flags().Changed(name) {
		*field = value
	}
}

// completeCorso offers the codes of the courses.
func completeCorso(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	corsi, err := corso.List(ctx, tx, corso.Filter{})
	var offered []string
	for _, c := range corsi {
		offered = offer(offered, prefix, c.Codice, c.Titolo)
	}
	return offered, err
}

// completeEdizione offers the editions, as in TD-BASE/2.
func (e *Env) completeEdizione(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	edizioni, err := corso.Edizioni(ctx, tx, 0)
	var offered []string
	for _, d := range edizioni {
		if strings.HasPrefix(d.Codice(), strings.ToUpper(prefix)) {
			offered = append(offered, d.Codice()+"\t"+string(d.StatoAl(e.Today())))
		}
	}
	return offered, err
}

// completeParte offers the courses, and the editions once a course is typed.
func (e *Env) completeParte(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	if strings.Contains(prefix, "/") {
		return e.completeEdizione(ctx, tx, prefix)
	}
	return completeCorso(ctx, tx, prefix)
}

// findParte returns what the only argument names, everything without one.
func findParte(ctx context.Context, tx *db.Tx, args []string) (corso.Parte, error) {
	if len(args) == 0 {
		return corso.Parte{}, nil
	}
	return corso.FindParte(ctx, tx, args[0])
}
