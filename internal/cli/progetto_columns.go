package cli

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/progetto"
	"github.com/dtctl/dtctl/internal/quota"
	"github.com/dtctl/dtctl/internal/render"
)

func progettoColumns() []render.Column[progetto.Progetto] {
	return []render.Column[progetto.Progetto]{
		{Key: "numero", Title: "Number", Value: func(p progetto.Progetto) any { return render.ID(p.ID) }},
		{Key: "codice", Title: "Code", Value: func(p progetto.Progetto) any { return orNull(p.Codice) }},
		{Key: "bando", Title: "Call", Value: func(p progetto.Progetto) any { return p.Bando }},
		{Key: "ente", Title: "Lead", Value: func(p progetto.Progetto) any { return p.Ente }},
		{Key: "ipa", Title: "IPA", Value: func(p progetto.Progetto) any { return orNull(p.IPA) }, Wide: true},
		{Key: "tipo", Title: "Type", Value: func(p progetto.Progetto) any { return string(p.TipoEnte) }, Wide: true},
		{Key: "regione", Title: "Region", Value: func(p progetto.Progetto) any { return orNull(p.Regione) }, Wide: true},
		{Key: "provincia", Title: "Prov.", Value: func(p progetto.Progetto) any { return orNull(p.Provincia) }, Wide: true},
		{Key: "titolo", Title: "Title", Value: func(p progetto.Progetto) any { return orNull(p.Titolo) }, Wide: true},
		{Key: "stato", Title: "Status", Value: func(p progetto.Progetto) any { return string(p.Stato) }},
		{Key: "punteggio", Title: "Score", Value: func(p progetto.Progetto) any { return scoreOf(p) }, Wide: true, Number: true},
		{Key: "costo", Title: "Cost €", Value: func(p progetto.Progetto) any { return amountOrNull(p.Costo) }, Wide: true, Number: true},
		{Key: "richiesto", Title: "Requested €", Value: func(p progetto.Progetto) any { return amountOrNull(p.Richiesto) }, Number: true},
		{Key: "ammesso", Title: "Admissible €", Value: func(p progetto.Progetto) any { return amountOrNull(p.Ammesso) }, Wide: true, Number: true},
		{Key: "concesso", Title: "Granted €", Value: func(p progetto.Progetto) any { return p.Concesso }},
		{Key: "erogato", Title: "Paid €", Value: func(p progetto.Progetto) any { return p.Erogato }},
		{Key: "previsto", Title: "Due €", Value: func(p progetto.Progetto) any { return p.Previsto }, Wide: true},
		{Key: "residuo", Title: "Left €", Value: func(p progetto.Progetto) any { return p.Residuo() }, Wide: true},
		{Key: "liberato", Title: "Freed €", Value: func(p progetto.Progetto) any { return p.Liberato }, Wide: true},
		{Key: "spese", Title: "Spent €", Value: func(p progetto.Progetto) any { return p.Spese }, Wide: true},
		{Key: "cup", Title: "CUP", Value: func(p progetto.Progetto) any { return orNull(p.CUP) }, Wide: true},
		{Key: "cig", Title: "CIG", Value: func(p progetto.Progetto) any { return orNull(p.CIG) }, Wide: true},
		{Key: "fase", Title: "Phase", Value: func(p progetto.Progetto) any { return orNull(string(p.Fase)) }, Wide: true},
		{Key: "presentato_il", Title: "Presented on", Value: func(p progetto.Progetto) any { return p.PresentatoIl }},
		{Key: "misura", Title: "Measure", Value: func(p progetto.Progetto) any { return orNull(p.MisuraEffettiva) }, Wide: true},
		{Key: "temi", Title: "Themes", Value: func(p progetto.Progetto) any { return p.Temi }, Wide: true},
		{Key: "note", Title: "Note", Value: func(p progetto.Progetto) any { return orNull(p.Note) }, Wide: true},
	}
}

// scoreOf returns the score of a project in points, nil without one.
func scoreOf(p progetto.Progetto) any {
	if p.Punteggio == nil {
		return nil
	}
	const hundredths = 100
	return quota.Of(*p.Punteggio, hundredths*hundredths, 2)
}

// amountOrNone returns an amount, nil for nothing.
func amountOrNone(amount euro.Importo) any {
	if amount == 0 {
		return nil
	}
	return amount
}

// progettoScheda is a project with all that belongs to it.
type progettoScheda struct {
	progetto.Progetto
	partecipi  []progetto.Partecipe
	atti       []progetto.Atto
	spese      []progetto.Spesa
	erogazioni []progetto.Erogazione
}

func describeProgetto(ctx context.Context, tx *db.Tx, p progetto.Progetto) (progettoScheda, error) {
	s := progettoScheda{Progetto: p}
	var err error
	if s.partecipi, err = progetto.Partecipi(ctx, tx, p.ID); err != nil {
		return s, err
	}
	if s.atti, err = progetto.Atti(ctx, tx, p.ID); err != nil {
		return s, err
	}
	if s.spese, err = progetto.Spese(ctx, tx, progetto.FilterSpese{ProgettoID: p.ID}); err != nil {
		return s, err
	}
	s.erogazioni, err = progetto.Erogazioni(ctx, tx, progetto.FilterErogazioni{ProgettoID: p.ID})
	return s, err
}

// progettoSchedaColumns are the columns of a whole project. Who carries it out
// may be a person, so that lists do not say it.
func progettoSchedaColumns() []render.Column[progettoScheda] {
	var columns []render.Column[progettoScheda]
	for _, c := range progettoColumns() {
		columns = append(columns, render.Column[progettoScheda]{
			Key: c.Key, Title: c.Title, Number: c.Number, Value: func(s progettoScheda) any { return c.Value(s.Progetto) },
		})
	}
	return append(columns, []render.Column[progettoScheda]{
		{Key: "fornitore", Title: "Supplier", Value: func(s progettoScheda) any { return orNull(s.Fornitore) }},
		{Key: "altri_enti", Title: "Its other enti", Value: func(s progettoScheda) any {
			return render.List(partecipeColumns(), s.partecipi)
		}},
		{Key: "atti", Title: "Its acts", Value: func(s progettoScheda) any { return render.List(progettoAttoColumns(), s.atti) }},
		{Key: "elenco_spese", Title: "Its spending", Value: func(s progettoScheda) any {
			return render.List(without(spesaColumns(), "progetto", "bando", "ente"), s.spese)
		}},
		{Key: "elenco_erogazioni", Title: "Its payments", Value: func(s progettoScheda) any {
			return render.List(without(erogazioneColumns(), "progetto", "bando", "ente"), s.erogazioni)
		}},
	}...)
}

// without returns columns but those with these keys.
func without[T any](columns []render.Column[T], keys ...string) []render.Column[T] {
	return slices.DeleteFunc(columns, func(c render.Column[T]) bool { return slices.Contains(keys, c.Key) })
}

func partecipeColumns() []render.Column[progetto.Partecipe] {
	return []render.Column[progetto.Partecipe]{
		{Key: "ruolo", Title: "Role", Value: func(x progetto.Partecipe) any { return string(x.Ruolo) }},
		{Key: "ipa", Title: "IPA", Value: func(x progetto.Partecipe) any { return orNull(x.IPA) }},
		{Key: "denominazione", Title: "Name", Value: func(x progetto.Partecipe) any { return x.Denominazione }},
	}
}

func progettoAttoColumns() []render.Column[progetto.Atto] {
	return []render.Column[progetto.Atto]{
		{Key: "data", Title: "Day", Value: func(a progetto.Atto) any { return a.Data }},
		{Key: "stato", Title: "Status", Value: func(a progetto.Atto) any { return string(a.Stato) }},
		{Key: "atto", Title: "Act", Value: func(a progetto.Atto) any { return orNull(a.Atto) }},
		{Key: "concesso", Title: "Granted €", Value: func(a progetto.Atto) any { return amountOrNone(a.Concessione) }, Number: true},
		{Key: "motivo", Title: "Reason", Value: func(a progetto.Atto) any { return orNull(a.Motivo) }},
		{Key: "deroga", Title: "Rule set aside because", Value: func(a progetto.Atto) any { return orNull(a.Deroga) }},
	}
}
