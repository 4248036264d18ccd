package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
)

func newEnteAddCmd(env *Env) *cobra.Command {
	var nuovo ente.Ente
	var place placeFlags
	cmd := &cobra.Command{
		Use:   "add NAME",
		Short: "Add an ente that the register lacks",
		Long: `Add an ente that the register lacks, under its official name; for one in two
languages write both with a stroke between them, and it is found by each.

A comune needs --province, --istat, --belfiore and --from, the day of its birth:
from that day on it is counted. Any other ente needs --province, or --region
when it is of a whole region; without --from it has always been there.

Codes are checked, with their check digits, and a code that another ente has is
refused with its name. What the comuni lost to a new one is told with:
dtctl ente merge`,
		Example: `dtctl ente add "Consorzio dei servizi digitali" --type consorzio --region ER
dtctl ente add "Terra Nuova" --type comune --province MO --istat 036999 --belfiore M999 --from 2027-01-01 --dry-run
dtctl ente add "ASP Valli" --type asp --province RE --ipa asp_valli --pec asp.valli@pec.example.it`,
		Args: exactly("NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireFlags(cmd, "type"); err != nil {
				return err
			}
			nuovo.Denominazione = args[0]
			assign(cmd, enteFields(&nuovo))
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				p, err := place.lookUp(ctx, tx, env, nuovo.Dal)
				if err != nil {
					return Outcome{}, err
				}
				nuovo.RegioneID, nuovo.ProvinciaID = p.RegioneID, p.ProvinciaID
				nuovo.Istat, nuovo.Capoluogo = place.istat, place.capoluogo
				added, err := ente.Add(ctx, tx, nuovo)
				if err != nil {
					return Outcome{}, err
				}
				return Outcome{
					Done:   message.New("%s added", added.Denominazione),
					Record: recordOf(enteColumns(), added),
				}, nil
			})
		},
	}
	choiceVar(cmd, &nuovo.Tipo, "type", ente.Tipi(), "what kind of ente it is")
	dateVar(cmd, &nuovo.Dal, "from", "first `DAY` of its life")
	place.add(env, cmd)
	enteVars(cmd)
	return writing(env, listing(cmd, enteColumns()))
}

// enteVars adds the flags of what is kept of an ente besides its name, its
// place and its life.
func enteVars(cmd *cobra.Command) {
	f := cmd.Flags()
	f.String("ipa", "", "IPA `CODE`")
	f.String("belfiore", "", "Belfiore `CODE` of a comune")
	f.String("cf", "", "codice fiscale of the ente, 11 digits (`CODE`)")
	f.String("vat", "", "partita IVA, 11 digits (`CODE`)")
	f.String("pec", "", "PEC `ADDRESS` of the office")
	f.String("email", "", "e-mail `ADDRESS` of the office")
	f.String("phone", "", "telephone `NUMBER` of the office")
	f.String("site", "", "web site (`ADDRESS`)")
	f.String("note", "", "free `TEXT`")
}

// enteFields returns the fields of e that enteVars fills.
func enteFields(e *ente.Ente) map[string]*string {
	return map[string]*string{
		"ipa": &e.IPA, "belfiore": &e.Belfiore, "cf": &e.CF, "vat": &e.PIVA,
		"pec": &e.PEC, "email": &e.Email, "phone": &e.Telefono, "site": &e.Sito, "note": &e.Note,
	}
}

// placeFlags are the flags of where an ente lies.
type placeFlags struct {
	regions, provinces []string
	istat              string
	capoluogo          bool
}

func (p *placeFlags) add(env *Env, cmd *cobra.Command) {
	provincesVar(env, cmd, &p.provinces, "the `PROVINCE` in which it lies: sigla or name")
	regionsVar(env, cmd, &p.regions, "the `REGION` in which it lies, for an ente of a whole region")
	cmd.Flags().StringVar(&p.istat, "istat", "", "ISTAT `CODE` of a comune, six digits")
	cmd.Flags().BoolVar(&p.capoluogo, "capoluogo", false, "it is the chief town of its province")
}
