package cli

import (
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/nomina"
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

// personaScheda is a person with the nomine of theirs.
type personaScheda struct {
	persona.Persona
	nomine []nomina.Nomina
}

func personaSchedaColumns(cfInClear bool) []render.Column[personaScheda] {
	var columns []render.Column[personaScheda]
	for _, c := range personaColumns(cfInClear) {
		columns = append(columns, render.Column[personaScheda]{
			Key: c.Key, Title: c.Title, Value: func(s personaScheda) any { return c.Value(s.Persona) },
		})
	}
	return append(columns, render.Column[personaScheda]{
		Key: "nomine", Title: "Nomine",
		Value: func(s personaScheda) any { return render.List(heldColumns(), s.nomine) },
	})
}

// heldColumns are the columns of the nomine of one person.
func heldColumns() []render.Column[nomina.Nomina] {
	return []render.Column[nomina.Nomina]{
		{Key: "id", Title: "Number", Value: func(n nomina.Nomina) any { return render.ID(n.ID) }},
		{Key: "ente", Title: "Ente", Value: func(n nomina.Nomina) any { return n.Ente }},
		{Key: "ruolo", Title: "Role", Value: func(n nomina.Nomina) any { return n.Ruolo }},
		{Key: "stato", Title: "Status", Value: func(n nomina.Nomina) any { return string(n.Stato) }},
		{Key: "dal", Title: "From", Value: func(n nomina.Nomina) any { return n.Dal }},
		{Key: "al", Title: "To", Value: func(n nomina.Nomina) any { return n.Al }},
	}
}

// orNull returns the cell of a text that may not be known.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
