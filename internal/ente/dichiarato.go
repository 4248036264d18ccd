package ente

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Dichiarato is what an ente says of itself where it applies for something: the
// open data of applications have it row by row.
type Dichiarato struct {
	// IPA is the code in IndicePA, in its canonical form.
	IPA  string
	Nome string
	// Tipologia is the kind of ente in the words of the source, such as Comuni,
	// ASL or Altri Enti.
	Tipologia string
	// Istat is the code of the comune of the seat; Provincia and Regione are
	// codes or names, and serve where the seat is not known.
	Istat, Provincia string
	RegioneID        int64
}

// Tipo returns the type of the ente by its kind and its name, and whether neither
// says for sure, so that somebody should look at it.
func (d Dichiarato) Tipo() (tipo Tipo, doubtful bool) {
	switch kind := nome.Norm(d.Tipologia); {
	case kind == "comuni" || kind == "comune":
		return Comune, false
	case kind == "asl" || strings.HasPrefix(kind, "aziende"):
		return AUSL, false
	case kind == "scuole":
		return Altro, false
	}
	return tipoDalNome(nome.Norm(d.Nome))
}

// tipoDalNome returns the type that a name says, and whether it leaves doubts.
func tipoDalNome(name string) (tipo Tipo, doubtful bool) {
	begins := func(words string) bool { return strings.HasPrefix(name+" ", words+" ") }
	for _, t := range []struct {
		tipo   Tipo
		begins []string
	}{
		{Regione, []string{"provincia autonoma"}},
		{Provincia, []string{"provincia", "libero consorzio comunale", "libero consorzio"}},
		{CittaMetropolitana, []string{"citta metropolitana"}},
		{Comune, []string{"comune di"}},
		{Unione, []string{"unione"}},
		{Circondario, []string{"nuovo circondario", "circondario"}},
		{ComunitaMontana, []string{"comunita montana"}},
		{Consorzio, []string{"consorzio"}},
		{Universita, []string{"universita", "politecnico"}},
		{AUSL, []string{
			"asl", "ausl", "azienda sanitaria", "azienda socio sanitaria", "azienda ospedaliera", "azienda ospedaliero",
			"azienda unita sanitaria", "azienda usl", "azienda ulss", "irccs", "a o u", "policlinico",
		}},
		// Bodies that have no type of their own.
		{Altro, []string{
			"ordine", "ordini", "collegio", "camera di commercio", "prefettura", "consiglio", "istituto", "agenzia", "ente",
			"fondazione", "federazione", "parco", "autorita", "automobile club", "ministero", "azienda speciale",
			"azienda per il diritto", "azienda regionale", "accademia", "conservatorio", "liceo",
		}},
	} {
		if slices.ContainsFunc(t.begins, begins) {
			return t.tipo, false
		}
	}
	if strings.Contains(name, "servizi alla persona") || begins("asp") {
		return ASP, false
	}
	return Altro, true
}

// Declared returns the ente that an application means, 0 when the register does
// not know it: that with the IPA code, on whatever day it exists; else, for a
// comune, that whose Belfiore code the IPA code is made of, that of the seat, or
// the only one with the name in the provincia; for any other ente, the only one of
// its type without an IPA code that bears the name in the region.
//
// A code decides alone: what applied on a day before a merger is what it was then.
func (m *Matcher) Declared(d Dichiarato) int64 {
	if id := m.ipa[d.IPA]; id != 0 {
		return id
	}
	tipo, _ := d.Tipo()
	if tipo != Comune && !strings.HasPrefix(nome.Norm(d.Nome), "comune di ") {
		return m.onlyNamed(d.Nome, func(r *record) bool {
			return r.Tipo == tipo && r.IPA == "" && liesIn(r, func(c Collocazione) bool { return c.RegioneID == d.RegioneID })
		})
	}
	if belfiore, found := strings.CutPrefix(d.IPA, "c_"); found {
		if id := m.belfiore[strings.ToUpper(belfiore)]; id != 0 {
			return id
		}
	}
	provinces := m.province.find(d.Provincia)
	id := m.onlyNamed(d.Nome, func(r *record) bool {
		return r.Tipo == Comune && (len(provinces) == 0 || liesIn(r, func(c Collocazione) bool { return slices.Contains(provinces, c.ProvinciaID) }))
	})
	if seat := m.seat(d); id == 0 && seat.EnteID != 0 {
		return seat.EnteID
	}
	return id
}

// onlyNamed returns the only ente with a name, in whatever spelling, that passes,
// 0 when there are none or several.
func (m *Matcher) onlyNamed(name string, passes func(r *record) bool) int64 {
	norma := nome.Ente(name)
	if norma == "" {
		return 0
	}
	var found int64
	for _, b := range slices.Concat(m.names[norma], m.looseNames[loose(norma)], m.names[loose(norma)]) {
		switch {
		case b.id == found || !passes(m.enti[b.id]):
		case found != 0:
			return 0
		default:
			found = b.id
		}
	}
	return found
}

// liesIn reports whether one of the places of an ente passes.
func liesIn(r *record, passes func(c Collocazione) bool) bool {
	return slices.ContainsFunc(r.places, passes)
}

// seat returns where the comune of the seat of an ente lies, the latest place
// with its code; without an ente where there is none.
func (m *Matcher) seat(d Dichiarato) Collocazione {
	code, _, err := IstatCell(d.Istat)
	if err != nil {
		return Collocazione{}
	}
	var seat Collocazione
	for _, h := range m.istat[code] {
		for _, c := range m.enti[h.id].places {
			if c.Istat == code && (seat.EnteID == 0 || c.Al.IsZero() || !seat.Al.IsZero() && c.Al.After(seat.Al)) {
				seat = c
			}
		}
	}
	return seat
}

// Plan makes a new ente of one that the register does not know, placed where its
// seat is, else in its provincia, else in its region, and lets Declared find it
// from now on; readable gives its name the usual form. It returns false where
// nothing says where it lies, and for a comune, which the register alone knows.
// What Plan made is written by Load.
func (m *Matcher) Plan(d Dichiarato, readable func(name string) string) (Scheda, bool) {
	tipo, _ := d.Tipo()
	place := m.seat(d)
	if place.EnteID == 0 {
		place = Collocazione{RegioneID: d.RegioneID}
		if provinces := m.province.find(d.Provincia); len(provinces) == 1 {
			place.ProvinciaID = provinces[0]
		}
	}
	if d.RegioneID != 0 && place.RegioneID != d.RegioneID {
		place = Collocazione{RegioneID: d.RegioneID}
	}
	if tipo == Comune || place.RegioneID == 0 || nome.Norm(d.Nome) == "" {
		return Scheda{}, false
	}
	if tipo == Regione {
		place.ProvinciaID = 0
	}
	s := Scheda{Ente: Ente{ID: m.nextID(), Tipo: tipo, Denominazione: readable(d.Nome), IPA: d.IPA}}
	s.Collocazioni = []Collocazione{{RegioneID: place.RegioneID, ProvinciaID: place.ProvinciaID}}
	m.enti[s.ID] = &record{Ente: s.Ente, places: s.Collocazioni}
	m.ipa[d.IPA] = s.ID
	return s, true
}

// nextID returns an id that no ente has.
func (m *Matcher) nextID() int64 {
	if m.lastID == 0 {
		for id := range m.enti {
			m.lastID = max(m.lastID, id)
		}
	}
	m.lastID++
	return m.lastID
}

// Denominazione returns the name of an ente that the Matcher knows.
func (m *Matcher) Denominazione(id int64) string { return m.enti[id].Denominazione }

// LivesOn reports whether an ente that the Matcher knows exists on a day.
func (m *Matcher) LivesOn(id int64, day periodo.Data) bool { return m.enti[id].Contains(day) }

// RegioneOn returns the region in which an ente that the Matcher knows lies on a
// day, the last one it lay in where it lies nowhere that day.
func (m *Matcher) RegioneOn(id int64, day periodo.Data) int64 {
	return m.enti[id].placeOn(day).RegioneID
}
