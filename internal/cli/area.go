package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newAreaCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "area",
		Short: "Areas: groups of enti such as an area interna or a district",
		Long: `An area is a named group of enti with dated membership: an area interna, an
ambito ottimale, a district, a network. Any listing and any coverage figure can
be narrowed to it with --area. An ente may lie in several areas at once.

An area is no body: what comuni join as a body of their own is an Unione.`,
		Example: `dtctl area add BST --name "Basso Sangro Trigno" --type interna
dtctl area list`,
	}
	env.addVerbs(cmd, newAreaAddCmd, newAreaListCmd, newAreaShowCmd, newAreaJoinCmd, newAreaLeaveCmd)
	return cmd
}

// areaArgument offers areas for the first argument and enti for those after it.
func areaArgument(env *Env) completion { return firstThenEnti(env, env.completeArea) }

// firstThenEnti offers words for the first argument and enti for the others.
func firstThenEnti(env *Env, first finderOfWords) completion {
	return func(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return env.complete(first)(cmd, args, toComplete)
		}
		return env.complete(env.completeEnte)(cmd, args, toComplete)
	}
}

// atLeast is exactly for a command whose last argument may be repeated.
func atLeast(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		return exactly(names...)(cmd, args[:min(len(args), len(names))])
	}
}

// eachMember does something with an area and each of the enti that the
// arguments after it name, and returns the area with who lies in it then.
func eachMember(ctx context.Context, tx *db.Tx, args, provinces []string, day periodo.Data,
	do func(ctx context.Context, tx *db.Tx, areaID, enteID int64, day periodo.Data) error,
) (areaScheda, error) {
	a, err := area.Find(ctx, tx, args[0], day)
	if err != nil {
		return areaScheda{}, err
	}
	enti, err := each(args[1:], func(arg string) (ente.Ente, error) { return findEnte(ctx, tx, arg, provinces, day) })
	if err != nil {
		return areaScheda{}, err
	}
	for _, e := range enti {
		if err := do(ctx, tx, a.ID, e.ID, day); err != nil {
			return areaScheda{}, err
		}
	}
	s, err := describeArea(ctx, tx, a, day)
	s.named = enti
	return s, err
}
