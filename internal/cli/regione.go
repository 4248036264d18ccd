package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/territorio"
)

func newRegioneCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "regione",
		Short: "The twenty regions and their codes",
		Long: `The twenty regions with the codes that name them: ISTAT, ISO 3166-2, IndicePA,
and the two and three letters in use.`,
		Example: `dtctl regione list`,
	}
	env.addVerbs(cmd, newRegioneListCmd)
	return cmd
}

func regioneColumns() []render.Column[territorio.Regione] {
	return []render.Column[territorio.Regione]{
		{Key: "sigla", Title: "Code", Value: func(r territorio.Regione) any { return r.Sigla }},
		{Key: "denominazione", Title: "Name", Value: func(r territorio.Regione) any { return r.Denominazione }},
		{Key: "istat", Title: "ISTAT", Value: func(r territorio.Regione) any { return r.Istat }},
		{Key: "sigla3", Title: "Three letters", Value: func(r territorio.Regione) any { return r.Sigla3 }},
		{Key: "iso", Title: "ISO", Value: func(r territorio.Regione) any { return r.ISO }},
		{Key: "ipa", Title: "IPA", Value: func(r territorio.Regione) any { return r.IPA }},
		{Key: "ripartizione", Title: "Part of Italy", Value: func(r territorio.Regione) any { return r.Ripartizione }, Wide: true},
	}
}
