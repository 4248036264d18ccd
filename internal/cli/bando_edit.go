package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/progetto"
)

func newBandoEditCmd(env *Env) *cobra.Command {
	var f bandoFlags
	cmd := &cobra.Command{
		Use:   "edit BANDO",
		Short: "Change a call, or publish it",
		Long: `Change a call: only what a flag names is changed, and an empty value ("") takes
it away. --published publishes a draft, or corrects the day of the publication.

--type and --class each replace what the other leaves as it is; --type "" lets
every ente apply. A rule that what is recorded breaks already is refused: an
admissible category of another nature than --nature, a grant over --max-share or
--max-amount. Days out of order are refused too; what else of the projects does
not agree with the call any more is told, and listed by dtctl bando check.

The endowment is changed with dtctl bando refinance, the state with dtctl bando
close. A wrong act is taken back with dtctl undo.`,
		Example: `dtctl bando edit SW2020 --closes "2020-08-31 18:00" --url "https://example.org/sw2020"
dtctl bando edit PICCOLI-2026 --class "" --max-amount 60000 --dry-run
dtctl bando edit SW2020 --published 2020-04-01 --act-number "delibera 270/2020" --dry-run`,
		Args:              exactly("BANDO"),
		ValidArgsFunction: firstArgument(env.complete(completeBando)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireChange(cmd); err != nil {
				return err
			}
			if err := needPublished(cmd, "act-number"); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				b, err := bando.Find(ctx, tx, args[0])
				if err != nil {
					return Outcome{}, err
				}
				if err := f.apply(ctx, tx, env, cmd, &b); err != nil {
					return Outcome{}, err
				}
				assign(cmd, map[string]*string{"code": &b.Codice, "title": &b.Titolo})
				published := bando.Atto{Data: f.published}
				assign(cmd, map[string]*string{"act-number": &published.Atto})
				if b, err = bando.Revise(ctx, tx, b, published); err != nil {
					return Outcome{}, err
				}
				return env.bandoEdited(ctx, tx, b)
			})
		},
	}
	f.add(env, cmd)
	cmd.Flags().String("code", "", "a new `CODE`")
	cmd.Flags().String("title", "", "a new `TITLE`")
	return writing(env, listing(cmd, bandoSchedaColumns()))
}

// bandoEdited tells that a call was edited, what it grants at most now, and
// whether what is recorded agrees with it.
func (e *Env) bandoEdited(ctx context.Context, tx *db.Tx, b bando.Bando) (Outcome, error) {
	out, err := e.bandoOutcome(ctx, tx, b, message.New("call %s edited", b.Codice))
	if err != nil {
		return out, err
	}
	out.Notes = append(limitsOf(b), out.Notes...)
	broken, err := progetto.Check(ctx, tx, b.ID)
	if n := len(broken); n > 0 {
		out.Notes = append(out.Notes, message.Count(n, "note: %d broken rule is found in the call; see it with: dtctl bando check %s",
			"note: %d broken rules are found in the call; see them with: dtctl bando check %s", n, b.Codice))
	}
	return out, err
}
