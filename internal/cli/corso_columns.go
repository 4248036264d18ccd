package cli

import (
	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/quota"
	"github.com/dtctl/dtctl/internal/render"
)

func corsoColumns() []render.Column[corso.Riga] {
	return []render.Column[corso.Riga]{
		{Key: "codice", Title: "Code", Value: func(r corso.Riga) any { return r.Codice }},
		{Key: "titolo", Title: "Title", Value: func(r corso.Riga) any { return r.Titolo }},
		{Key: "programma", Title: "Programme", Value: func(r corso.Riga) any { return orNull(r.Programma) }, Wide: true},
		{Key: "ente", Title: "Owner", Value: func(r corso.Riga) any { return orNull(r.Ente) }, Wide: true},
		{Key: "ipa", Title: "IPA", Value: func(r corso.Riga) any { return orNull(r.IPA) }, Wide: true},
		{Key: "piattaforma", Title: "Platform", Value: func(r corso.Riga) any { return orNull(r.Piattaforma) }},
		{Key: "destinatari", Title: "Audience", Value: func(r corso.Riga) any { return string(r.Destinatari) }},
		{Key: "modalita", Title: "Mode", Value: func(r corso.Riga) any { return orNull(string(r.Modalita)) }, Wide: true},
		{Key: "livello", Title: "Level", Value: func(r corso.Riga) any { return orNull(string(r.Livello)) }, Wide: true},
		{Key: "ore", Title: "Hours", Value: func(r corso.Riga) any { return hoursOrNull(r.Minuti) }, Wide: true, Number: true},
		{Key: "edizioni", Title: "Editions", Value: func(r corso.Riga) any { return r.Edizioni }},
		{Key: "iscritti", Title: "Enrolled", Value: func(r corso.Riga) any { return named(r.IsForCitizens(), r.Iscritti) }, Number: true},
		{Key: "completati", Title: "Completed", Value: func(r corso.Riga) any { return named(r.IsForCitizens(), r.Completati) }, Number: true},
		{Key: "cittadini", Title: "Citizens", Value: func(r corso.Riga) any { return named(!r.IsForCitizens(), r.Cittadini) }, Wide: true, Number: true},
		{Key: "obiettivo_persone", Title: "Target of persons", Value: func(r corso.Riga) any { return orNull(r.ObiettivoPersone.String()) }, Wide: true},
		{Key: "obiettivo_giornate", Title: "Target of days", Value: func(r corso.Riga) any { return orNull(r.ObiettivoGiornate.String()) }, Wide: true},
		{Key: "note", Title: "Note", Value: func(r corso.Riga) any { return orNull(r.Note) }, Wide: true},
	}
}

// named returns a count, nil where it cannot apply: enrolments in a course for
// citizens, citizens in any other.
func named(inapplicable bool, n int64) any {
	if inapplicable {
		return nil
	}
	return n
}

// hoursOrNull returns minutes as hours, nil where they are not known.
func hoursOrNull(minutes int64) any {
	if minutes == 0 {
		return nil
	}
	return render.Hours(minutes)
}

// orNone returns a count, nil for 0.
func orNone(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// corsoSchedaColumns are the columns of a whole course: its own, then what it
// has reached, then its editions.
func corsoSchedaColumns() []render.Column[corso.Scheda] {
	var columns []render.Column[corso.Scheda]
	for _, c := range corsoColumns() {
		if c.Key == "obiettivo_persone" || c.Key == "obiettivo_giornate" {
			continue
		}
		columns = append(columns, render.Column[corso.Scheda]{
			Key: c.Key, Title: c.Title, Value: func(s corso.Scheda) any {
				return c.Value(corso.Riga{Corso: s.Corso, Conto: s.Conto, Edizioni: int64(len(s.Edizioni))})
			},
		})
	}
	return append(columns, []render.Column[corso.Scheda]{
		{Key: "data", Title: "Day", Value: func(s corso.Scheda) any { return s.AsOf }},
		{Key: "persone", Title: "Persons", Value: func(s corso.Scheda) any { return s.Persone }},
		{Key: "obiettivo_persone", Title: "Target of persons", Value: func(s corso.Scheda) any { return orNull(s.ObiettivoPersone.String()) }},
		{Key: "avanzamento_persone", Title: "Persons reached", Value: func(s corso.Scheda) any { return progress(s.Persone, s.ObiettivoPersone) }},
		{Key: "obiettivo_persone_raggiunto", Title: "Target of persons reached", Value: func(s corso.Scheda) any { return reached(s.Persone, s.ObiettivoPersone) }},
		{Key: "giornate", Title: "Days held", Value: func(s corso.Scheda) any { return s.Giornate }},
		{Key: "obiettivo_giornate", Title: "Target of days", Value: func(s corso.Scheda) any { return orNull(s.ObiettivoGiornate.String()) }},
		{Key: "obiettivo_giornate_raggiunto", Title: "Target of days reached", Value: func(s corso.Scheda) any { return reached(s.Giornate, s.ObiettivoGiornate) }},
		{Key: "elenco_edizioni", Title: "Its editions", Value: func(s corso.Scheda) any {
			return render.List(edizioneColumns(s.AsOf), s.Edizioni)
		}},
	}...)
}

// progress says how much of a target is reached, nil without a target.
func progress(n int64, target corso.Obiettivo) any {
	if target.IsZero() {
		return nil
	}
	return message.New("%d/%d (%s%%)", n, target.N, quota.Of(n, target.N, 1))
}

// reached says whether a target is reached, nil without one.
func reached(n int64, target corso.Obiettivo) any {
	if target.IsZero() {
		return nil
	}
	return target.IsReached(n)
}
