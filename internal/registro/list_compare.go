package registro

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// judge notes what a row of the list says about how old the list is.
func (l *listLoader) judge(c listed) {
	s := l.comuni[c.belfiore]
	if s == nil {
		return
	}
	if !s.Al.IsZero() && s.Al.Before(l.Snapshot) {
		l.ended = append(l.ended, s)
		return
	}
	i := l.placeOn(s)
	if i < 0 {
		return
	}
	last := s.Collocazioni[len(s.Collocazioni)-1].Istat
	switch then := s.Collocazioni[i].Istat; {
	case then != c.istat && hasIstat(s.Collocazioni, c.istat):
		l.former = append(l.former, formerCode{s, c.istat, then})
	case then == c.istat && then != last:
		l.recoded = append(l.recoded, formerCode{s, then, last})
	}
}

// placeOn returns the index of where a comune lies on the day of the list, -1
// when it does not exist that day.
func (l *listLoader) placeOn(s *ente.Scheda) int {
	return slices.IndexFunc(s.Collocazioni, func(c ente.Collocazione) bool { return c.Contains(l.Snapshot) })
}

func hasIstat(places []ente.Collocazione, istat string) bool {
	return slices.ContainsFunc(places, func(c ente.Collocazione) bool { return c.Istat == istat })
}

// take brings in a row of the list.
func (l *listLoader) take(c listed) {
	s := l.comuni[c.belfiore]
	switch {
	case s == nil && l.Snapshot.Before(ente.InizioRegistro()):
		l.rows.Count(batch.Outside, 1)
		return
	case s == nil:
		l.refuse(c.row, c.line, listBelfiore, "comune_sconosciuto",
			message.New("the register has no comune with the Belfiore code %s", c.belfiore),
			message.New("the list does not say since when it exists: import the archive of ANPR, or add it with: dtctl ente add --from DAY"))
		return
	case l.Mode == batch.Create:
		l.refuse(c.row, c.line, listBelfiore, "ente_presente", present(), withoutCreate())
		return
	}
	target := clone(*s)
	i := l.placeOn(s)
	if i < 0 {
		l.rows.Count(batch.Unchanged, 1)
		return
	}
	if !sameName(s.Denominazione, c.name) {
		target.Denominazione = c.name
	}
	if c.cf != "" && c.cf != s.CF && l.isFreeCF(c, s) {
		target.CF = c.cf
	}
	switch place := &target.Collocazioni[i]; {
	case place.Istat == c.istat && l.Layout.Has(listCapoluogo):
		place.Capoluogo = c.capoluogo
	case place.Istat != c.istat && !hasIstat(s.Collocazioni, c.istat):
		if !l.move(&target, i, c) {
			return
		}
	}
	l.rows.Count(l.outcome(*s, target, c.line, l.older()), 1)
}

// sameName reports whether a listed name is the stored one but for case, accents
// and marks, or that one with its other language behind it: Duino
// Aurisina-Devin Nabrežina.
func sameName(stored, listed string) bool {
	one, whole := nome.Ente(stored), nome.Ente(listed)
	return one == whole || strings.HasPrefix(whole, one+" ") && strings.ContainsAny(listed, "-/")
}

func (l *listLoader) isFreeCF(c listed, s *ente.Scheda) bool {
	holder, taken := l.cf[c.cf]
	if taken && holder != s.ID {
		l.rows.Warn(batch.Problem{
			Line: c.line, Column: l.rows.Column(listCF), Code: "cf_di_altri",
			Text: message.New("another ente has the codice fiscale %s: it is left out", c.cf),
		})
		return false
	}
	l.cf[c.cf] = s.ID
	return true
}

// move gives a comune the new code that the list has for it, from the day of
// the list on. It reports whether the row can be taken.
func (l *listLoader) move(target *ente.Scheda, i int, c listed) bool {
	p, known := l.provincia[c.istat[:3]]
	if !known {
		l.refuse(c.row, c.line, listIstat, "provincia_sconosciuta",
			message.New("no provincia has ISTAT codes that begin with %s", c.istat[:3]),
			message.New("a new provincia comes with a new version of dtctl"))
		return false
	}
	if holder := l.istat[c.istat]; holder != nil && holder.ID != target.ID {
		l.refuse(c.row, c.line, listIstat, "istat_di_altri",
			message.New("%s already has the ISTAT code %s", holder.Denominazione, c.istat), message.Text{})
		return false
	}
	if i < len(target.Collocazioni)-1 || l.older() {
		// What came later is known: the list is of before.
		return true
	}
	next := ente.Collocazione{
		EnteID: target.ID, RegioneID: p.RegioneID, ProvinciaID: p.ID, Istat: c.istat, Capoluogo: c.capoluogo,
	}
	next.Dal = l.Snapshot
	last := &target.Collocazioni[i]
	if last.Dal == l.Snapshot {
		next.ID = last.ID
		*last = next
	} else {
		last.Al = l.Snapshot.AddDays(-1)
		target.Collocazioni = append(target.Collocazioni, next)
	}
	l.rows.Warn(batch.Problem{
		Line: c.line, Column: l.rows.Column(listIstat), Code: "data_da_verificare",
		Text: message.New("%s has a new code, %s: the list does not say since when, it is dated %s",
			target.Denominazione, c.istat, l.Snapshot),
	})
	return true
}
