package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/contatto"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
)

func newContattoAddCmd(env *Env) *cobra.Command {
	nuovo := contatto.Contatto{}
	var provinces []string
	cmd := &cobra.Command{
		Use:   "add ENTE",
		Short: "Record a contact with an ente",
		Long: `Record a contact with an ente on the day of --date, today if it is left out; it
cannot be a day to come. --next is the day on which to try again: without it an
outcome of da_richiamare is due at once. With --text - the text is read from
standard input. The operator is the user of this computer unless --operator
names another.`,
		Example: `dtctl contatto add Polinago --channel telefono --outcome da_richiamare --next 2026-11-25 --text "waits for the delibera"
dtctl contatto add c_i462 --date 2026-11-18 --channel pec --outcome risposto --part formazione --dry-run`,
		Args:              exactly("ENTE"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEnte)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "channel", "outcome"); err != nil {
				return err
			}
			nuovo.Data = env.dayOr(nuovo.Data)
			if err := nuovo.CheckPast(env.Today()); err != nil {
				return err
			}
			if !cmd.Flags().Changed("operator") {
				nuovo.Operatore = env.User()
			}
			if nuovo.Testo == fromInput {
				text, err := io.ReadAll(env.input)
				if err != nil {
					return err
				}
				nuovo.Testo = string(text)
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				e, err := findEnte(ctx, tx, args[0], provinces, nuovo.Data)
				if err != nil {
					return Outcome{}, err
				}
				nuovo.EnteID = e.ID
				added, err := contatto.Add(ctx, tx, nuovo)
				out := Outcome{
					Done:   message.New("contact with %s recorded, on %s", added.Ente, added.Data),
					Record: recordOf(contattoColumns(), added),
				}
				if added.NeedsDay() {
					out.Notes = append(out.Notes, message.New("note: it has no day to call again, so it is due at once; --next gives one"))
				}
				return out, err
			})
		},
	}
	provinceVar(env, cmd, &provinces)
	dateVar(cmd, &nuovo.Data, "date", "the `DAY` of the contact (default: today)")
	choiceVar(cmd, &nuovo.Canale, "channel", contatto.Canali(), "how the ente was reached")
	choiceVar(cmd, &nuovo.Esito, "outcome", contatto.Esiti(), "what came of it")
	dateVar(cmd, &nuovo.ProssimoIl, "next", "the `DAY` on which to try again")
	choiceVar(cmd, &nuovo.Parte, "part", contatto.Parti(), "the part of the staff")
	cmd.Flags().StringVar(&nuovo.Operatore, "operator", "", "`WHO` made the contact (default: you, as this computer knows you)")
	cmd.Flags().StringVar(&nuovo.Testo, "text", "", "what was said, or - to read it from standard input (`TEXT`)")
	return writing(env, listing(cmd, contattoColumns()))
}
