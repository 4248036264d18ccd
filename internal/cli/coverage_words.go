package cli

import (
	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

// universeOf says what figures are measured against, to people and to
// programs.
func universeOf(u coverage.Universe) render.Universe {
	text := message.Count(u.Enti, "%d ente", "%d enti", u.Enti)
	if len(u.Tipi) > 0 {
		types := typeWords(u.Tipi[0])
		for _, t := range u.Tipi[1:] {
			types = message.New("%s, %s", types, typeWords(t))
		}
		text = message.New("%s (%s)", text, types)
	}
	if u.Esclusi > 0 {
		text = message.New("%s, %s", text, message.Count(u.Esclusi, "%d excluded by hand", "%d excluded by hand", u.Esclusi))
	}
	types := render.List([]render.Column[coverage.Tipo]{
		{Key: "tipo", Title: "Type", Value: func(t coverage.Tipo) any { return string(t.Tipo) }},
		{Key: "enti", Title: "Enti", Value: func(t coverage.Tipo) any { return t.Enti }},
	}, u.Tipi)
	return render.Universe{Text: text, Fields: []render.Field{
		{Key: "enti", Value: u.Enti}, {Key: "esclusi", Value: u.Esclusi}, {Key: "tipi", Value: types},
	}}
}

// typeWords says how many enti of a type there are.
func typeWords(t coverage.Tipo) message.Text {
	n := t.Enti
	switch t.Tipo {
	case ente.Comune:
		return message.Count(n, "%d comune", "%d comuni", n)
	case ente.Unione:
		return message.Count(n, "%d unione", "%d unioni", n)
	case ente.Circondario:
		return message.Count(n, "%d circondario", "%d circondari", n)
	case ente.Provincia:
		return message.Count(n, "%d provincia", "%d province", n)
	case ente.CittaMetropolitana:
		return message.Count(n, "%d città metropolitana", "%d città metropolitane", n)
	case ente.Regione:
		return message.Count(n, "%d regione", "%d regioni", n)
	case ente.ComunitaMontana:
		return message.Count(n, "%d comunità montana", "%d comunità montane", n)
	case ente.Consorzio:
		return message.Count(n, "%d consorzio", "%d consorzi", n)
	case ente.AUSL:
		return message.Count(n, "%d AUSL", "%d AUSL", n)
	case ente.ASP:
		return message.Count(n, "%d ASP", "%d ASP", n)
	case ente.Universita:
		return message.Count(n, "%d università", "%d università", n)
	}
	return message.Count(n, "%d other ente", "%d other enti", n)
}
