package ente

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/territorio"
)

// fonteImport is the source of the figures of a file of enti.
const fonteImport = "importazione"

// update brings an ente up to date with a row.
func (im *importer) update(ctx context.Context, tx *db.Tx, row *batch.Row, s said, id int64) (batch.Outcome, error) {
	if im.Mode == batch.Create {
		row.Refuse(colNome, "ente_presente", presentEnte(), withoutModeCreate())
		return 0, nil
	}
	e, err := im.find(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	m, changed := im.difference(row, e, s)
	moved := im.place(row, e, s, &m)
	if row.Refused() {
		return 0, nil
	}
	ends := !s.Al.IsZero() && (s.Al != e.Al || s.MotivoFine != "" && s.MotivoFine != e.MotivoFine)
	if !changed && !moved && !ends || im.keepsNewer() {
		return batch.Unchanged, nil
	}
	if changed || moved {
		if err := Edit(ctx, tx, e, m); err != nil {
			return 0, err
		}
	}
	if ends {
		if s.MotivoFine == "" {
			s.MotivoFine = e.MotivoFine
		}
		_, err = End(ctx, tx, e, s.Al, s.MotivoFine, e.SuccessoreID)
	}
	return batch.Updated, err
}

// difference returns what a row changes of the attributes and the figures of an
// ente, and whether it changes any.
func (im *importer) difference(row *batch.Row, e Ente, s said) (m Modifica, changed bool) {
	before, after := e.attributes(), s.attributes()
	for _, c := range []struct {
		name   string
		column int
	}{
		{"ipa", colIPA},
		{"cf", colCF},
		{"piva", colPIVA},
		{"belfiore", colBelfiore},
		{"pec", colPEC},
		{"email", colEmail},
		{"telefono", colTelefono},
		{"sito", colSito},
		{"note", colNote},
	} {
		changed = im.change(row, c.column, &m, e, c.name, before[c.name], after[c.name]) || changed
	}
	if s.Denominazione != "" && !im.enti.isCalled(e.ID, s.Denominazione) {
		changed = im.change(row, colNome, &m, e, "denominazione", e.Denominazione, s.Denominazione) || changed
	}
	if s.liquidation != nil && *s.liquidation != e.InLiquidazione && !im.isManual(row, colLiquidazione, e, "in_liquidazione") {
		m.InLiquidazione, changed = s.liquidation, true
	}
	for _, f := range []struct {
		grandezza     Grandezza
		before, after *int64
	}{{Popolazione, e.Popolazione, s.Popolazione}, {Dipendenti, e.Dipendenti, s.Dipendenti}} {
		if f.after != nil && (f.before == nil || *f.before != *f.after) {
			m.Dati = append(m.Dati, Dato{Grandezza: f.grandezza, Valore: *f.after, DataRif: im.Snapshot, Fonte: fonteImport})
			changed = true
		}
	}
	im.warnFixed(row, e, s)
	return m, changed
}

// warnFixed says what a row has otherwise and a file cannot change.
func (im *importer) warnFixed(row *batch.Row, e Ente, s said) {
	if s.Tipo != "" && s.Tipo != e.Tipo {
		row.Warn(colTipo, "tipo_diverso", message.New("%s is %s and stays so: a file does not change the type of an ente",
			e.Denominazione, string(e.Tipo)))
	}
	if !s.Dal.IsZero() && s.Dal != e.Dal {
		row.Warn(colDal, "inizio_diverso", message.New("the first day of %s stays as it is: a file does not change it", e.Denominazione))
	}
}

// isCalled reports whether an ente has a name already, official or not, in this
// or in a like spelling: a file does not make it the official one.
func (m *Matcher) isCalled(id int64, name string) bool {
	norma := nome.Ente(name)
	is := func(b bearer) bool { return b.id == id }
	return slices.ContainsFunc(m.names[norma], is) || slices.ContainsFunc(m.looseNames[loose(norma)], is) ||
		slices.ContainsFunc(m.names[loose(norma)], is)
}

// place notes in m where a row says that an ente lies, and returns whether that
// is elsewhere. A comune moves on a day, which a file does not have.
func (im *importer) place(row *batch.Row, e Ente, s said, m *Modifica) bool {
	record := im.enti.enti[e.ID]
	has := func(is func(c Collocazione) bool) bool { return slices.ContainsFunc(record.places, is) }
	provinces := im.enti.province.find(s.Provincia)
	switch {
	case s.Provincia != "" && !has(func(c Collocazione) bool { return slices.Contains(provinces, c.ProvinciaID) }):
		row.Refuse(colProvincia, "ente_altrove", message.New("%s does not lie in that province", e.Denominazione),
			message.New("an ente moves on a day: dtctl ente edit ENTE --province CODE --from DAY"))
	case s.Istat != "" && !has(func(c Collocazione) bool { return c.Istat == s.Istat }):
		row.Refuse(colIstat, "ente_altrove", message.New("%s does not have that ISTAT code", e.Denominazione),
			message.New("a comune gets a new code on a day: dtctl ente edit ENTE --istat CODE --from DAY"))
	}
	if row.Refused() || s.capoluogo == nil || *s.capoluogo == e.Capoluogo || s.Istat != "" && s.Istat != e.Istat {
		return false
	}
	m.Spostamento = &Spostamento{Capoluogo: s.capoluogo}
	return true
}

// add adds an ente that the register lacks.
func (im *importer) add(ctx context.Context, tx *db.Tx, row *batch.Row, s said) (batch.Outcome, error) {
	if im.Mode == batch.Update {
		row.Refuse(colNome, "ente_assente", absentEnte(), message.New("without --mode update it is added"))
		return 0, nil
	}
	if !slices.Contains(Tipi(), s.Tipo) {
		row.Refuse(colTipo, "tipo_sconosciuto", message.New("%q is not a type of ente", string(s.Tipo)), message.New("one of: %s", joined(Tipi())))
		return 0, nil
	}
	day := im.Snapshot
	if !s.Dal.IsZero() {
		day = s.Dal
	}
	var region int64
	if s.Provincia != "" {
		p, err := territorio.FindProvincia(ctx, tx, s.Provincia, day)
		if err != nil {
			return 0, err
		}
		s.ProvinciaID, region = p.ID, p.RegioneID
	}
	if s.Regione != "" {
		r, err := territorio.FindRegione(ctx, tx, s.Regione)
		if err != nil {
			return 0, err
		}
		s.RegioneID, region = r.ID, r.ID
	}
	if !im.scope.wants(region, s.Tipo) {
		im.outside++
		return batch.Outside, nil
	}
	s.Capoluogo = s.capoluogo != nil && *s.capoluogo
	im.warnNear(row, s)
	added, err := Add(ctx, tx, s.Ente)
	if err != nil {
		return 0, err
	}
	added.Popolazione, added.Dipendenti = nil, nil
	if m, more := im.difference(row, added, s); more {
		if err := Edit(ctx, tx, added, m); err != nil {
			return 0, err
		}
	}
	if !s.Al.IsZero() {
		_, err = End(ctx, tx, added, s.Al, s.MotivoFine, 0)
	}
	return batch.New, err
}

// warnNear points to enti with a like name, which the new one may repeat.
func (im *importer) warnNear(row *batch.Row, s said) {
	near := im.enti.Suggest(Chiavi{Nome: s.Denominazione, Provincia: s.Provincia}, im.Snapshot)
	var labels []string
	for _, n := range near {
		if n.Punteggio >= nearEnough {
			labels = append(labels, n.label())
		}
	}
	if len(labels) > 0 {
		row.Warn(colNome, "nome_simile", message.New("added, but the register has a like name: %s", strings.Join(labels, ", ")))
	}
}

// nearEnough is how like two names are, in hundredths, that may be of one ente.
const nearEnough = 90
