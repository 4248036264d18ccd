package cli

import (
	"strings"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/render"
)

// figuresReport lays out the figures that answer a question.
func figuresReport(a coverage.Answer, names coverage.Words) render.Report {
	q := a.Question
	columns := coverageColumns(q, a.Universe)
	r := render.Report{
		Title:      coverageTitle(q, names),
		Parameters: coverageParameters(q, names),
		AsOf:       q.Filter.AsOf,
		Universe:   universeOf(a.Universe),
		Rows:       render.List(columns, a.Rows),
		Notes:      coverageNotes(a),
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
	if !q.Somme {
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
	return []render.Parameter{
		{Key: "base", Title: "Basis", Value: string(q.Base)},
		{Key: "peso", Title: "Weight", Value: weight},
		{Key: "metrica", Title: "Metric", Value: q.Metric.Nome},
		{Key: "programma", Title: "Programme", Value: orNull(q.Programma.Codice)},
		{Key: "ruolo", Title: "Role", Value: list(roles)},
		{Key: "regione", Title: "Region", Value: list(names.Regioni)},
		{Key: "provincia", Title: "Province", Value: list(names.Province)},
		{Key: "tipo", Title: "Type", Value: list(words(q.Filter.Tipi))},
		{Key: "classe", Title: "Class", Value: list(words(q.Filter.Classi))},
		{Key: "capoluogo", Title: "Capoluogo", Value: capoluogo},
		{Key: "area", Title: "Area", Value: list(names.Aree)},
		{Key: "unione", Title: "Unione", Value: list(names.Unioni)},
		{Key: "cerca", Title: "Search", Value: orNull(q.Filter.Search)},
		{Key: "per", Title: "By", Value: orNull(string(q.Per))},
	}
}

// coverageNotes say what must be known to read the figures.
func coverageNotes(a coverage.Answer) []message.Text {
	var notes []message.Text
	if n := a.InPiuGruppi; n > 0 {
		notes = append(notes, message.Count(n,
			"%d ente is in more than one group, so that the rows add up to more than the total",
			"%d enti are in more than one group, so that the rows add up to more than the total", n))
	}
	for _, r := range a.Rows {
		if r.Gruppo == "" && a.Question.Per != "" {
			notes = append(notes, message.New("the row without a group has the enti that are in none"))
			break
		}
	}
	return append(notes, residentNotes(a.Question, a.Residenti)...)
}

// residentNotes say where the figures of population come from.
func residentNotes(q coverage.Question, r coverage.Residenti) []message.Text {
	var notes []message.Text
	if q.Peso == coverage.PerPopolazione {
		notes = append(notes, message.New("the figures count the residents of the comuni, not the enti"))
	}
	switch {
	case r.Al.IsZero():
	case r.Dal == r.Al:
		notes = append(notes, message.New("population of %s", r.Al))
	default:
		notes = append(notes, message.New("population of days from %s to %s", r.Dal, r.Al))
	}
	if n := r.Ignoti; n > 0 && q.Peso == coverage.PerPopolazione {
		notes = append(notes, message.Count(n,
			"population not known for %d ente, which is left out of both sums",
			"population not known for %d enti, which are left out of both sums", n))
	}
	return notes
}
