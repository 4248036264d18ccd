package cli

import (
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/render"
)

func programmaColumns() []render.Column[programma.Programma] {
	return []render.Column[programma.Programma]{
		{Key: "codice", Title: "Code", Value: func(p programma.Programma) any { return p.Codice }},
		{Key: "nome", Title: "Name", Value: func(p programma.Programma) any { return p.Nome }},
		{Key: "tipo", Title: "Kind", Value: func(p programma.Programma) any { return string(p.Tipo) }},
		{Key: "stato", Title: "Status", Value: func(p programma.Programma) any { return string(p.Stato) }},
		{Key: "dal", Title: "From", Value: func(p programma.Programma) any { return p.Dal }},
		{Key: "al", Title: "To", Value: func(p programma.Programma) any { return p.Al }},
		{Key: "promotore", Title: "Promoter", Value: func(p programma.Programma) any { return orNull(p.Promotore) }, Wide: true},
		{Key: "attuatore", Title: "Implementer", Value: func(p programma.Programma) any { return orNull(p.Attuatore) }, Wide: true},
		{Key: "finanziatore", Title: "Funder", Value: func(p programma.Programma) any { return orNull(p.Finanziatore) }, Wide: true},
		{Key: "fonte", Title: "Source", Value: func(p programma.Programma) any { return orNull(p.Fonte) }, Wide: true},
		{Key: "email", Title: "E-mail", Value: func(p programma.Programma) any { return orNull(p.Email) }, Wide: true},
		{Key: "url", Title: "Web page", Value: func(p programma.Programma) any { return orNull(p.URL) }, Wide: true},
		{Key: "note", Title: "Note", Value: func(p programma.Programma) any { return orNull(p.Note) }, Wide: true},
	}
}

// schedaColumns are the columns of a whole programme: its own, then its scope
// in words and in figures.
func schedaColumns() []render.Column[programma.Scheda] {
	var columns []render.Column[programma.Scheda]
	for _, c := range programmaColumns() {
		columns = append(columns, render.Column[programma.Scheda]{
			Key: c.Key, Title: c.Title, Value: func(s programma.Scheda) any { return c.Value(s.Programma) },
		})
	}
	return append(columns, []render.Column[programma.Scheda]{
		{Key: "ruoli", Title: "Roles", Value: func(s programma.Scheda) any { return s.Ruoli }},
		{Key: "regioni", Title: "Regions", Value: func(s programma.Scheda) any { return s.Regioni }},
		{Key: "tipi", Title: "Types of ente", Value: func(s programma.Scheda) any { return s.Tipi }},
		{Key: "aree", Title: "Areas", Value: func(s programma.Scheda) any { return s.Aree }},
		{Key: "data", Title: "Day", Value: func(s programma.Scheda) any { return s.AsOf }},
		{Key: "enti", Title: "Enti", Value: func(s programma.Scheda) any { return s.Enti }},
		{Key: "esclusi", Title: "Excluded", Value: func(s programma.Scheda) any { return s.Esclusi }},
		{Key: "inclusioni", Title: "Let in by hand", Value: func(s programma.Scheda) any {
			return render.List(casoColumns(), s.Inclusioni)
		}},
		{Key: "esclusioni", Title: "Kept out by hand", Value: func(s programma.Scheda) any {
			return render.List(casoColumns(), s.Esclusioni)
		}},
	}...)
}

func casoColumns() []render.Column[programma.Caso] {
	return []render.Column[programma.Caso]{
		{Key: "ipa", Title: "IPA", Value: func(c programma.Caso) any { return orNull(c.IPA) }},
		{Key: "denominazione", Title: "Name", Value: func(c programma.Caso) any { return c.Denominazione }},
		{Key: "motivo", Title: "Reason", Value: func(c programma.Caso) any { return c.Motivo }},
	}
}
