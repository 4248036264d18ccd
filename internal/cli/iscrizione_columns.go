package cli

import (
	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/render"
)

// iscrizioneColumns are the columns of enrolments. Who is enrolled is shown
// only where names are asked for, the codice fiscale then masked unless it is
// wanted in clear.
func iscrizioneColumns(withNames, cfInClear bool) []render.Column[iscrizione.Iscrizione] {
	columns := []render.Column[iscrizione.Iscrizione]{
		{Key: "id", Title: "Number", Value: func(i iscrizione.Iscrizione) any { return render.ID(i.ID) }},
		{Key: "edizione", Title: "Edition", Value: func(i iscrizione.Iscrizione) any { return i.Edizione }},
		{Key: "ente", Title: "Ente", Value: func(i iscrizione.Iscrizione) any { return i.Ente }},
		{Key: "ipa", Title: "IPA", Value: func(i iscrizione.Iscrizione) any { return orNull(i.IPA) }, Wide: true},
		{Key: "tipo", Title: "Type", Value: func(i iscrizione.Iscrizione) any { return i.Tipo }, Wide: true},
		{Key: "regione", Title: "Region", Value: func(i iscrizione.Iscrizione) any { return orNull(i.Regione) }, Wide: true},
		{Key: "provincia", Title: "Prov.", Value: func(i iscrizione.Iscrizione) any { return orNull(i.Provincia) }},
		{Key: "persona_id", Title: "Person number", Value: func(i iscrizione.Iscrizione) any { return render.ID(i.PersonaID) }},
	}
	if withNames {
		columns = append(columns, []render.Column[iscrizione.Iscrizione]{
			{Key: "cognome", Title: "Surname", Value: func(i iscrizione.Iscrizione) any { return i.Cognome }},
			{Key: "nome", Title: "Given name", Value: func(i iscrizione.Iscrizione) any { return i.Nome }},
			{Key: "email", Title: "E-mail", Value: func(i iscrizione.Iscrizione) any { return orNull(i.Email) }, Wide: true},
			{Key: "cf", Title: "Codice fiscale", Value: func(i iscrizione.Iscrizione) any {
				if cfInClear {
					return orNull(i.CF)
				}
				return orNull(codice.Mask(i.CF))
			}, Wide: !cfInClear},
		}...)
	}
	return append(columns, []render.Column[iscrizione.Iscrizione]{
		{Key: "stato", Title: "Status", Value: func(i iscrizione.Iscrizione) any { return string(i.Stato) }},
		{Key: "iscritto_il", Title: "Enrolled on", Value: func(i iscrizione.Iscrizione) any { return i.IscrittoIl }},
		{Key: "completato_il", Title: "Completed on", Value: func(i iscrizione.Iscrizione) any { return i.CompletatoIl }},
		{Key: "ritirato_il", Title: "Withdrawn on", Value: func(i iscrizione.Iscrizione) any { return i.RitiratoIl }, Wide: true},
		{Key: "ore", Title: "Hours", Value: func(i iscrizione.Iscrizione) any { return hoursOrNull(i.Minuti) }, Wide: true, Number: true},
		{Key: "esito", Title: "Result", Value: func(i iscrizione.Iscrizione) any { return orNull(i.Esito) }, Wide: true},
		{Key: "rilevato_il", Title: "True as of", Value: func(i iscrizione.Iscrizione) any { return i.RilevatoIl }, Wide: true},
	}...)
}

// iscrizioneSchedaColumns are the columns of one enrolment, all of them.
func iscrizioneSchedaColumns(cfInClear bool) []render.Column[iscrizione.Iscrizione] {
	columns := iscrizioneColumns(true, cfInClear)
	for n := range columns {
		columns[n].Wide = false
	}
	return columns
}
