package cli

import (
	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

// coverageColumns are the columns of the figures that answer a question.
func coverageColumns(q coverage.Question, u coverage.Universe) []render.Column[coverage.Row] {
	return append(keyColumns(q, func(r coverage.Row) (gruppo, ruolo string) { return r.Gruppo, r.Ruolo }),
		[]render.Column[coverage.Row]{
			{Key: "enti", Title: entiTitle(q), Value: func(r coverage.Row) any { return r.Enti }},
			{Key: "diretti", Title: "Direct", Value: func(r coverage.Row) any { return r.Diretti }},
			{Key: "tramite_unione", Title: "By Unione", Value: func(r coverage.Row) any { return r.TramiteUnione }},
			{Key: "coperti", Title: "Covered", Value: func(r coverage.Row) any { return r.Coperti() }},
			{Key: "scoperti", Title: "Uncovered", Value: func(r coverage.Row) any { return r.Scoperti() }},
			{Key: "esclusi", Title: "Excluded", Value: func(r coverage.Row) any { return r.Esclusi }, Wide: u.Esclusi == 0},
			{Key: "percentuale", Title: "%", Value: func(r coverage.Row) any { return r.Quota(q.Decimali) }},
			dayColumn[coverage.Row](q.Filter.AsOf), baseColumn[coverage.Row](q), pesoColumn[coverage.Row](q),
		}...)
}

// keyColumns say which figure a row is: its role and, where the enti are
// divided, its group.
func keyColumns[T any](q coverage.Question, key func(T) (gruppo, ruolo string)) []render.Column[T] {
	ruolo := render.Column[T]{Key: "ruolo", Title: "Role", Value: func(row T) any {
		_, ruolo := key(row)
		return ruolo
	}}
	if q.Per == "" {
		return []render.Column[T]{ruolo}
	}
	return []render.Column[T]{{Key: "gruppo", Title: groupTitle(q.Per), None: "none", Value: func(row T) any {
		gruppo, _ := key(row)
		return orNull(gruppo)
	}}, ruolo}
}

// A percentage never travels without its day and its basis: rows carry them
// where nothing else does.

func dayColumn[T any](day periodo.Data) render.Column[T] {
	return render.Column[T]{Key: "al", Title: "As of", Value: func(T) any { return day }, Wide: true}
}

func baseColumn[T any](q coverage.Question) render.Column[T] {
	return render.Column[T]{Key: "base", Title: "Basis", Value: func(T) any { return string(q.Base) }, Wide: true}
}

func pesoColumn[T any](q coverage.Question) render.Column[T] {
	return render.Column[T]{Key: "peso", Title: "Weight", Value: func(T) any { return string(q.Peso) }, Wide: true}
}

// entiTitle is the heading of the denominator.
func entiTitle(q coverage.Question) string {
	if q.Peso == coverage.PerPopolazione {
		return "Residents"
	}
	return "Enti"
}

// groupTitle is the heading of the groups of a dimension.
func groupTitle(d coverage.Dimensione) string {
	switch d {
	case coverage.PerRegione:
		return "Region"
	case coverage.PerProvincia:
		return "Province"
	case coverage.PerTipo:
		return "Type"
	case coverage.PerClasse:
		return "Class"
	case coverage.PerUnione:
		return "Unione"
	case coverage.PerArea:
		return "Area"
	}
	return "Capoluogo"
}
