package cli

import (
	"context"

	"github.com/dtctl/dtctl/internal/area"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

func areaColumns() []render.Column[area.Area] {
	return []render.Column[area.Area]{
		{Key: "codice", Title: "Code", Value: func(a area.Area) any { return a.Codice }},
		{Key: "nome", Title: "Name", Value: func(a area.Area) any { return a.Nome }},
		{Key: "tipo", Title: "Type", Value: func(a area.Area) any { return string(a.Tipo) }},
		{Key: "enti", Title: "Enti", Value: func(a area.Area) any { return a.Enti }},
	}
}

// areaScheda is an area with the enti that lie in it on a day.
type areaScheda struct {
	area.Area
	members []area.Appartenenza
	// named are the enti that the command was about.
	named []ente.Ente
}

func describeArea(ctx context.Context, tx *db.Tx, a area.Area, day periodo.Data) (areaScheda, error) {
	members, err := area.Enti(ctx, tx, a.ID, day)
	a.Enti = len(members)
	return areaScheda{Area: a, members: members}, err
}

func areaSchedaColumns() []render.Column[areaScheda] {
	var columns []render.Column[areaScheda]
	for _, c := range areaColumns() {
		columns = append(columns, render.Column[areaScheda]{
			Key: c.Key, Title: c.Title, Value: func(s areaScheda) any { return c.Value(s.Area) },
		})
	}
	return append(columns, render.Column[areaScheda]{
		Key: "membri", Title: "Members",
		Value: func(s areaScheda) any { return render.List(appartenenzaColumns(), s.members) },
	})
}

func appartenenzaColumns() []render.Column[area.Appartenenza] {
	return []render.Column[area.Appartenenza]{
		{Key: "denominazione", Title: "Name", Value: func(a area.Appartenenza) any { return a.Denominazione }},
		{Key: "tipo", Title: "Type", Value: func(a area.Appartenenza) any { return a.Tipo }},
		{Key: "regione", Title: "Region", Value: func(a area.Appartenenza) any { return orNull(a.Regione) }},
		{Key: "provincia", Title: "Prov.", Value: func(a area.Appartenenza) any { return orNull(a.Provincia) }},
		{Key: "ipa", Title: "IPA", Value: func(a area.Appartenenza) any { return orNull(a.IPA) }},
		{Key: "istat", Title: "ISTAT", Value: func(a area.Appartenenza) any { return orNull(a.Istat) }},
		{Key: "dal", Title: "From", Value: func(a area.Appartenenza) any { return a.Dal }},
		{Key: "al", Title: "To", Value: func(a area.Appartenenza) any { return a.Al }},
	}
}
