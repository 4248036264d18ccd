package cli

import (
	"strings"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

// figuresReport lays out the figures that answer a question.
func figuresReport(a coverage.Answer, names coverage.Words, today periodo.Data) render.Report {
	q := a.Question
	columns := coverageColumns(q, a.Universe)
	r := render.Report{
		Title:      coverageTitle(q, names),
		Parameters: coverageParameters(q, names),
		AsOf:       q.Filter.AsOf,
		Universe:   universeOf(a.Universe),
		Rows:       render.List(columns, a.Rows),
		Notes:      coverageNotes(a, names, today),
	}
	if q.Per != "" {
		r.Total = render.Total{Rows: render.List(columns, a.Totals).Rows, Many: true}
	}
	return r
}

// coverageTitle says what is measured, and where.
func coverageTitle(q coverage.Question, names coverage.Words) message.Text {
	title := q.Metric.Title
	if q.Programma.Nome != "" {
		title = message.New("%s — %s", title, q.Programma.Nome)
	}
	if len(names.NomiRegioni) > 0 {
		title = message.New("%s — %s", title, strings.Join(names.NomiRegioni, ", "))
	}
	return title
}

// coverageParameters say what was asked; what was not is left out.
func coverageParameters(q coverage.Question, names coverage.Words) []render.Parameter {
	list := func(values []string) any {
		if len(values) == 0 {
			return nil
		}
		return values
	}
	var roles []string
	if q.Scelti {
		for _, r := range q.Ruoli {
			roles = append(roles, r.Codice)
		}
	}
	var capoluogo, weight any
	if q.Peso != coverage.PerEnte {
		weight = string(q.Peso)
	}
	if q.Filter.Capoluogo != nil {
		capoluogo = *q.Filter.Capoluogo
	}
	asked := []render.Parameter{
		{Key: "base", Title: "Basis", Value: orNull(q.Fondamento())},
		{Key: "peso", Title: "Weight", Value: weight},
		{Key: "metrica", Title: "Metric", Value: q.Metric.Nome},
		{Key: "programma", Title: "Programme", Value: orNull(q.Programma.Codice)},
		{Key: "ruolo", Title: "Role", Value: list(roles)},
	}
	if q.Metric.Convenzioni {
		asked = append(asked, render.Parameter{Key: "piattaforma", Title: "Platform", Value: q.Piattaforma})
	}
	if q.Metric.Iscrizioni {
		asked = append(asked, render.Parameter{Key: "corso", Title: "Course", Value: orNull(q.Corsi.Codice)})
	}
	if q.Metric.Bandi {
		asked = append(asked,
			render.Parameter{Key: "bando", Title: "Call", Value: orNull(q.Bandi.Bando.Codice)},
			render.Parameter{Key: "beneficiari", Title: "Who may apply", Value: list(q.Bandi.Bando.Ammessi())})
	}
	return append(asked, []render.Parameter{
		{Key: "regione", Title: "Region", Value: list(names.Regioni)},
		{Key: "provincia", Title: "Province", Value: list(names.Province)},
		{Key: "tipo", Title: "Type", Value: list(words(q.Filter.Tipi))},
		{Key: "classe", Title: "Class", Value: list(words(q.Filter.Classi))},
		{Key: "capoluogo", Title: "Capoluogo", Value: capoluogo},
		{Key: "area", Title: "Area", Value: list(names.Aree)},
		{Key: "unione", Title: "Unione", Value: list(names.Unioni)},
		{Key: "cerca", Title: "Search", Value: orNull(q.Filter.Search)},
		{Key: "per", Title: "By", Value: orNull(string(q.Per))},
	}...)
}
