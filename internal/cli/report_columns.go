package cli

import (
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/quota"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// groupColumns are the columns of the dimensions of a report.
func groupColumns[T any](per []report.Dimensione, withNames bool, group func(T) []report.Voce) []render.Column[T] {
	var columns []render.Column[T]
	for i, d := range per {
		voce := func(row T) report.Voce { return group(row)[i] }
		if d == report.PerResponsabile {
			columns = append(columns, responsabileColumns(voce, withNames)...)
			continue
		}
		columns = append(columns, render.Column[T]{
			Key: string(d), Title: dimensionTitle(string(d)), None: noGroup(),
			Value: func(row T) any { return orNull(voce(row).Testo) },
		})
		if d != report.PerEnte {
			continue
		}
		columns = append(columns, render.Column[T]{
			Key: "ipa", Title: "IPA", Value: func(row T) any { return orNull(voce(row).IPA) }, Wide: true,
		})
		if !slices.Contains(per, report.PerProvincia) {
			columns = append(columns, render.Column[T]{
				Key: "provincia", Title: "Prov.", Value: func(row T) any { return orNull(voce(row).Provincia) },
			})
		}
	}
	return columns
}

// responsabileColumns say who answers for the training: a number and the enti
// that appointed the person, and a name where names are asked for.
func responsabileColumns[T any](voce func(T) report.Voce, withNames bool) []render.Column[T] {
	columns := []render.Column[T]{
		{Key: "responsabile", Title: "Responsabile", None: noGroup(), Value: func(row T) any { return idOrNull(voce(row).PersonaID) }},
		{Key: "nominato_da", Title: "Appointed by", Value: func(row T) any { return namesOrNull(voce(row).Enti) }},
	}
	if withNames {
		columns = append(columns, render.Column[T]{
			Key: "persona", Title: "Person", Value: func(row T) any { return orNull(voce(row).Persona) },
		})
	}
	return columns
}

// namesOrNull returns the cell of names of which there may be none.
func namesOrNull(names []string) any {
	if len(names) == 0 {
		return nil
	}
	return names
}

// iscrittiColumns are the columns of figures of enrolments.
func iscrittiColumns(q report.Question, withNames bool) []render.Column[report.Row] {
	group := func(r report.Row) []report.Voce { return r.Gruppo }
	// An ente is one ente: counts of enti say nothing beside it.
	perEnte := slices.Contains(q.Per, report.PerEnte)
	return append(groupColumns(q.Per, withNames, group), []render.Column[report.Row]{
		{Key: "enti_con_iscritti", Title: "Enti enrolling", Value: func(r report.Row) any { return r.EntiConIscritti }, Wide: perEnte},
		{Key: "enti", Title: "Enti", Number: true, Value: func(r report.Row) any { return countOrNull(r.Enti) }, Wide: perEnte},
		{Key: "iscrizioni", Title: "Enrolments", Value: func(r report.Row) any { return r.Iscrizioni() }},
		{Key: "persone", Title: "Persons", Value: func(r report.Row) any { return r.Persone }},
		{Key: "iscritti", Title: "Not begun", Value: func(r report.Row) any { return r.Iscritti }},
		{Key: "in_corso", Title: "Under way", Value: func(r report.Row) any { return r.InCorso }},
		{Key: "completati", Title: "Completed", Value: func(r report.Row) any { return r.Completati }},
		{Key: "non_completati", Title: "Not completed", Value: func(r report.Row) any { return r.NonCompletati }},
		{Key: "ritirati", Title: "Withdrawn", Value: func(r report.Row) any { return r.Ritirati }},
		{Key: "quota_completati", Title: "Completed, % of enrolments", Value: func(r report.Row) any { return r.Quota() }},
		{Key: "in_piu_edizioni", Title: "In several editions", Value: func(r report.Row) any { return r.InPiuEdizioni }, Wide: true},
		{Key: "province_rappresentate", Title: "Provinces", Value: func(r report.Row) any { return provinces(r.Rappresentate, r.Province) }, Wide: true},
		{Key: "da_non_convenzionati", Title: "Without convention", Value: func(r report.Row) any { return r.DaNonConvenzionati }, Wide: true},
		dayColumn[report.Row](q.Filter.AsOf),
	}...)
}

// cittadiniColumns are the columns of figures of citizens.
func cittadiniColumns(q report.Question) []render.Column[report.RigaCittadini] {
	type riga = report.RigaCittadini
	perEnte := slices.Contains(q.Per, report.PerEnte)
	return append(groupColumns(q.Per, false, func(r riga) []report.Voce { return r.Gruppo }), []render.Column[riga]{
		{Key: "enti_con_presenze", Title: "Enti with citizens", Value: func(r riga) any { return r.EntiConPresenze }, Wide: perEnte},
		{Key: "enti", Title: "Enti", Number: true, Value: func(r riga) any { return countOrNull(r.Enti) }, Wide: perEnte},
		{Key: "persone", Title: "Persons", Value: func(r riga) any { return r.Persone }},
		{Key: "residenti", Title: "Residents", Value: func(r riga) any { return r.Residenti }},
		{Key: "su_residenza", Title: "Asked for residence", Value: func(r riga) any { return r.SuResidenza }},
		{Key: "quota_residenti", Title: "Residents, % of those asked", Value: func(r riga) any { return quota.Of(r.Residenti, r.SuResidenza, 1) }},
		{Key: "province_rappresentate", Title: "Provinces", Value: func(r riga) any { return provinces(r.Rappresentate, r.Province) }, Wide: true},
		dayColumn[riga](q.Filter.AsOf),
	}...)
}

// countOrNull returns the cell of a count that does not apply when negative.
func countOrNull(n int64) any {
	if n < 0 {
		return nil
	}
	return n
}

// provinces says in how many of the provinces somebody is.
func provinces(some, all int) string { return strconv.Itoa(some) + "/" + strconv.Itoa(all) }
