package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/territorio"
)

// scopeFlags are the flags of the scope of a programme.
type scopeFlags struct {
	regions, areas         []string
	types                  []ente.Tipo
	include, exclude, drop []string
	reason                 string
	only                   bool
}

func (s *scopeFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&s.regions, "region", nil, "the enti of these regions (`REGION,...`)")
	choicesVar(cmd, &s.types, "type", ente.Tipi(), "the enti of these types")
	f.StringSliceVar(&s.areas, "area", nil, "the enti of these areas (`CODE,...`)")
	f.StringArrayVar(&s.include, "include", nil, "let this `ENTE` in by hand")
	f.StringArrayVar(&s.exclude, "exclude", nil, "keep this `ENTE` out by hand")
	f.BoolVar(&s.only, "only-included", false, "the scope is the enti let in by hand alone, without a rule")
	f.StringVar(&s.reason, "reason", "", "why enti are let in or kept out by hand (`TEXT`)")
}

// addDrop adds the flag that only an existing scope has a use for.
func (s *scopeFlags) addDrop(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&s.drop, "drop", nil, "leave this `ENTE` to the rule again")
}

// apply returns the scope with what the flags change in it. Areas and enti are
// looked for as they are on the day.
func (s *scopeFlags) apply(ctx context.Context, tx *db.Tx, cmd *cobra.Command, a programma.Ambito,
	day periodo.Data,
) (programma.Ambito, error) {
	if s.reason != "" && len(s.include)+len(s.exclude) == 0 {
		return a, fault.New(fault.Usage, "--reason says why an ente is let in or kept out by hand, and none is named").
			WithHint("add --include ENTE or --exclude ENTE")
	}
	byHand, err := s.byHand(cmd, a)
	if err != nil {
		return a, err
	}
	if a, err = s.applyRule(ctx, tx, cmd, a, day); err != nil {
		return a, err
	}
	if a, err = s.applyByHand(ctx, tx, a, day); err != nil {
		return a, err
	}
	if byHand {
		return a.ByHand()
	}
	return a.ByRule(), nil
}

// byHand reports whether the scope is to be made of the enti let in by hand
// alone: as the flags say, else as it was.
func (s *scopeFlags) byHand(cmd *cobra.Command, a programma.Ambito) (bool, error) {
	byHand := a.IsByHand()
	if cmd.Flags().Changed("only-included") {
		byHand = s.only
	}
	for _, name := range []string{"region", "type", "area"} {
		switch {
		case !cmd.Flags().Changed(name):
		case s.only:
			return false, exclude("only-included", name)
		default:
			byHand = false
		}
	}
	return byHand, nil
}

// applyRule replaces the dimensions of the rule that a flag names.
func (s *scopeFlags) applyRule(ctx context.Context, tx *db.Tx, cmd *cobra.Command, a programma.Ambito,
	day periodo.Data,
) (programma.Ambito, error) {
	if cmd.Flags().Changed("region") {
		a.Regioni = nil
	}
	for _, arg := range s.regions {
		r, err := territorio.FindRegione(ctx, tx, arg)
		if err != nil {
			return a, err
		}
		a.Regioni = append(a.Regioni, r.ID)
	}
	if cmd.Flags().Changed("area") {
		a.Aree = nil
	}
	for _, arg := range s.areas {
		found, err := area.Find(ctx, tx, arg, day)
		if err != nil {
			return a, err
		}
		a.Aree = append(a.Aree, found.ID)
	}
	if len(s.types) > 0 {
		a.Tipi = s.types
	}
	return a, nil
}

// applyByHand lets enti in, keeps them out, or leaves them to the rule.
func (s *scopeFlags) applyByHand(ctx context.Context, tx *db.Tx, a programma.Ambito,
	day periodo.Data,
) (programma.Ambito, error) {
	seen := map[int64]bool{}
	each := func(args []string, do func(e ente.Ente) error) error {
		for _, arg := range args {
			e, err := ente.Resolve(ctx, tx, arg, ente.ResolveOptions{AsOf: day})
			if err != nil {
				return err
			}
			if seen[e.ID] {
				return fault.New(fault.Usage, "%s is named twice", e.Denominazione).
					WithHint("give it to one of --include, --exclude and --drop")
			}
			seen[e.ID] = true
			if err := do(e); err != nil {
				return err
			}
		}
		return nil
	}
	err := each(s.include, func(e ente.Ente) error {
		a = a.Include(programma.Eccezione{EnteID: e.ID, Motivo: s.reason})
		return nil
	})
	if err == nil {
		err = each(s.exclude, func(e ente.Ente) error {
			a = a.Exclude(programma.Eccezione{EnteID: e.ID, Motivo: s.reason})
			return nil
		})
	}
	if err == nil {
		err = each(s.drop, func(e ente.Ente) error {
			var was bool
			if a, was = a.Drop(e.ID); !was {
				return fault.New(fault.Failed, "%s is neither let in nor kept out by hand", e.Denominazione).
					WithHint("see who is with: dtctl programma show CODE")
			}
			return nil
		})
	}
	return a, err
}
