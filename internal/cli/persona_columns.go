package cli

import (
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/iscrizione"
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
		{Key: "piattaforma", Title: "Platform", Value: func(p persona.Persona) any { return orNull(p.Piattaforma) }, Wide: true},
		{Key: "id_esterno", Title: "Platform id", Value: func(p persona.Persona) any { return orNull(p.IDEsterno) }, Wide: true},
		{Key: "note", Title: "Note", Value: func(p persona.Persona) any { return orNull(p.Note) }, Wide: true},
	}
}

// doubleColumns are the columns of the records that may be of one person.
func doubleColumns() []render.Column[persona.Doppione] {
	return []render.Column[persona.Doppione]{
		{Key: "gruppo", Title: "Group", Value: func(d persona.Doppione) any { return d.Gruppo }},
		{Key: "id", Title: "Number", Value: func(d persona.Doppione) any { return render.ID(d.ID) }},
		{Key: "nominativo", Title: "Person", Value: func(d persona.Doppione) any { return d.Nominativo() }},
		{Key: "motivo", Title: "In common", Value: func(d persona.Doppione) any { return words(d.Motivi) }},
		{Key: "enti", Title: "Enti", Value: func(d persona.Doppione) any { return d.Enti }},
	}
}

// personaScheda is a person with the nomine and the enrolments of theirs.
type personaScheda struct {
	persona.Persona
	nomine     []nomina.Nomina
	iscrizioni []iscrizione.Iscrizione
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
	}, render.Column[personaScheda]{
		Key: "iscrizioni", Title: "Enrolments",
		Value: func(s personaScheda) any { return render.List(attendedColumns(), s.iscrizioni) },
	})
}

// attendedColumns are the columns of the enrolments of one person.
func attendedColumns() []render.Column[iscrizione.Iscrizione] {
	var columns []render.Column[iscrizione.Iscrizione]
	for _, c := range iscrizioneColumns(false, false) {
		switch c.Key {
		case "id", "edizione", "ente", "stato", "iscritto_il", "completato_il":
			columns = append(columns, c)
		}
	}
	return columns
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
