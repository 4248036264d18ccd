package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// progettoAddFlags are the flags of a new project, which may be presented in the
// same operation.
type progettoAddFlags struct {
	progettoFlags
	partners  []string
	presented periodo.Data
	step      stepFlags
}

func newProgettoAddCmd(env *Env) *cobra.Command {
	f := progettoAddFlags{step: stepFlags{verb: "present"}}
	cmd := &cobra.Command{
		Use:   "add BANDO [CODE]",
		Short: "Add an application for a call, also as it is presented",
		Long: `Add an application of an ente for a call, in the state bozza. The code is what
--progetto takes: letters, digits, hyphens and points, stored in capitals. Left
out, the project is known by its number.

--presented says on which day it was presented, --time at which hour: then it is
presented in the same operation, with the rules of dtctl progetto present.

The contribution that is requested is at most what the project costs. CUP and
CIG are checked, and what looks wrong in them without being refused is said.`,
		Example: `dtctl progetto add PICCOLI-2026 SPORTELLO --ente Polinago --title "Sportello online" --cost 60000 --requested 40000 --cup J31G20000300002
dtctl progetto add PICCOLI-2026 --ente Sestola --requested 25000 --presented 2026-11-10 --time 12:30 --act-number "prot. 812/2026"
dtctl progetto add SW2020 PROVA --ente c_i462a --partner Sassuolo,Formigine --theme cloud,team --phase avvio --dry-run`,
		Args:              lastOptional("BANDO", "CODE"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.require(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				return f.record(ctx, tx, env, cmd, args)
			})
		},
	}
	f.add(env, cmd)
	cmd.Flags().StringSliceVar(&f.partners, "partner", nil, "the other enti that take part in it (`ENTE,...`)")
	_ = cmd.RegisterFlagCompletionFunc("partner", env.complete(severally(env.completeEnte)))
	dateVar(cmd, &f.presented, "presented", "the `DAY` on which it was presented")
	timeVar(cmd, &f.step.hour, "with --presented, the hour at which it arrived (`HH:MM`)")
	actNumberVar(cmd)
	overrideVar(cmd)
	return writing(env, listing(cmd, progettoSchedaColumns()))
}

// require returns a fault naming what is missing, or what only an application
// that is presented has.
func (f *progettoAddFlags) require(cmd *cobra.Command) error {
	if err := requireFlags(cmd, "ente"); err != nil {
		return err
	}
	for _, name := range []string{"time", "act-number", "override"} {
		if cmd.Flags().Changed(name) && f.presented.IsZero() {
			return fault.New(fault.Usage, "--%s tells how the application was presented", name).
				WithHint("add --presented DAY, or leave it out")
		}
	}
	return nil
}

// record writes the project that the flags describe.
func (f *progettoAddFlags) record(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command, args []string) (Outcome, error) {
	b, err := bando.Find(ctx, tx, args[0])
	if err != nil {
		return Outcome{}, err
	}
	day := env.dayOr(f.presented)
	nuovo := progetto.Progetto{BandoID: b.ID}
	if len(args) > 1 {
		nuovo.Codice = args[1]
	}
	temi, err := f.apply(ctx, tx, cmd, &nuovo, day)
	if err != nil {
		return Outcome{}, err
	}
	p, err := progetto.Add(ctx, tx, nuovo, temi)
	if err != nil {
		return Outcome{}, err
	}
	partners, _, err := findEnti(ctx, tx, f.partners, nil, day)
	if err != nil {
		return Outcome{}, err
	}
	if err := progetto.Join(ctx, tx, p, partners, progetto.Partner); err != nil {
		return Outcome{}, err
	}
	notes, err := progetto.Observed(ctx, tx, p)
	if err != nil {
		return Outcome{}, err
	}
	done := message.New("project %s of %s added to the call %s", p.Nome(), p.Ente, b.Codice)
	if f.presented.IsZero() {
		return progettoOutcome(ctx, tx, p, done, append(notes, whatFollows(p))...)
	}
	f.step.date = f.presented
	m, err := f.step.step(env, cmd)
	if err != nil {
		return Outcome{}, err
	}
	p, more, err := progetto.Move(ctx, tx, p, m)
	if err != nil {
		return Outcome{}, err
	}
	done = message.New("project %s of %s added to the call %s, presented on %s", p.Nome(), p.Ente, b.Codice, m.Quando)
	return progettoOutcome(ctx, tx, p, done, slices.Concat(notes, more, []message.Text{whatFollows(p)})...)
}
