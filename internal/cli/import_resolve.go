package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

func newImportResolveCmd(env *Env) *cobra.Command {
	var a answer
	cmd := &cobra.Command{
		Use:   "resolve IMPORT",
		Short: "Decide the rows that an import could not take",
		Long: `Decide the rows that an import could not take. On a terminal it goes through
them one at a time: it shows all that is wrong with the row and its cells, and
asks; what was answered holds until the row goes in, and ? explains the answers.
With --row it decides the row on that line of the file: --ente and --persona say
who is meant, --set corrects a value, --discard leaves the row out; with none of
them the row is tried again, as after adding an ente that was missing.

The row is brought in as the import itself would have, with its edition, day and
mode. One that is refused again stays as it was, and the command says why.
--learn keeps the spelling of the row as another name of the ente, so that this
import's other rows and all later files with it are recognised.

Each decision is an operation of its own, which dtctl undo takes back.`,
		Example: `dtctl import resolve 3 --row 4 --ente c_f087 --learn --dry-run
dtctl import resolve 3 --row 4 --set "ente=Comune di Medolla" --dry-run
dtctl import resolve 3 --row 4 --discard`,
		Args:              exactly("IMPORT"),
		ValidArgsFunction: firstArgument(env.complete(completeImport(true))),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("row") {
				if err := a.check(cmd); err != nil {
					return err
				}
				return env.resolve(cmd, id, a)
			}
			for _, name := range []string{"ente", "persona", "set", "learn", "discard"} {
				if cmd.Flags().Changed(name) {
					return fault.New(fault.Usage, "--%s needs --row", name).
						WithHint("say which row with --row LINE: dtctl import show %s lists them", args[0])
				}
			}
			if !env.canAsk() {
				err := env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
					_, err := batch.Find(ctx, tx, id)
					return err
				})
				if err != nil {
					return err
				}
				return fault.New(fault.Usage, "this command asks about each row, and there is no terminal to ask on").
					WithHint("decide one row with --row LINE: dtctl import show %s lists them", args[0])
			}
			return newWalker(env, cmd, id).walk()
		},
	}
	cmd.Flags().IntVar(&a.line, "row", 0, "decide the row on this `LINE` of the file")
	enteVar(env, cmd, &a.ente, "the `ENTE` that the row means")
	cmd.Flags().StringVar(&a.persona, "persona", "", "the `PERSON` whom the row means, by number")
	_ = cmd.RegisterFlagCompletionFunc("persona", env.complete(completePersona))
	cmd.Flags().StringArrayVar(&a.set, "set", nil, "a value in place of the row's own, as `KEY=VALUE`; may be repeated")
	cmd.Flags().BoolVar(&a.learn, "learn", false, "with --ente, keep the spelling of the row as another name of the ente")
	cmd.Flags().BoolVar(&a.drop, "discard", false, "leave the row out")
	return writing(env, listing(cmd, decidedColumns()))
}

// answer is what somebody decided of the row on a line.
type answer struct {
	line          int
	ente, persona string
	set           []string
	learn, drop   bool
}

// check returns a fault of kind Usage for flags that do not go together.
func (a answer) check(cmd *cobra.Command) error {
	if a.line < 1 {
		return fault.New(fault.Usage, "--row needs the number of a line").WithHint("give the line that dtctl import show names")
	}
	if a.learn && a.ente == "" {
		return fault.New(fault.Usage, "--learn goes with --ente").WithHint("say with --ente which ente the spelling means")
	}
	if a.drop {
		for _, name := range []string{"ente", "persona", "set"} {
			if cmd.Flags().Changed(name) {
				return exclude("discard", name)
			}
		}
	}
	return nil
}

// parameters writes the answer for the ledger as it can be typed, without what
// may be personal.
func (a answer) parameters(id int64) string {
	b := []string{number(id), "--row " + strconv.Itoa(a.line)}
	if a.ente != "" {
		b = append(b, "--ente "+quoted(a.ente))
	}
	if a.learn {
		b = append(b, "--learn")
	}
	if a.drop {
		b = append(b, "--discard")
	}
	return strings.Join(b, " ")
}

// resolve decides one row of an import, and says what came of it.
func (e *Env) resolve(cmd *cobra.Command, id int64, a answer) error {
	op := e.operation(cmd)
	op.Parameters = a.parameters(id)
	// A row that changes nothing, or is left out, is an operation all the same.
	op.Keep = true
	return e.update(cmd, op, e.flags.dryRun, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
		p, err := batch.FindPending(ctx, tx, id, importNouns(), e.Today())
		if err != nil {
			return Outcome{}, err
		}
		d := decision{Pending: p, answer: a}
		if err := d.run(ctx, tx); err != nil {
			return Outcome{}, err
		}
		return d.outcome(ctx, tx)
	})
}
