package ente

import (
	"slices"

	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// search is one row looked up on one day.
type search struct {
	m   *Matcher
	day periodo.Data
	// during are the days on which all that was asked of the day would have
	// been answered in the same way.
	during periodo.Periodo
	// hits are the enti that the codes and addresses mean, in their order.
	hits    []hit
	notices []message.Text
	// unknown is why the first code that no ente has decides nothing.
	unknown message.Text
	zeros   int
}

// hit is an ente that a key means.
type hit struct {
	via Chiave
	id  int64
	// notice says why the ente is not the one that the key itself names.
	notice message.Text
}

// The problems of a row, as Esito.Codice names them.
const (
	enteMancante     = "ente_mancante"
	enteSconosciuto  = "ente_sconosciuto"
	enteAmbiguo      = "ente_ambiguo"
	enteConflitto    = "ente_conflitto"
	enteCodiceErrato = "ente_codice_errato"
)

func (s *search) match(k Chiavi) Esito {
	if wrong := s.codes(k); !wrong.IsZero() {
		return s.refused(enteCodiceErrato, wrong)
	}
	s.address(k.Email)
	n := s.name(k.Nome, k.Provincia)
	if len(s.hits) == 0 && len(n.hits) == 1 {
		s.hits = n.hits
	}
	if len(s.hits) == 0 {
		return s.undecided(k, n)
	}
	first := s.hits[0]
	for _, h := range s.hits[1:] {
		if h.id != first.id {
			return s.conflict(first, []hit{h})
		}
	}
	if !s.allows(n, first.id) {
		return s.conflict(first, slices.Concat(n.hits, n.elsewhere))
	}
	if !first.notice.IsZero() {
		s.notices = append(s.notices, first.notice)
	}
	s.checkProvincia(first, n.places)
	return Esito{EnteID: first.id, Via: first.via, Avviso: together(s.notices), ZeriAggiunti: s.zeros}
}

// allows reports whether the name of the row may be that of the ente: nobody
// bears it, or that ente does too.
func (s *search) allows(n named, id int64) bool {
	return len(n.bearers) == 0 || slices.ContainsFunc(n.bearers, func(b bearer) bool {
		settled, _ := s.settle(b.id)
		return settled == id
	})
}

// undecided says why no key decided.
func (s *search) undecided(k Chiavi, n named) Esito {
	var e Esito
	switch {
	case len(n.hits) > 1:
		e = s.refused(enteAmbiguo, message.New("%d enti are called %q", len(n.hits), k.Nome))
		e.Suggeriti = s.suggeriti(n.hits)
	case len(n.elsewhere) > 0:
		e = s.refused(enteSconosciuto, message.New("no ente called %q lies in that province", k.Nome))
		e.Suggeriti = s.suggeriti(n.elsewhere)
	case !n.problem.IsZero():
		e = s.refused(enteSconosciuto, n.problem)
	case !s.unknown.IsZero():
		e = s.refused(enteSconosciuto, s.unknown)
	default:
		e = s.refused(enteMancante, message.New("the row does not say which ente it is about"))
	}
	return e
}

func (s *search) refused(code string, why message.Text) Esito {
	return Esito{Codice: code, Problema: why, ZeriAggiunti: s.zeros}
}

func (s *search) conflict(first hit, others []hit) Esito {
	e := s.refused(enteConflitto, message.New("two keys mean different enti: the %s means %s, the %s means %s",
		first.via.text(), s.labels(first), others[0].via.text(), s.labels(others...)))
	e.Suggeriti = s.suggeriti(append([]hit{first}, others...))
	return e
}

// text names the key in a sentence.
func (c Chiave) text() message.Text {
	switch c {
	case ChiaveIPA:
		return message.New("IPA code")
	case ChiaveCF:
		return message.New("codice fiscale")
	case ChiaveIstat:
		return message.New("ISTAT code")
	case ChiaveBelfiore:
		return message.New("Belfiore code")
	case ChiaveEmail, ChiaveDominio:
		return message.New("e-mail address")
	}
	return message.New("name")
}

// valid reports whether the period contains the day and remembers until when
// the answer is the same.
func (s *search) valid(p periodo.Periodo) bool {
	switch {
	case !p.Dal.IsZero() && s.day.Before(p.Dal):
		s.narrow(periodo.Periodo{Al: p.Dal.AddDays(-1)})
		return false
	case !p.Al.IsZero() && s.day.After(p.Al):
		s.narrow(periodo.Periodo{Dal: p.Al.AddDays(1)})
		return false
	}
	s.narrow(p)
	return true
}

func (s *search) narrow(p periodo.Periodo) {
	if !p.Dal.IsZero() && (s.during.Dal.IsZero() || p.Dal.After(s.during.Dal)) {
		s.during.Dal = p.Dal
	}
	if !p.Al.IsZero() && (s.during.Al.IsZero() || p.Al.Before(s.during.Al)) {
		s.during.Al = p.Al
	}
}

// hasEnded reports whether the ente ended before the day.
func (s *search) hasEnded(r *record) bool {
	return !s.valid(r.Periodo) && !r.Al.IsZero() && s.day.After(r.Al)
}

// longestChain bounds the successions that are followed: in a sound register
// each successor outlives the ente before it, so that there is no ring.
const longestChain = 32

// settle returns the ente that stands in the place of another on the day: it
// itself while it lives, then its successor. The notice is zero for an ente
// that lives on the day.
func (s *search) settle(id int64) (int64, message.Text) {
	named := s.m.enti[id]
	r := named
	for range longestChain {
		if !s.hasEnded(r) || r.SuccessoreID == 0 {
			break
		}
		r = s.m.enti[r.SuccessoreID]
	}
	switch {
	case r != named:
		return r.ID, message.New("%s ended on %s: taken as its successor %s", named.Denominazione, named.Al, r.Denominazione)
	case s.hasEnded(r):
		return r.ID, message.New("%s ended on %s and has no successor", r.Denominazione, r.Al)
	case !s.valid(r.Periodo):
		return r.ID, message.New("%s exists only from %s", r.Denominazione, r.Dal)
	}
	return r.ID, message.Text{}
}

// on returns the ente as it is on the day, or on the nearest day of its life.
func (s *search) on(id int64) Ente {
	r := s.m.enti[id]
	e := r.Ente
	for i, c := range r.places {
		if i > 0 && !s.valid(c.Periodo) && s.day.Before(c.Dal) {
			break
		}
		e.Regione, e.Provincia, e.Istat = c.Regione, c.Provincia, c.Istat
	}
	return e
}

func (s *search) labels(hits ...hit) string {
	enti := make([]Ente, min(len(hits), mostSuggested))
	for i := range enti {
		enti[i] = s.on(hits[i].id)
	}
	return labels(enti)
}

// suggeriti returns the first enti of several that bear the name itself.
func (s *search) suggeriti(hits []hit) []Suggerito {
	var list []Suggerito
	for _, h := range hits[:min(len(hits), mostSuggested)] {
		list = append(list, s.suggerito(h.id, 100))
	}
	return list
}

func (s *search) suggerito(id int64, score int) Suggerito {
	e := s.on(id)
	return Suggerito{ID: id, Denominazione: e.Denominazione, Provincia: e.Provincia, Codice: e.Codice(), Punteggio: score}
}

func contains(hits []hit, id int64) bool {
	return slices.ContainsFunc(hits, func(h hit) bool { return h.id == id })
}

// together makes one sentence of several.
func together(notices []message.Text) message.Text {
	if len(notices) == 0 {
		return message.Text{}
	}
	all := notices[0]
	for _, n := range notices[1:] {
		all = message.New("%s; %s", all, n)
	}
	return all
}
