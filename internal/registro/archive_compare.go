package registro

import (
	"slices"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
)

// judge notes whether the archive takes for the present of a comune what the
// register knows to be its past.
func (l *archiveLoader) judge(h []archived) {
	s, last := l.comuni[h[0].belfiore], h[len(h)-1]
	if s == nil || !last.Al.IsZero() {
		return
	}
	i := slices.IndexFunc(s.Collocazioni, func(c ente.Collocazione) bool { return c.Istat == last.istat && !c.Al.IsZero() })
	switch {
	case i < 0 || s.Collocazioni[len(s.Collocazioni)-1].Istat == last.istat && s.Al.IsZero():
	case i == len(s.Collocazioni)-1:
		l.ended = append(l.ended, s)
	default:
		l.former = append(l.former, formerCode{s, last.istat, s.Collocazioni[len(s.Collocazioni)-1].Istat})
	}
}

// take brings in the periods of one comune. The last of its rows stands for
// what became of it.
func (l *archiveLoader) take(h []archived) {
	last := h[len(h)-1]
	places, fine := l.places(h)
	if !fine {
		return
	}
	s := l.comuni[last.belfiore]
	if s == nil {
		l.add(h, places)
		return
	}
	if l.Mode == batch.Create {
		for _, a := range h {
			l.refuse(a.row, a.line, archiveBelfiore, "ente_presente", present(), withoutCreate())
		}
		return
	}
	target := clone(*s)
	target.Collocazioni = follow(places, s.Collocazioni)
	end := target.Collocazioni[len(target.Collocazioni)-1]
	target.Dal, target.Al = target.Collocazioni[0].Dal, end.Al
	// An older archive has older names.
	if end.Istat == last.istat && !l.older() && !sameName(s.Denominazione, last.name) {
		target.Denominazione = Readable(last.name)
	}
	outcome := l.outcome(*s, target, last.line, l.isBefore())
	if outcome == batch.Updated && !target.Al.IsZero() && s.Al.IsZero() {
		l.rows.Warn(batch.Problem{
			Line: last.line, Column: l.rows.Column(archiveAl), Code: "fine_da_completare",
			Text: message.New("%s ended on %s: say why and into which with dtctl ente end or dtctl ente merge", s.Denominazione, target.Al),
		})
	}
	l.rows.Count(batch.Unchanged, len(h)-1)
	l.rows.Count(outcome, 1)
}

// places returns where a comune lay, joining the periods between which only
// its name changed; false after refusing the rows of one that lies nowhere for
// some time, or in a provincia that nobody knows.
func (l *archiveLoader) places(h []archived) ([]ente.Collocazione, bool) {
	var list []ente.Collocazione
	for _, a := range h {
		p, known := l.provincia[a.istat[:3]]
		n := len(list)
		follows := n == 0 || !list[n-1].Al.IsZero() && list[n-1].Al.AddDays(1) == a.Dal
		switch {
		case !known:
			return nil, l.refuseAll(h, archiveIstat, "provincia_sconosciuta",
				message.New("no provincia has ISTAT codes that begin with %s", a.istat[:3]))
		case !follows:
			return nil, l.refuseAll(h, archiveDal, "storia_interrotta",
				message.New("the periods of %s do not follow each other without gaps", a.belfiore))
		case n > 0 && list[n-1].Istat == a.istat:
			list[n-1].Al = a.Al
		default:
			list = append(list, ente.Collocazione{RegioneID: p.RegioneID, ProvinciaID: p.ID, Istat: a.istat, Periodo: a.Periodo})
		}
	}
	return list, true
}

func (l *archiveLoader) refuseAll(h []archived, column int, code string, text message.Text) bool {
	for _, a := range h {
		l.refuse(a.row, a.line, column, code, text, message.Text{})
	}
	return false
}

// follow returns the places of the archive with what the register adds to them:
// an open end is no value, so that what came after it, when the register knows
// it, stays; and who was the chief town.
func follow(archive, register []ente.Collocazione) []ente.Collocazione {
	list := slices.Clone(archive)
	last := &list[len(list)-1]
	if last.Al.IsZero() {
		i := slices.IndexFunc(register, func(c ente.Collocazione) bool { return c.Istat == last.Istat && !c.Al.IsZero() })
		if i >= 0 {
			last.Al = register[i].Al
			list = append(list, register[i+1:]...)
		}
	}
	for i := range list {
		for _, c := range register {
			if c.Istat == list[i].Istat {
				list[i].Capoluogo = c.Capoluogo
			}
		}
	}
	return list
}

// add adds a comune that the register lacks.
func (l *archiveLoader) add(h []archived, places []ente.Collocazione) {
	last := h[len(h)-1]
	if l.Mode == batch.Update {
		for _, a := range h {
			l.refuse(a.row, a.line, archiveBelfiore, "ente_assente",
				message.New("the register has no comune with the Belfiore code %s", a.belfiore),
				message.New("without --mode update it is added"))
		}
		return
	}
	end := places[len(places)-1]
	if holder := l.istat[end.Istat]; holder != nil && end.Al.IsZero() {
		l.refuseAll(h, archiveIstat, "istat_di_altri",
			message.New("%s already has the ISTAT code %s", holder.Denominazione, end.Istat))
		return
	}
	l.lastID++
	s := ente.Scheda{Ente: ente.Ente{
		ID: l.lastID, Tipo: ente.Comune, Denominazione: Readable(last.name), Belfiore: last.belfiore,
	}, Collocazioni: places}
	s.Dal, s.Al = places[0].Dal, end.Al
	l.nuovi = append(l.nuovi, s)
	if end.Al.IsZero() {
		l.istat[end.Istat] = &s
	}
	l.rows.Count(batch.Unchanged, len(h)-1)
	l.rows.Count(batch.New, 1)
}
