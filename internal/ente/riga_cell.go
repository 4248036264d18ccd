package ente

import (
	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/periodo"
)

// MatchKeys returns the id of the ente that keys of a row mean on a day, and 0
// after refusing the row because of a column when they mean none. It serves the
// rows that name an ente besides that of Colonne.
func (m *Matcher) MatchKeys(row *batch.Row, column int, k Chiavi, day periodo.Data) int64 {
	return m.take(row, column, k, m.Match(k, day), day, none)
}

// MatchCell is MatchKeys for a text that is a name or any code of the ente.
func (m *Matcher) MatchCell(row *batch.Row, column int, text string, day periodo.Data) int64 {
	k, found := m.cell(text, day)
	return m.take(row, column, k, found, day, none)
}

// cell returns what a text that is a name or any code means, and as which key.
func (m *Matcher) cell(text string, day periodo.Data) (Chiavi, Esito) {
	name := Chiavi{Nome: text}
	found := m.Match(name, day)
	if found.EnteID == 0 {
		for _, k := range []Chiavi{{IPA: text}, {Istat: text}, {Belfiore: text}, {CF: text}} {
			if coded := m.Match(k, day); coded.EnteID != 0 {
				return k, coded
			}
		}
	}
	return name, found
}

// none offers nothing: what somebody decides of a row is the ente of Colonne.
func none([]Suggerito) []batch.Choice { return nil }

// take tells the row what was found; a row that is refused is offered some of
// the enti that may have been meant.
func (m *Matcher) take(row *batch.Row, column int, k Chiavi, found Esito, day periodo.Data, offered func([]Suggerito) []batch.Choice) int64 {
	row.Padded(found.ZeriAggiunti)
	switch {
	case found.EnteID == 0:
		suggested := m.suggestedFor(k, day, found)
		row.RefuseBetween(column, found.Codice, found.Problema, perhaps(suggested), offered(suggested))
	case !found.Avviso.IsZero():
		row.Warn(column, "ente_avviso", found.Avviso)
	}
	return found.EnteID
}
