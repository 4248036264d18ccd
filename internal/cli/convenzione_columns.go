package cli

import (
	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

// convenzioneColumns are the columns of conventions; the days that are left run
// from the day.
func convenzioneColumns(day periodo.Data) []render.Column[convenzione.Convenzione] {
	return []render.Column[convenzione.Convenzione]{
		{Key: "id", Title: "Number", Value: func(c convenzione.Convenzione) any { return render.ID(c.ID) }},
		{Key: "piattaforma", Title: "Platform", Value: func(c convenzione.Convenzione) any { return c.Tipo }},
		{Key: "ente", Title: "Ente", Value: func(c convenzione.Convenzione) any { return c.Ente }},
		{Key: "ipa", Title: "IPA", Value: func(c convenzione.Convenzione) any { return orNull(c.IPA) }, Wide: true},
		{Key: "tipo", Title: "Type", Value: func(c convenzione.Convenzione) any { return string(c.TipoEnte) }, Wide: true},
		{Key: "regione", Title: "Region", Value: func(c convenzione.Convenzione) any { return orNull(c.Regione) }, Wide: true},
		{Key: "provincia", Title: "Prov.", Value: func(c convenzione.Convenzione) any { return orNull(c.Provincia) }},
		{Key: "dal", Title: "From", Value: func(c convenzione.Convenzione) any { return c.Dal }},
		{Key: "al", Title: "To", Value: func(c convenzione.Convenzione) any { return c.Al }},
		{Key: "giorni", Title: "Days left", Number: true, Value: func(c convenzione.Convenzione) any { return daysLeft(c, day) }},
		{Key: "enti_coperti", Title: "Enti covered", Value: func(c convenzione.Convenzione) any { return c.NumeroCoperti }},
		{Key: "atto", Title: "Act", Value: func(c convenzione.Convenzione) any { return orNull(c.Atto) }, Wide: true},
		{Key: "note", Title: "Note", Value: func(c convenzione.Convenzione) any { return orNull(c.Note) }, Wide: true},
	}
}

// daysLeft returns how many days a convention that is valid on the day has
// still to run after it, nil for one that is not valid or has no last day.
func daysLeft(c convenzione.Convenzione, day periodo.Data) any {
	if c.Al.IsZero() || !c.Contains(day) {
		return nil
	}
	return c.Al.DaysSince(day)
}

// convenzioneScheda is a convention with the enti that it covers.
type convenzioneScheda struct {
	convenzione.Convenzione
	coperti []convenzione.Coperto
}

func convenzioneSchedaColumns(day periodo.Data) []render.Column[convenzioneScheda] {
	var columns []render.Column[convenzioneScheda]
	for _, c := range convenzioneColumns(day) {
		columns = append(columns, render.Column[convenzioneScheda]{
			Key: c.Key, Title: c.Title, Value: func(s convenzioneScheda) any { return c.Value(s.Convenzione) },
		})
	}
	return append(columns, render.Column[convenzioneScheda]{
		Key: "coperti", Title: "Other enti",
		Value: func(s convenzioneScheda) any {
			return render.List([]render.Column[convenzione.Coperto]{
				{Key: "ipa", Title: "IPA", Value: func(c convenzione.Coperto) any { return orNull(c.IPA) }},
				{Key: "denominazione", Title: "Name", Value: func(c convenzione.Coperto) any { return c.Denominazione }},
				{Key: "provincia", Title: "Prov.", Value: func(c convenzione.Coperto) any { return orNull(c.Provincia) }},
			}, s.coperti)
		},
	})
}
