package ente

import (
	"context"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// identify returns the ente that a row is about, 0 when the register lacks it:
// by IPA code, by codice fiscale, a comune by the Belfiore code in its IPA code,
// any other by its name where only one of its type bears it there. Codes of
// different enti refuse the row.
func (l *ipaLoader) identify(row *batch.Row, r ipaRow) int64 {
	id, byCF := l.enti.ipa[r.ipa], l.enti.cf[r.cf]
	switch {
	case id != 0 && byCF != 0 && id != byCF:
		row.Refuse(ipaCF, enteConflitto, message.New("the IPA code is that of %s, the codice fiscale that of %s",
			l.enti.enti[id].Denominazione, l.enti.enti[byCF].Denominazione),
			message.New("put the one that is wrong right with dtctl ente edit, or take the row out"))
		return 0
	case id != 0:
		return id
	case r.tipo == Comune:
		id = l.comune(r)
		if id == 0 {
			id = r.seat.EnteID
		}
		if byCF == 0 || byCF == id {
			return id
		}
	case byCF != 0 && l.enti.enti[byCF].Tipo == r.tipo:
		return byCF
	}
	return l.byName(r)
}

// byName returns the only ente of the type that bears the name in the region of
// the seat.
func (l *ipaLoader) byName(r ipaRow) int64 {
	var found int64
	for _, b := range l.enti.names[nome.Ente(r.name)] {
		e := l.enti.enti[b.id]
		if e.Tipo != r.tipo || e.IPA != "" || e.placeOn(l.Snapshot).RegioneID != r.seat.RegioneID {
			continue
		}
		if found != 0 {
			return 0
		}
		found = b.id
	}
	return found
}

// update brings an ente up to date.
func (l *ipaLoader) update(ctx context.Context, tx *db.Tx, row *batch.Row, r ipaRow, id int64) (batch.Outcome, error) {
	if l.Mode == batch.Create {
		row.Refuse(ipaCodice, "ente_presente", presentEnte(), withoutModeCreate())
		return 0, nil
	}
	e, err := l.find(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	var m Modifica
	changed := false
	before := e.attributes()
	for _, v := range []struct {
		name, value string
		column      int
	}{
		{"ipa", r.ipa, ipaCodice}, {"cf", r.cf, ipaCF}, {"pec", r.pec, ipaMail}, {"email", r.email, ipaMail}, {"sito", r.sito, ipaSito},
	} {
		changed = l.change(row, v.column, &m, e, v.name, before[v.name], v.value) || changed
	}
	if l.Layout.Has(ipaLiquidazione) && r.liquidation != e.InLiquidazione && !l.isManual(row, ipaLiquidazione, e, "in_liquidazione") {
		m.InLiquidazione = &r.liquidation
		changed = true
	}
	if !changed || l.keepsNewer() {
		return batch.Unchanged, nil
	}
	return batch.Updated, Edit(ctx, tx, e, m)
}

// add adds an ente, where the comune of its seat lies.
func (l *ipaLoader) add(ctx context.Context, tx *db.Tx, row *batch.Row, r ipaRow) (batch.Outcome, error) {
	if l.Mode == batch.Update {
		row.Refuse(ipaCodice, "ente_assente", absentEnte(), message.New("without --mode update it is added"))
		return 0, nil
	}
	if r.doubtful {
		l.doubtful++
		row.Warn(ipaCategoria, "tipo_da_rivedere", message.New("%s is taken as %s: its category is called after another type", r.name, string(r.tipo)))
	}
	e := Ente{
		Tipo: r.tipo, Denominazione: l.readable(r.name), IPA: r.ipa, CF: r.cf, PEC: r.pec, Email: r.email, Sito: r.sito,
		RegioneID: r.seat.RegioneID, ProvinciaID: r.seat.ProvinciaID,
	}
	if r.tipo == Regione {
		e.ProvinciaID = 0
	}
	added, err := Add(ctx, tx, e)
	if err != nil || !r.liquidation {
		return batch.New, err
	}
	return batch.New, Edit(ctx, tx, added, Modifica{InLiquidazione: &r.liquidation})
}
