package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

func newConvenzioneEditCmd(env *Env) *cobra.Command {
	var from, to periodo.Data
	var reopen bool
	var platform string
	cmd := &cobra.Command{
		Use:   "edit CONVENZIONE",
		Short: "Correct a convention",
		Long: `Correct what was written of a convention: only what a flag names is changed, and
the rules of dtctl convenzione add are checked again. An empty text, such as
--note "", clears what was written. --reopen takes the last day away.

What it covers is changed with dtctl convenzione cover and uncover. A convention
that another ente signed is removed and added again.`,
		Example: `dtctl convenzione edit 1 --act-number "determina 12/2021"
dtctl convenzione edit 1 --to 2030-12-31 --dry-run`,
		Args:              exactly("CONVENZIONE"),
		ValidArgsFunction: firstArgument(env.complete(completeConvenzione)),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := recordNumber(args[0])
			if err != nil {
				return err
			}
			if err := requireChange(cmd); err != nil {
				return err
			}
			if reopen && cmd.Flags().Changed("to") {
				return exclude("reopen", "to")
			}
			m := convenzione.Modifica{
				Tipo: optionalText(cmd, "platform"), Dal: optionalDate(cmd, "from", from), Al: optionalDate(cmd, "to", to),
				Atto: optionalText(cmd, "act-number"), Note: optionalText(cmd, "note"),
			}
			if reopen {
				m.Al = &periodo.Data{}
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				known, err := convenzione.Platforms(ctx, tx)
				if err != nil {
					return Outcome{}, err
				}
				c, err := convenzione.Edit(ctx, tx, id, m)
				out := convenzioneOutcome(c, env.Today(),
					message.New("convention %s edited: %s, %s", number(c.ID), c.Ente, c.Tipo))
				return withPlatformNote(out, c, known), err
			})
		},
	}
	conventionPlatformVar(env, cmd, &platform, "the right `PLATFORM`")
	dateVar(cmd, &from, "from", "the right first `DAY`")
	dateVar(cmd, &to, "to", "the right last `DAY`")
	cmd.Flags().BoolVar(&reopen, "reopen", false, "take the last day away: the convention runs until it is ended")
	cmd.Flags().String("act-number", "", "the act and its `NUMBER`, such as \"delibera 45/2025\"")
	cmd.Flags().String("note", "", "free `TEXT`")
	return writing(env, listing(cmd, convenzioneColumns(periodo.Data{})))
}
