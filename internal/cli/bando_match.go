package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

func newBandoMatchCmd(env *Env) *cobra.Command {
	var arg string
	var provinces []string
	var asOf periodo.Data
	cmd := &cobra.Command{
		Use:   "match",
		Short: "List the open calls for which an ente may apply",
		Long: `List the calls that take applications on the day and are for enti of the type
and, for a comune, of the class by residents of this ente, as it is on the day:
those that end first come first. What only the text of a call restricts, it does
not know: the column url leads there.`,
		Example: `dtctl bando match --ente Polinago
dtctl bando match --ente c_i462 --as-of 2020-05-01 -o json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := requireFlags(cmd, "ente"); err != nil {
				return err
			}
			day := env.dayOr(asOf)
			return env.View(cmd, func(ctx context.Context, tx *db.Tx) error {
				e, err := findEnte(ctx, tx, arg, provinces, day)
				if err != nil {
					return err
				}
				calls, err := bando.Match(ctx, tx, e, day)
				if err != nil {
					return err
				}
				if e.Tipo == ente.Comune && e.Classe() == ente.NonNota {
					env.say(message.New("note: the residents of %s are not known on %s: calls for classes of comuni are left out", e.Denominazione, day))
				}
				return list(env, matchColumns(), calls, message.New("no call that is open on %s is for %s (%s)", day, e.Denominazione, string(e.Tipo)))
			})
		},
	}
	enteVar(env, cmd, &arg, "the `ENTE` that looks for calls")
	provinceVar(env, cmd, &provinces)
	asOfVar(cmd, &asOf)
	return listing(cmd, matchColumns())
}

func matchColumns() []render.Column[bando.Quadro] {
	type quadro = bando.Quadro
	return []render.Column[quadro]{
		{Key: "codice", Title: "Code", Value: func(q quadro) any { return q.Codice }},
		{Key: "titolo", Title: "Title", Value: func(q quadro) any { return q.Titolo }},
		{Key: "gestione", Title: "Run by", Value: func(q quadro) any { return string(q.Gestione) }, Wide: true},
		{Key: "fonte", Title: "Source", Value: func(q quadro) any { return orNull(q.Fonte) }},
		{Key: "misura", Title: "Measure", Value: func(q quadro) any { return orNull(q.Misura) }, Wide: true},
		{Key: "apre", Title: "Opens", Value: func(q quadro) any { return q.Apre }, Wide: true},
		{Key: "scade", Title: "Closes", Value: func(q quadro) any { return q.Scade }},
		{Key: "giorni", Title: "Days left", Value: func(q quadro) any { return daysUntil(q) }, Number: true},
		{Key: "dotazione", Title: "Endowment €", Value: func(q quadro) any { return endowed(q, q.Dotazione) }, Wide: true, Number: true},
		{Key: "residuo", Title: "Left €", Value: func(q quadro) any { return endowed(q, q.Residuo()) }, Number: true},
		{Key: "contributo_max", Title: "Greatest contribution €", Value: func(q quadro) any { return limitOrNull(q.ContributoMax) }, Number: true},
		{Key: "quota_max", Title: "Greatest share %", Value: func(q quadro) any { return shareOrNull(q.QuotaMax) }, Number: true},
		{Key: "beneficiari", Title: "Who may apply", Value: func(q quadro) any { return admitted(q.Bando) }, Wide: true, None: "everybody"},
		{Key: "destinatari", Title: "For whom", Value: func(q quadro) any { return orNull(q.Destinatari) }, Wide: true},
		{Key: "url", Title: "Web page", Value: func(q quadro) any { return orNull(q.URL) }, Wide: true},
	}
}

// daysUntil returns how many days a call goes on after its day, nil where nobody
// knows its end.
func daysUntil(q bando.Quadro) any {
	if q.Scade.IsZero() {
		return nil
	}
	return q.Scade.Giorno().DaysSince(q.AsOf)
}
