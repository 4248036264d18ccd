package cli

import (
	"context"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/quota"
	"github.com/dtctl/dtctl/internal/render"
	"github.com/dtctl/dtctl/internal/report"
)

// bandoReportColumns are the columns of the figures of projects, divided by
// those dimensions.
func bandoReportColumns(per []report.Dimensione) []render.Column[report.RigaBandi] {
	type row = report.RigaBandi
	var columns []render.Column[row]
	for i, d := range per {
		columns = append(columns, render.Column[row]{
			Key: string(d), Title: bandoDimensionTitle(d), None: noValueOf(d),
			Value: func(r row) any { return orNull(r.Gruppo[i].Testo) },
		})
		if d == report.PerBando {
			columns = append(columns, render.Column[row]{
				Key: "titolo_bando", Title: "Title of the call", Value: func(r row) any { return orNull(r.Gruppo[i].Titolo) }, Wide: true,
			})
		}
	}
	divided := report.QuesitoBandi{Per: per}.DivideBandi()
	return append(columns, []render.Column[row]{
		{Key: "progetti", Title: "Projects", Value: func(r row) any { return r.Progetti }},
		{Key: "capoluogo", Title: "of which capoluogo", Value: func(r row) any { return r.Capoluogo }},
		{Key: "richiesto", Title: "Requested €", Value: func(r row) any { return r.Richiesto }},
		{Key: "concesso", Title: "Granted €", Value: func(r row) any { return r.Concesso }},
		{Key: "dotazione", Title: "Endowment €", Number: true, Value: func(r row) any { return amountOrNone(r.Dotazione) }, Wide: !divided},
		{Key: "quota_dotazione", Title: "% of the endowment", Number: true, Value: func(r row) any { return partOf(r.Dotato, r.Dotazione) }},
		{Key: "liberato", Title: "Freed €", Value: func(r row) any { return r.Liberato }},
		{Key: "erogato", Title: "Paid €", Value: func(r row) any { return r.Erogato }},
		{Key: "residuo", Title: "Left €", Value: func(r row) any { return r.Residuo() }},
	}...)
}

// bandoSpesaColumns are the columns of spending by category, of which the whole
// is known.
func bandoSpesaColumns(whole euro.Importo) []render.Column[report.RigaSpese] {
	type row = report.RigaSpese
	return []render.Column[row]{
		{Key: "categoria", Title: "Category", Value: func(r row) any { return orNull(r.Categoria) }},
		{Key: "natura", Title: "Nature", Value: func(r row) any { return orNull(string(r.Natura)) }},
		{Key: "ammissibile", Title: "Admissible", Value: func(r row) any {
			if r.Categoria == "" {
				return nil
			}
			return r.Ammissibile
		}},
		{Key: "progetti", Title: "Projects", Value: func(r row) any { return r.Progetti }},
		{Key: "spesa", Title: "Spent €", Value: func(r row) any { return r.Spesa }},
		{Key: "quota", Title: "% of the spending", Number: true, Value: func(r row) any { return partOf(r.Spesa, whole) }},
	}
}

// partOf returns the part of an amount with one decimal, unknown where there is
// nothing to divide.
func partOf(part, whole euro.Importo) quota.Quota {
	return quota.Part(int64(part), max(int64(whole), 0), 1)
}

func bandoDimensionTitle(d report.Dimensione) string {
	switch d {
	case report.PerBando:
		return message.New("Call").Format
	case report.PerTema:
		return message.New("Theme").Format
	case report.PerMisura:
		return message.New("Measure").Format
	case report.PerCategoria:
		return message.New("Category").Format
	}
	return dimensionTitle(string(d))
}

// noValueOf is what people read in the row of the projects without a value in a
// dimension.
func noValueOf(d report.Dimensione) string {
	switch d {
	case report.PerTema:
		return message.New("no theme").Format
	case report.PerMisura:
		return message.New("no measure").Format
	case report.PerRegione:
		return message.New("no region").Format
	case report.PerProvincia:
		return message.New("no provincia").Format
	case report.PerMese:
		return message.New("no date").Format
	}
	return noGroup()
}

// report lays out the figures of projects.
func (f *bandoReportFlags) report(a report.RispostaBandi, calls []bando.Bando) render.Report {
	columns := bandoReportColumns(a.Quesito.Per)
	r := render.Report{
		Title:      bandoReportTitle(message.New("Projects and money of the calls"), calls),
		Parameters: f.parameters(calls),
		AsOf:       a.Quesito.AsOf,
		Universe:   fondiUniverse(a.Fondi),
		Rows:       render.List(columns, a.Righe),
		Notes:      bandoReportNotes(a),
	}
	if len(a.Quesito.Per) > 0 {
		total := report.RigaBandi{Gruppo: make([]report.Voce, len(a.Quesito.Per)), Somme: a.Totale, Dotazione: a.Dotazione}
		r.Total = render.Total{Rows: render.List(columns, []report.RigaBandi{total}).Rows}
	}
	return r
}

// spending reports what was spent by category.
func (f *bandoReportFlags) spending(ctx context.Context, tx *db.Tx, env *Env, q report.QuesitoBandi, calls []bando.Bando) error {
	a, err := report.SpeseBandi(ctx, tx, q)
	if err != nil {
		return err
	}
	columns := bandoSpesaColumns(a.Totale.Spesa)
	r := render.Report{
		Title:      bandoReportTitle(message.New("Spending of the projects by category"), calls),
		Parameters: f.parameters(calls),
		AsOf:       q.AsOf,
		Universe:   fondiUniverse(a.Fondi),
		Rows:       render.List(columns, a.Righe),
		Total:      render.Total{Rows: render.List(columns, []report.RigaSpese{{SommeSpese: a.Totale}}).Rows},
		Notes: []message.Text{
			message.New("inadmissible spending: %s euro", a.Inammissibile),
			message.New("a project counts in each category in which it spent: the total is of distinct projects"),
		},
	}
	if len(a.Righe) > 1 && a.Totale.Spesa > 0 {
		r.Notes = append(r.Notes, roundingNote())
	}
	return env.report(r)
}

// bandoReportTitle names the call where there is one.
func bandoReportTitle(title message.Text, calls []bando.Bando) message.Text {
	if len(calls) != 1 {
		return title
	}
	return message.New("%s — %s", title, calls[0].Titolo)
}

// parameters say what was asked; what was not is left out.
func (f *bandoReportFlags) parameters(calls []bando.Bando) []render.Parameter {
	codes := make([]string, len(calls))
	for i, b := range calls {
		codes[i] = b.Codice
	}
	return []render.Parameter{
		{Key: "bando", Title: "Call", Value: namesOrNull(codes)},
		{Key: "fonte", Title: "Source", Value: orNull(f.source)},
		{Key: "misura", Title: "Measure", Value: orNull(f.measure)},
		{Key: "stato", Title: "Status", Value: namesOrNull(words(f.states))},
		{Key: "regione", Title: "Region", Value: namesOrNull(f.regions)},
		{Key: "provincia", Title: "Province", Value: namesOrNull(f.provinces)},
		{Key: "tipo", Title: "Type", Value: namesOrNull(words(f.types))},
		{Key: "per", Title: "By", Value: namesOrNull(words(f.by))},
	}
}

// fondiUniverse says how much money the calls have and what is left of it.
func fondiUniverse(f report.Fondi) render.Universe {
	text := message.Count(f.Bandi, "%d call", "%d calls", f.Bandi)
	if len(f.SenzaDotazione) < f.Bandi {
		text = message.New("%s, endowment of %s euro, %s left", text, f.Dotazione, f.Disponibile())
	}
	return render.Universe{Text: text, Fields: []render.Field{
		{Key: "bandi", Value: f.Bandi},
		{Key: "senza_dotazione", Value: len(f.SenzaDotazione)},
		{Key: "dotazione", Value: f.Dotazione},
		{Key: "concesso", Value: f.Impegnato},
		{Key: "disponibile", Value: f.Disponibile()},
	}}
}
