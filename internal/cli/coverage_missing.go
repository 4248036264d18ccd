package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/render"
)

// showMissing lists the enti that are not covered.
func (f *coverageFlags) showMissing(ctx context.Context, tx *db.Tx, env *Env, _ *cobra.Command) error {
	q, err := f.question(ctx, tx, env)
	if err != nil {
		return err
	}
	missing, err := coverage.Missing(ctx, tx, q)
	if err != nil {
		return err
	}
	if len(missing.Enti) == 0 {
		env.say(message.New("no ente is uncovered"))
	}
	words, err := coverage.WordsOf(ctx, tx, q.Filter)
	if err != nil {
		return err
	}
	return env.report(missingReport(q, missing, words, env.Today()))
}

// missingReport lays out the enti that are not covered: rows for programs, and
// for people with what they were measured against.
func missingReport(q coverage.Question, missing coverage.Mancanti, names coverage.Words, today periodo.Data) render.Report {
	day := q.Filter.AsOf
	return render.Report{
		Title: message.New("%s — uncovered", coverageTitle(q, names)),
		Parameters: append(coverageParameters(q, names),
			render.Parameter{Key: "scoperti", Title: "Uncovered", Value: len(missing.Enti)}),
		AsOf:     day,
		Universe: universeOf(missing.Universe),
		Rows:     render.List(mancanteColumns(q), missing.Enti),
		Notes:    append(universeNotes(q, missing.Universe, names), dayNotes(day, day, today)...),
		List:     true,
	}
}

// mancanteColumns are the columns of an ente that is not covered.
func mancanteColumns(q coverage.Question) []render.Column[coverage.Mancante] {
	columns := []render.Column[coverage.Mancante]{
		{Key: "provincia", Title: "Prov.", Value: func(m coverage.Mancante) any { return orNull(m.Provincia) }},
		{Key: "ente", Title: "Ente", Value: func(m coverage.Mancante) any { return m.Denominazione }},
		{Key: "tipo", Title: "Type", Value: func(m coverage.Mancante) any { return string(m.Tipo) }, Wide: true},
		{Key: "ipa", Title: "IPA", Value: func(m coverage.Mancante) any { return orNull(m.IPA) }, Wide: true},
		{Key: "istat", Title: "ISTAT", Value: func(m coverage.Mancante) any { return orNull(m.Istat) }, Wide: true},
		{Key: "popolazione", Title: "Residents", Number: true, Value: func(m coverage.Mancante) any { return orUnknown(m.Popolazione) }},
		{Key: "unione", Title: "Unione", Value: func(m coverage.Mancante) any { return orNull(m.Unione) }, Wide: true},
	}
	if q.Metric.Ruoli {
		columns = append(columns, lackColumns(q.Filter.AsOf)...)
	}
	return append(columns, []render.Column[coverage.Mancante]{
		{Key: "ultimo_contatto", Title: "Last contact", Value: func(m coverage.Mancante) any { return dayOrNull(m.UltimoContatto) }},
		{Key: "canale", Title: "Channel", Value: func(m coverage.Mancante) any { return orNull(string(m.Canale)) }, Wide: true},
		{Key: "esito", Title: "Outcome", Value: func(m coverage.Mancante) any { return orNull(string(m.Esito)) }},
		{Key: "prossimo_il", Title: "Next", Value: func(m coverage.Mancante) any { return dayOrNull(m.ProssimoIl) }},
		{Key: "pec", Title: "PEC", Value: func(m coverage.Mancante) any { return orNull(m.PEC) }},
		{Key: "email", Title: "E-mail", Value: func(m coverage.Mancante) any { return orNull(m.Email) }, Wide: true},
		{Key: "telefono", Title: "Telephone", Value: func(m coverage.Mancante) any { return orNull(m.Telefono) }, Wide: true},
	}...)
}

// lackColumns are the roles that an ente lacks, and since when it has
// been asked for them on the day.
func lackColumns(day periodo.Data) []render.Column[coverage.Mancante] {
	return []render.Column[coverage.Mancante]{
		{Key: "ruoli_mancanti", Title: "Missing roles", Value: func(m coverage.Mancante) any { return m.RuoliMancanti }},
		{Key: "invitato_il", Title: "Invited on", Value: func(m coverage.Mancante) any { return dayOrNull(m.InvitatoIl) }},
		{Key: "giorni", Title: "Days since", Number: true, Value: func(m coverage.Mancante) any {
			if m.InvitatoIl.IsZero() {
				return nil
			}
			return day.DaysSince(m.InvitatoIl)
		}},
	}
}

// dayOrNull returns the cell of a day that may not be there.
func dayOrNull(d periodo.Data) any {
	if d.IsZero() {
		return nil
	}
	return d
}
