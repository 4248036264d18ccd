package ente

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// The keys of the fixed values that say which rows of a file of enti are wanted,
// and whether it may add enti. They are no columns.
const (
	SoloRegioni = "solo_regioni"
	SoloTipi    = "solo_tipi"
	CreaEnti    = "crea_enti"
)

// Scope says which enti of a file are wanted.
type Scope struct {
	regioni map[int64]bool
	tipi    map[Tipo]bool
}

// ReadScope reads the fixed values of an import: SoloRegioni names regions and
// SoloTipi types, several with commas between them; without one every region,
// or type, is wanted. It returns the faults of territorio.FindRegione, and one
// of kind Usage for an unknown type.
func ReadScope(ctx context.Context, tx *db.Tx, fixed map[string]string) (Scope, error) {
	s := Scope{regioni: map[int64]bool{}, tipi: map[Tipo]bool{}}
	for _, arg := range listed(fixed[SoloRegioni]) {
		r, err := territorio.FindRegione(ctx, tx, arg)
		if err != nil {
			return s, err
		}
		s.regioni[r.ID] = true
	}
	for _, arg := range listed(fixed[SoloTipi]) {
		if !slices.Contains(Tipi(), Tipo(arg)) {
			return s, fault.New(fault.Usage, "%q is not a type of ente", arg).WithHint("one of: %s", joined(Tipi()))
		}
		s.tipi[Tipo(arg)] = true
	}
	return s, nil
}

func listed(words string) []string {
	return strings.FieldsFunc(words, func(r rune) bool { return r == ',' })
}

func (s Scope) wants(regioneID int64, tipo Tipo) bool {
	return s.reaches(regioneID) && (len(s.tipi) == 0 || s.tipi[tipo])
}

// reaches reports whether enti of a region are wanted.
func (s Scope) reaches(regioneID int64) bool { return len(s.regioni) == 0 || s.regioni[regioneID] }

// Wants reports whether an ente is in the scope, by where it lies on a day.
func (m *Matcher) Wants(s Scope, id int64, day periodo.Data) bool {
	r := m.enti[id]
	return s.wants(r.placeOn(day).RegioneID, r.Tipo)
}

// placeOn returns where the ente lies on a day, the last place it had where it
// lies nowhere that day.
func (r *record) placeOn(day periodo.Data) Collocazione {
	if i := slices.IndexFunc(r.places, func(c Collocazione) bool { return c.Contains(day) }); i >= 0 {
		return r.places[i]
	}
	if len(r.places) == 0 {
		return Collocazione{}
	}
	return r.places[len(r.places)-1]
}

// LatestImport returns the day of the latest file of one of the given kinds that
// changed anything and was not taken back, the zero day for none.
func LatestImport(ctx context.Context, tx *db.Tx, kinds ...string) (periodo.Data, error) {
	args := make([]any, len(kinds))
	for i, k := range kinds {
		args[i] = k
	}
	latest, _, err := db.First(ctx, tx, db.Value[periodo.Data], `
		SELECT max(i.rilevato_il) FROM importazione i
		WHERE i.oggetto IN (?`+strings.Repeat(", ?", len(kinds)-1)+`) AND i.nuove + i.aggiornate > 0
			AND NOT EXISTS (SELECT 1 FROM operazione u WHERE u.annulla = i.id
				AND NOT EXISTS (SELECT 1 FROM operazione r WHERE r.annulla = u.id))`, args...)
	return latest, err
}

// attributes are the values of an ente that a file may change, by column.
func (e Ente) attributes() map[string]string {
	return map[string]string{
		"ipa": e.IPA, "cf": e.CF, "piva": e.PIVA, "belfiore": e.Belfiore, "pec": e.PEC, "email": e.Email,
		"telefono": e.Telefono, "sito": e.Sito, "note": e.Note,
	}
}

// assign sets the change of a column.
func (m *Modifica) assign(column, value string) {
	for name, field := range map[string]**string{
		"denominazione": &m.Denominazione, "ipa": &m.IPA, "cf": &m.CF, "piva": &m.PIVA, "belfiore": &m.Belfiore,
		"pec": &m.PEC, "email": &m.Email, "telefono": &m.Telefono, "sito": &m.Sito, "note": &m.Note,
	} {
		if name == column {
			*field = &value
		}
	}
}
