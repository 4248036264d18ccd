package cli

import (
	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/territorio"
)

func newProvinciaCmd(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "provincia",
		Short: "The provinces and their codes, day by day",
		Long: `A provincia is here a part of the territory: a provincia proper, a città
metropolitana, a libero consorzio, a unit that no body administers. The body
that governs it, where there is one, is an ente.`,
		Example: `dtctl provincia list --region ER`,
	}
	env.addVerbs(cmd, newProvinciaListCmd)
	return cmd
}

func provinciaColumns() []render.Column[territorio.Provincia] {
	return []render.Column[territorio.Provincia]{
		{Key: "sigla", Title: "Code", Value: func(p territorio.Provincia) any { return p.Sigla }},
		{Key: "denominazione", Title: "Name", Value: func(p territorio.Provincia) any { return p.Denominazione }},
		{Key: "regione", Title: "Region", Value: func(p territorio.Provincia) any { return p.Regione }},
		{Key: "tipo", Title: "Type", Value: func(p territorio.Provincia) any { return string(p.Tipo) }},
		{Key: "istat", Title: "ISTAT", Value: func(p territorio.Provincia) any { return p.Istat }},
		{Key: "uts", Title: "Statistical unit", Value: func(p territorio.Provincia) any { return p.UTS }, Wide: true},
		{Key: "alias", Title: "Other code", Value: func(p territorio.Provincia) any { return orNull(p.Alias) }, Wide: true},
		{Key: "dal", Title: "From", Value: func(p territorio.Provincia) any { return p.Dal }, Wide: true},
		{Key: "al", Title: "To", Value: func(p territorio.Provincia) any { return p.Al }, Wide: true},
	}
}
