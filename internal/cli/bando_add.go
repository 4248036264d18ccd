package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
)

func newBandoAddCmd(env *Env) *cobra.Command {
	f := bandoFlags{given: bando.Bando{Gestione: bando.Propria}}
	var endowment *euro.Importo
	cmd := &cobra.Command{
		Use:   "add CODE TITLE",
		Short: "Add a call",
		Long: `Add a call, of the office itself or, with --management esterna, of somebody else
that the office follows for its enti. The code is what --bando takes: letters,
digits, hyphens and points, stored in capitals.

With --published the call is published on that day, by the act of --act-number;
without it the call is a draft (bozza) and takes no applications. --endowment is
its first endowment, by the same act and from the same day; more money comes
later with: dtctl bando refinance

--type and --class say who may apply: the classes restrict the comuni among the
types. Without them every ente may.`,
		Example: `dtctl bando add COMPETENZE-2026 "Competenze digitali dei dipendenti" --source regione --max-share 70% --max-amount 60000
dtctl bando add PNRR-1.2 "Abilitazione al cloud" --management esterna --source PNRR --measure "1.2" --type comune --class fino_5000 --opens 2026-12-01 --closes "2027-02-26 18:00"
dtctl bando add RETE-2026 "Reti di comuni" --type unione,circondario --published 2026-11-02 --act-number "delibera 1800/2026" --endowment 500000 --dry-run`,
		Args: exactly("CODE", "TITLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needPublished(cmd, "endowment", "act-number"); err != nil {
				return err
			}
			nuovo := bando.Bando{Codice: args[0], Titolo: args[1], Gestione: f.given.Gestione}
			first := bando.Dotazione{Data: f.published}
			assign(cmd, map[string]*string{"act-number": &first.Atto})
			if endowment != nil {
				first.Importo = *endowment
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				if err := f.apply(ctx, tx, env, cmd, &nuovo); err != nil {
					return Outcome{}, err
				}
				b, err := bando.Announce(ctx, tx, nuovo, first)
				if err != nil {
					return Outcome{}, err
				}
				out, err := env.bandoOutcome(ctx, tx, b, message.New("call %s added: %s", b.Codice, b.Titolo))
				out.Notes = append(limitsOf(b), out.Notes...)
				return out, err
			})
		},
	}
	f.add(env, cmd)
	amountVar(cmd, &endowment, "endowment", "its first endowment, by the act of the publication (`EURO`)")
	return writing(env, listing(cmd, bandoSchedaColumns()))
}
