package cli

import (
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/persona"
	"github.com/dtctl/dtctl/internal/render"
)

// personaColumns are the columns of persons; the codice fiscale is masked
// unless it is wanted in clear.
func personaColumns(cfInClear bool) []render.Column[persona.Persona] {
	return []render.Column[persona.Persona]{
		{Key: "id", Title: "Number", Value: func(p persona.Persona) any { return render.ID(p.ID) }},
		{Key: "cognome", Title: "Surname", Value: func(p persona.Persona) any { return p.Cognome }},
		{Key: "nome", Title: "Given name", Value: func(p persona.Persona) any { return p.Nome }},
		{Key: "email", Title: "E-mail", Value: func(p persona.Persona) any { return orNull(p.Email) }},
		{Key: "telefono", Title: "Telephone", Value: func(p persona.Persona) any { return orNull(p.Telefono) }},
		{Key: "cf", Title: "Codice fiscale", Value: func(p persona.Persona) any {
			if cfInClear {
				return orNull(p.CF)
			}
			return orNull(codice.Mask(p.CF))
		}},
		{Key: "note", Title: "Note", Value: func(p persona.Persona) any { return orNull(p.Note) }, Wide: true},
	}
}

// orNull returns the cell of a text that may not be known.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
