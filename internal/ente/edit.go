package ente

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// Modifica says what to change of an ente: nil leaves a thing as it is, the
// empty string clears it.
type Modifica struct {
	// Denominazione is a new official name; the present one becomes a former
	// name, by which the ente is still found.
	Denominazione *string
	// IPA, CF, PIVA and Belfiore are codes, checked as Add does.
	IPA, CF, PIVA, Belfiore *string
	// PEC, Email, Telefono and Sito are the addresses of the office.
	PEC, Email, Telefono, Sito *string
	Note                       *string
	InLiquidazione             *bool
	// Alias are further names by which the ente is to be found.
	Alias []string
	// Dati are figures; one with the date of a known figure takes its place.
	Dati []Dato
	// Spostamento changes where the ente lies, nil leaves it there.
	Spostamento *Spostamento
}

// Edit changes an ente as read in the same transaction. It returns a fault of
// kind Usage for what is malformed or cannot be cleared, of kind Failed when
// another ente has one of the codes or when the new place is not possible.
func Edit(ctx context.Context, tx *db.Tx, e Ente, m Modifica) error {
	former := e.Denominazione
	changed, err := checked(m.apply(e), e)
	if err != nil {
		return err
	}
	if err := checkCodesFree(ctx, tx, changed); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE ente SET denominazione = ?, norma = ?, ipa = nullif(?, ''), cf = nullif(?, ''),
		piva = nullif(?, ''), belfiore = nullif(?, ''), pec = nullif(?, ''), email = nullif(?, ''),
		telefono = nullif(?, ''), sito = nullif(?, ''), note = nullif(?, ''), in_liquidazione = ? WHERE id = ?`,
		changed.Denominazione, nome.Norm(changed.Denominazione), changed.IPA, changed.CF,
		changed.PIVA, changed.Belfiore, changed.PEC, changed.Email,
		changed.Telefono, changed.Sito, changed.Note, changed.InLiquidazione, e.ID)
	if err != nil {
		return err
	}
	if changed.Denominazione != former {
		if err := rename(ctx, tx, e.ID, changed.Denominazione); err != nil {
			return err
		}
	}
	if err := addNames(ctx, tx, e.ID, m.Alias); err != nil {
		return err
	}
	if err := writeFigures(ctx, tx, e, m.Dati); err != nil {
		return err
	}
	if m.Spostamento == nil {
		return nil
	}
	return move(ctx, tx, changed, *m.Spostamento)
}

// apply returns the ente with the changes to its own attributes.
func (m Modifica) apply(e Ente) Ente {
	for _, c := range []struct {
		value *string
		to    *string
	}{
		{m.Denominazione, &e.Denominazione},
		{m.IPA, &e.IPA},
		{m.CF, &e.CF},
		{m.PIVA, &e.PIVA},
		{m.Belfiore, &e.Belfiore},
		{m.PEC, &e.PEC},
		{m.Email, &e.Email},
		{m.Telefono, &e.Telefono},
		{m.Sito, &e.Sito},
		{m.Note, &e.Note},
	} {
		if c.value != nil {
			*c.to = *c.value
		}
	}
	if m.InLiquidazione != nil {
		e.InLiquidazione = *m.InLiquidazione
	}
	return e
}

// rename makes denominazione the official name and the present one a former
// name. A name that the ente already has under another spelling changes kind.
func rename(ctx context.Context, tx *db.Tx, id int64, denominazione string) error {
	norma := nome.Ente(denominazione)
	_, err := tx.Exec(ctx, `UPDATE ente_nome SET tipo = 'precedente'
		WHERE ente_id = ? AND tipo = 'ufficiale' AND norma <> ?`, id, norma)
	if err != nil {
		return err
	}
	for _, n := range nomi(denominazione, nil) {
		_, err := tx.Exec(ctx, `INSERT INTO ente_nome (ente_id, nome, norma, tipo) VALUES (?, ?, ?, ?)
			ON CONFLICT (norma, ente_id) DO UPDATE SET nome = excluded.nome, tipo = excluded.tipo`,
			nameRow(id, n)...)
		if err != nil {
			return err
		}
	}
	return nil
}

// addNames adds names by which the ente is found; those it has already are
// left as they are. The official name of another ente that lives is refused:
// it would always mean that one.
func addNames(ctx context.Context, tx *db.Tx, id int64, names []string) error {
	for _, name := range names {
		name = strings.TrimSpace(name)
		if nome.Ente(name) == "" {
			return fault.New(fault.Usage, "an alias cannot be empty").WithHint("leave --alias out")
		}
		if err := checkLength(name); err != nil {
			return err
		}
		if err := checkNotOfficial(ctx, tx, id, name); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO ente_nome (ente_id, nome, norma, tipo) VALUES (?, ?, ?, ?)
			ON CONFLICT (norma, ente_id) DO NOTHING`, nameRow(id, Nome{name, Alias})...)
		if err != nil {
			return err
		}
	}
	return nil
}

func checkNotOfficial(ctx context.Context, tx *db.Tx, id int64, name string) error {
	other, taken, err := db.First(ctx, tx, db.Value[string], `
		SELECT coalesce(e.ipa, e.belfiore, e.cf, '"' || e.denominazione || '"')
		FROM ente_nome n JOIN ente e ON e.id = n.ente_id
		WHERE n.norma = ? AND n.tipo = 'ufficiale' AND n.ente_id <> ? AND e.al IS NULL
		ORDER BY e.id`, nome.Ente(name), id)
	if err != nil || !taken {
		return err
	}
	return fault.New(fault.Failed, "%s is the official name of another ente", name).
		WithHint("see it with: dtctl ente show %s", other)
}

func writeFigures(ctx context.Context, tx *db.Tx, e Ente, figures []Dato) error {
	for _, d := range figures {
		if d.Valore < 0 {
			return fault.New(fault.Usage, "a number of employees or residents cannot be negative").
				WithHint("give 0 or more")
		}
		_, err := tx.Exec(ctx, `INSERT INTO ente_dato (ente_id, grandezza, valore, data_rif, fonte) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (ente_id, grandezza, data_rif) DO UPDATE SET valore = excluded.valore, fonte = excluded.fonte`,
			e.ID, string(d.Grandezza), d.Valore, d.DataRif, d.Fonte)
		if err != nil {
			return err
		}
	}
	return nil
}
