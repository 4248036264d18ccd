package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

func newEnteCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ente",
		Short: "Local public bodies: comuni, unioni, provinces and the others",
		Long: `An ente is a local public body. It keeps its identity whatever happens to it:
names, codes, province and region are what it has in a period, so that a comune
which passes to another region stays the same ente.

Commands name an ENTE by its IPA code (c_i462), its ISTAT code (036040), its
Belfiore code (I462), its codice fiscale, or one of its names: accents, case and
"Comune di" in front do not matter. Comuni suppressed since 2015 are found too,
and so is an ente by its former name, when it was changed here, and by each of
its aliases. The register has Italian names only: one in another language is
added with dtctl ente edit --alias. A name that several enti bear is refused
with the list of them; --province narrows it. A mistyped name is never guessed:
those that begin so and the nearest ones are suggested.`,
		Example: `dtctl ente show Sassuolo
dtctl ente list --region ER --type unione`,
	}
	env.addVerbs(cmd, newEnteListCmd, newEnteShowCmd, newEnteAddCmd, newEnteEditCmd, newEnteEndCmd, newEnteMergeCmd, newEnteImportCmd, newEnteExportCmd)
	return cmd
}

// findEnte finds the ente that an argument names on a day, narrowed by what
// --province says.
func findEnte(ctx context.Context, tx *db.Tx, arg string, provinces []string, day periodo.Data) (ente.Ente, error) {
	o := ente.ResolveOptions{AsOf: day}
	name, err := only("province", provinces)
	if err != nil {
		return ente.Ente{}, err
	}
	if name != "" {
		p, err := territorio.FindProvincia(ctx, tx, name, day)
		if err != nil {
			return ente.Ente{}, err
		}
		o.Provincia = p.ID
	}
	return ente.Resolve(ctx, tx, arg, o)
}

// provinceVar adds the flag that narrows the name of an ente.
func provinceVar(env *Env, cmd *cobra.Command, provinces *[]string) {
	provincesVar(env, cmd, provinces, "the ente lies in this `PROVINCE`, for a name that several bear")
}

// enteVar adds the flag that names an ente.
func enteVar(env *Env, cmd *cobra.Command, arg *string, usage string) {
	cmd.Flags().StringVar(arg, "ente", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("ente", env.complete(env.completeEnte))
}

// asOfVar adds the flag of the day that a command is about.
func asOfVar(cmd *cobra.Command, day *periodo.Data) {
	dateVar(cmd, day, "as-of", "as of this `DAY` (default: today)")
}

// dayOr returns the day, or today when there is none.
func (e *Env) dayOr(day periodo.Data) periodo.Data {
	if day.IsZero() {
		return e.Today()
	}
	return day
}

// completeEnte offers enti that exist by IPA code and by name.
func (e *Env) completeEnte(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	return offerEnti(ctx, tx, prefix, ente.StartingOptions{AsOf: e.Today(), Limit: completionLimit})
}

// completeEnteOrEnded offers also those that ended, with their last day.
func (e *Env) completeEnteOrEnded(ctx context.Context, tx *db.Tx, prefix string) ([]string, error) {
	return offerEnti(ctx, tx, prefix, ente.StartingOptions{AsOf: e.Today(), Ended: true, Limit: completionLimit})
}

func offerEnti(ctx context.Context, tx *db.Tx, prefix string, o ente.StartingOptions) ([]string, error) {
	enti, err := ente.Starting(ctx, tx, prefix, o)
	var offered []string
	for _, found := range enti {
		place := found.Provincia
		if place == "" {
			place = found.Regione
		}
		if !found.Contains(o.AsOf) {
			place += ", al " + found.Al.String()
		}
		if code := found.Codice(); strings.HasPrefix(code, strings.ToLower(prefix)) {
			offered = append(offered, code+"\t"+found.Denominazione+" ("+place+")")
		} else if strings.HasPrefix(nome.Norm(found.Denominazione), nome.Norm(prefix)) {
			offered = append(offered, found.Denominazione+"\t"+code+" ("+place+")")
		}
	}
	return offered, err
}

// namesOf names enti in a sentence.
func namesOf(enti []ente.Ente) string {
	names := make([]string, len(enti))
	for i, e := range enti {
		names[i] = e.Denominazione
	}
	return strings.Join(names, ", ")
}
