package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
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
--max-amount.

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
				if b, err = bando.Edit(ctx, tx, b); err != nil {
					return Outcome{}, err
				}
				if err := f.publish(ctx, tx, cmd, b); err != nil {
					return Outcome{}, err
				}
				return env.bandoOutcome(ctx, tx, b, message.New("call %s edited", b.Codice))
			})
		},
	}
	f.add(env, cmd)
	cmd.Flags().String("code", "", "a new `CODE`")
	cmd.Flags().String("title", "", "a new `TITLE`")
	return writing(env, listing(cmd, bandoSchedaColumns()))
}

// publish writes the day of the publication where it was given.
func (f *bandoFlags) publish(ctx context.Context, tx *db.Tx, cmd *cobra.Command, b bando.Bando) error {
	if f.published.IsZero() {
		return nil
	}
	var act string
	assign(cmd, map[string]*string{"act-number": &act})
	return bando.Publish(ctx, tx, b, f.published, act)
}
