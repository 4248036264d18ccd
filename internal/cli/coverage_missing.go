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
func (f *coverageFlags) showMissing(ctx context.Context, tx *db.Tx, env *Env, cmd *cobra.Command) error {
	q, err := f.question(ctx, tx, env)
	if err != nil {
		return err
	}
	missing, err := coverage.Missing(ctx, tx, q)
	if err != nil {
		return err
	}
	return list(env, mancanteColumns(q.Filter.AsOf), missing, message.New("no ente is uncovered"))
}

// mancanteColumns are the columns of an ente that is not covered on the day.
func mancanteColumns(day periodo.Data) []render.Column[coverage.Mancante] {
	return []render.Column[coverage.Mancante]{
		{Key: "provincia", Title: "Prov.", Value: func(m coverage.Mancante) any { return orNull(m.Provincia) }},
		{Key: "ente", Title: "Ente", Value: func(m coverage.Mancante) any { return m.Denominazione }},
		{Key: "tipo", Title: "Type", Value: func(m coverage.Mancante) any { return string(m.Tipo) }, Wide: true},
		{Key: "ipa", Title: "IPA", Value: func(m coverage.Mancante) any { return orNull(m.IPA) }, Wide: true},
		{Key: "istat", Title: "ISTAT", Value: func(m coverage.Mancante) any { return orNull(m.Istat) }, Wide: true},
		{Key: "popolazione", Title: "Residents", Value: func(m coverage.Mancante) any { return orUnknown(m.Popolazione) }},
		{Key: "unione", Title: "Unione", Value: func(m coverage.Mancante) any { return orNull(m.Unione) }, Wide: true},
		{Key: "ruoli_mancanti", Title: "Missing roles", Value: func(m coverage.Mancante) any { return m.RuoliMancanti }},
		{Key: "invitato_il", Title: "Invited on", Value: func(m coverage.Mancante) any { return dayOrNull(m.InvitatoIl) }},
		{Key: "giorni", Title: "Days since", Value: func(m coverage.Mancante) any {
			if m.InvitatoIl.IsZero() {
				return nil
			}
			return day.DaysSince(m.InvitatoIl)
		}},
		{Key: "ultimo_contatto", Title: "Last contact", Value: func(m coverage.Mancante) any { return dayOrNull(m.UltimoContatto) }},
		{Key: "canale", Title: "Channel", Value: func(m coverage.Mancante) any { return orNull(string(m.Canale)) }, Wide: true},
		{Key: "esito", Title: "Outcome", Value: func(m coverage.Mancante) any { return orNull(string(m.Esito)) }},
		{Key: "prossimo_il", Title: "Next", Value: func(m coverage.Mancante) any { return dayOrNull(m.ProssimoIl) }},
		{Key: "pec", Title: "PEC", Value: func(m coverage.Mancante) any { return orNull(m.PEC) }},
		{Key: "email", Title: "E-mail", Value: func(m coverage.Mancante) any { return orNull(m.Email) }, Wide: true},
		{Key: "telefono", Title: "Telephone", Value: func(m coverage.Mancante) any { return orNull(m.Telefono) }, Wide: true},
	}
}

// dayOrNull returns the cell of a day that may not be there.
func dayOrNull(d periodo.Data) any {
	if d.IsZero() {
		return nil
	}
	return d
}
