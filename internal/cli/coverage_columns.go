package cli

import (
	"slices"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// coverageColumns are the columns of the figures that answer a question: the
// counts that its metric has, and what makes them readable alone.
func coverageColumns(q coverage.Question, u coverage.Universe) []render.Column[coverage.Row] {
	columns := keyColumns(q, func(r coverage.Row) (gruppo, ruolo string) { return r.Gruppo, r.Ruolo })
	for _, v := range q.Voci() {
		wide := v.Minor || v.Key == coverage.Esclusi().Key && u.Esclusi == 0
		columns = append(columns, countColumn(v, wide, func(r coverage.Row) coverage.Row { return r }))
	}
	share := quotaColumn(q.Quota(), q, func(r coverage.Row) coverage.Row { return r })
	return append(append(columns, share, dayColumn[coverage.Row](q.Filter.AsOf)), askedColumns[coverage.Row](q)...)
}

// countColumn is the column of a count of the figure that a row has.
func countColumn[T any](v coverage.Voce, wide bool, figure func(T) coverage.Row) render.Column[T] {
	return render.Column[T]{Key: v.Key, Title: v.Title, Wide: wide, Value: func(row T) any { return v.Value(figure(row)) }}
}

// quotaColumn is the column of the share of the figure that a row has.
func quotaColumn[T any](v coverage.Voce, q coverage.Question, figure func(T) coverage.Row) render.Column[T] {
	return render.Column[T]{Key: v.Key, Title: v.Title, Value: func(row T) any { return figure(row).Quota(q.Decimali) }}
}

// keyColumns say which figure a row is: its group, where the enti are divided,
// and its role, where the metric has roles.
func keyColumns[T any](q coverage.Question, key func(T) (gruppo, ruolo string)) []render.Column[T] {
	var columns []render.Column[T]
	if q.Per != "" {
		columns = append(columns, render.Column[T]{
			Key: "gruppo", Title: dimensionTitle(string(q.Per)), None: noGroup(), Value: func(row T) any {
				gruppo, _ := key(row)
				return orNull(gruppo)
			},
		})
	}
	if q.Metric.Ruoli {
		columns = append(columns, render.Column[T]{Key: "ruolo", Title: "Role", Value: func(row T) any {
			_, ruolo := key(row)
			return ruolo
		}})
	}
	return columns
}

// A percentage never travels without its day and its basis: rows carry them
// where nothing else does.

func dayColumn[T any](day periodo.Data) render.Column[T] {
	return render.Column[T]{Key: "al", Title: "As of", Value: func(T) any { return day }, Wide: true}
}

// askedColumns are what was asked of the metric: the basis, the weight, the
// platform, the course or the edition, the call.
func askedColumns[T any](q coverage.Question) []render.Column[T] {
	var columns []render.Column[T]
	if basis := q.Fondamento(); basis != "" {
		columns = append(columns, render.Column[T]{Key: "base", Title: "Basis", Value: func(T) any { return basis }, Wide: true})
	}
	if q.Metric.Pesi {
		columns = append(columns, render.Column[T]{Key: "peso", Title: "Weight", Value: func(T) any { return string(q.Peso) }, Wide: true})
	}
	if q.Metric.Convenzioni {
		columns = append(columns, render.Column[T]{Key: "piattaforma", Title: "Platform", Value: func(T) any { return q.Piattaforma }, Wide: true})
	}
	if q.Metric.Iscrizioni {
		columns = append(columns, render.Column[T]{Key: "corso", Title: "Course", Value: func(T) any { return orNull(q.Corsi.Codice) }, Wide: true})
	}
	if q.Metric.Bandi {
		columns = append(columns, render.Column[T]{Key: "bando", Title: "Call", Value: func(T) any { return orNull(q.Bandi.Bando.Codice) }, Wide: true})
	}
	return columns
}

// dimensionTitle is the heading of the groups of a dimension, of coverage or of
// a report.
func dimensionTitle(key string) string {
	titles := []render.Head{
		{Key: string(coverage.PerRegione), Title: "Region"},
		{Key: string(coverage.PerProvincia), Title: "Province"},
		{Key: string(coverage.PerTipo), Title: "Type"},
		{Key: string(coverage.PerClasse), Title: "Class"},
		{Key: string(coverage.PerUnione), Title: "Unione"},
		{Key: string(coverage.PerArea), Title: "Area"},
		{Key: string(coverage.PerCapoluogo), Title: "Capoluogo"},
		{Key: string(report.PerEnte), Title: "Ente"},
		{Key: string(report.PerCorso), Title: "Course"},
		{Key: string(report.PerEdizione), Title: "Edition"},
		{Key: string(report.PerStato), Title: "Status"},
		{Key: string(report.PerMese), Title: "Month"},
	}
	i := slices.IndexFunc(titles, func(h render.Head) bool { return h.Key == key })
	return titles[max(i, 0)].Title
}

// noGroup is what people read in place of a group that is none.
func noGroup() string { return message.New("none").Format }
