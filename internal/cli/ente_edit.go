package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// enteEditFlags are the flags of ente edit beyond those of ente add.
type enteEditFlags struct {
	place         placeFlags
	from          periodo.Data
	alias         []string
	liquidation   bool
	employees     int64
	employeesDate periodo.Data
}

func newEnteEditCmd(env *Env) *cobra.Command {
	var f enteEditFlags
	cmd := &cobra.Command{
		Use:   "edit ENTE",
		Short: "Change the addresses, codes, name, figures or place of an ente",
		Long: `Change what is kept of an ente: only what a flag names, and an empty value ("")
takes a code or an address away; the place and the ISTAT code can be changed,
not taken away.

With --name the ente gets a new official name and is still found by the former
one. --alias adds a name by which it is to be found, such as that in another
language; the official name of another ente is refused.

With --province (or --region) and --from the ente lies elsewhere from that day
on; the former place ends the day before and stays in its history, so that the
figures of earlier days do not change. A comune that changes province gets a new
--istat too. Without --from the present place is corrected, as if it had always
been so; a comune changes province only on a day.

--employees is the number of employees on --employees-date (today without it); a
figure of another day stays beside it.`,
		Example: `dtctl ente edit Sassuolo --pec protocollo@cert.example.it --phone "0536 880000"
dtctl ente edit c_i462 --employees 231 --employees-date 2025-12-31
dtctl ente edit Montecopiolo --province PU --istat 041033 --from 2027-01-01 --dry-run
dtctl ente edit "Reggio nell'Emilia" --alias "Reggio Emilia"`,
		Args:              exactly("ENTE"),
		ValidArgsFunction: firstArgument(env.complete(env.completeEnteOrEnded)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := requireChange(cmd); err != nil {
				return err
			}
			if err := requirePlaceValues(cmd); err != nil {
				return err
			}
			return env.Update(cmd, func(ctx context.Context, tx *db.Tx) (Outcome, error) {
				e, err := ente.Resolve(ctx, tx, args[0], ente.ResolveOptions{AsOf: env.Today()})
				if err != nil {
					return Outcome{}, err
				}
				m, err := f.change(ctx, tx, env, cmd)
				if err != nil {
					return Outcome{}, err
				}
				if err := ente.Edit(ctx, tx, e, m); err != nil {
					return Outcome{}, err
				}
				edited, err := ente.Find(ctx, tx, e.ID, env.Today())
				return Outcome{
					Done:   message.New("%s edited", edited.Denominazione),
					Record: recordOf(enteColumns(), edited),
				}, err
			})
		},
	}
	f.add(env, cmd)
	return writing(env, listing(cmd, enteColumns()))
}

func (f *enteEditFlags) add(env *Env, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.String("name", "", "new official `NAME`")
	flags.StringArrayVar(&f.alias, "alias", nil, "a further `NAME` by which it is found")
	enteVars(cmd)
	f.place.add(env, cmd)
	dateVar(cmd, &f.from, "from", "first `DAY` in the new place")
	flags.BoolVar(&f.liquidation, "in-liquidation", false, "it is being wound up and no longer counts; =false takes it back")
	flags.Int64Var(&f.employees, "employees", 0, "`NUMBER` of employees")
	dateVar(cmd, &f.employeesDate, "employees-date", "the `DAY` on which it has them (default: today)")
}

// requirePlaceValues refuses an empty value of a flag that says where an ente
// lies, which there is always something to say of.
func requirePlaceValues(cmd *cobra.Command) error {
	for _, name := range []string{"province", "region", "istat"} {
		if f := cmd.Flags().Lookup(name); f.Changed && isEmpty(f.Value) {
			return fault.New(fault.Usage, "--%s needs a value", name).
				WithHint("where an ente lies cannot be taken away: leave the flag out to keep it")
		}
	}
	return nil
}

// change returns what the flags ask to change.
func (f *enteEditFlags) change(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) (ente.Modifica, error) {
	m := ente.Modifica{
		Denominazione: optionalText(cmd, "name"),
		IPA:           optionalText(cmd, "ipa"),
		Belfiore:      optionalText(cmd, "belfiore"),
		CF:            optionalText(cmd, "cf"),
		PIVA:          optionalText(cmd, "vat"),
		PEC:           optionalText(cmd, "pec"),
		Email:         optionalText(cmd, "email"),
		Telefono:      optionalText(cmd, "phone"),
		Sito:          optionalText(cmd, "site"),
		Note:          optionalText(cmd, "note"),
		Alias:         f.alias,
	}
	given := cmd.Flags().Changed
	if given("in-liquidation") {
		m.InLiquidazione = &f.liquidation
	}
	if given("employees") {
		m.Dati = []ente.Dato{{
			Grandezza: ente.Dipendenti, Valore: f.employees, DataRif: env.dayOr(f.employeesDate), Fonte: "operatore",
		}}
	} else if given("employees-date") {
		return m, fault.New(fault.Usage, "--employees-date without --employees says nothing").WithHint("add --employees NUMBER")
	}
	switch {
	case given("province") || given("region") || given("istat") || given("capoluogo"):
		s, err := f.place.lookUp(ctx, tx, env, f.from)
		if err != nil {
			return m, err
		}
		s.Istat, s.Dal = f.place.istat, f.from
		if given("capoluogo") {
			s.Capoluogo = &f.place.capoluogo
		}
		m.Spostamento = &s
	case given("from"):
		return m, fault.New(fault.Usage, "--from is the first day in a new place, and none is named").
			WithHint("add --province CODE")
	}
	return m, nil
}

// lookUp returns the province and the region that the flags name, as they are
// on the day, today when there is none.
func (p *placeFlags) lookUp(ctx context.Context, tx *db.Tx, env *Env, day periodo.Data) (ente.Spostamento, error) {
	var s ente.Spostamento
	name, err := only("province", p.provinces)
	if err != nil {
		return s, err
	}
	if name != "" {
		found, err := territorio.FindProvincia(ctx, tx, name, env.dayOr(day))
		if err != nil {
			return s, err
		}
		s.ProvinciaID = found.ID
	}
	if name, err = only("region", p.regions); err != nil || name == "" {
		return s, err
	}
	found, err := territorio.FindRegione(ctx, tx, name)
	s.RegioneID = found.ID
	return s, err
}
