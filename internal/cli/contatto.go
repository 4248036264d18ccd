package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/contatto"
	"github.com/dtctl/dtctl/internal/render"
)

func newContattoCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "contatto",
		Short: "Contacts: telephone calls, mails and meetings with the enti",
		Long: `The log of what the staff did to reach an ente: on which day, how, with which
outcome, and when to try again. dtctl contatto list --due gives the list of
those to try again.`,
		Example: `dtctl contatto add Polinago --channel telefono --outcome da_richiamare --next 2026-11-25
dtctl contatto list --due 2026-11-30`,
	}
	env.addVerbs(cmd, newContattoAddCmd, newContattoListCmd)
	return cmd
}

func contattoColumns() []render.Column[contatto.Contatto] {
	return []render.Column[contatto.Contatto]{
		{Key: "id", Title: "Number", Value: func(c contatto.Contatto) any { return render.ID(c.ID) }, Wide: true},
		{Key: "data", Title: "Day", Value: func(c contatto.Contatto) any { return c.Data }},
		{Key: "ente", Title: "Ente", Value: func(c contatto.Contatto) any { return c.Ente }},
		{Key: "ipa", Title: "IPA", Value: func(c contatto.Contatto) any { return orNull(c.IPA) }, Wide: true},
		{Key: "tipo", Title: "Type", Value: func(c contatto.Contatto) any { return c.Tipo }, Wide: true},
		{Key: "regione", Title: "Region", Value: func(c contatto.Contatto) any { return orNull(c.Regione) }, Wide: true},
		{Key: "provincia", Title: "Prov.", Value: func(c contatto.Contatto) any { return orNull(c.Provincia) }},
		{Key: "canale", Title: "Channel", Value: func(c contatto.Contatto) any { return string(c.Canale) }},
		{Key: "esito", Title: "Outcome", Value: func(c contatto.Contatto) any { return string(c.Esito) }},
		{Key: "prossimo_il", Title: "Next on", Value: func(c contatto.Contatto) any { return c.ProssimoIl }},
		{Key: "parte", Title: "Part", Value: func(c contatto.Contatto) any { return orNull(string(c.Parte)) }},
		{Key: "testo", Title: "Text", Value: func(c contatto.Contatto) any { return orNull(c.Testo) }},
		{Key: "operatore", Title: "Operator", Value: func(c contatto.Contatto) any { return orNull(c.Operatore) }, Wide: true},
	}
}
