package demo

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/periodo"
)

// choose decides which comuni have a holder of their own for each role. In each
// provincia the two roles begin at different places of the same round, so that
// some comuni have both, some one and some none.
func (s *story) choose() {
	slices.SortFunc(s.comuni, func(a, b comune) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.Belfiore, b.Belfiore))
	})
	const shift = 3
	for _, share := range shares() {
		var all, alone []*comune
		for i := range s.comuni {
			c := &s.comuni[i]
			if c.Provincia != share.provincia || c.newcomer {
				continue
			}
			all = append(all, c)
			if c.unione == "" {
				alone = append(alone, c)
			}
		}
		for i := range share.comunicazione {
			all[i].comunicazione = true
		}
		for i := range share.formazione {
			alone[(len(alone)-shift+i)%len(alone)].formazione = true
		}
	}
	for i := range s.comuni {
		if s.comuni[i].Belfiore == faenza {
			s.comuni[i].formazione = true
		}
	}
}

// appointComuni makes up the nomine of the comuni. In one comune out of three
// the same person holds both roles.
func (s *story) appointComuni() {
	comunicazione, formazione := s.calendar(), s.calendar()
	for _, c := range s.comuni {
		var holder int64
		if c.comunicazione {
			holder = s.cast.add(c.Ente)
			s.add(c.Ente, s.comunicazione, holder, comunicazione())
		}
		if !c.formazione {
			continue
		}
		if holder == 0 || c.order%3 != 0 {
			holder = s.cast.add(c.Ente)
		}
		s.add(c.Ente, s.formazione, holder, formazione())
	}
}

// calendar returns a function that gives the first days of the nomine of one
// role, one after the other.
func (s *story) calendar() func() periodo.Data {
	list := days()
	left := list[0].n
	return func() periodo.Data {
		for left == 0 {
			list = list[1:]
			left = list[0].n
		}
		left--
		return periodo.MustParse(list[0].day)
	}
}

// add makes up the nomina of a holder by an act of those days.
func (s *story) add(e ente.Ente, ruoloID, personaID int64, dal periodo.Data) {
	n := len(s.nomine)
	atto := nomina.Atto{
		Tipo: nomina.TipiAtto()[n%len(nomina.TipiAtto())], Data: dal,
		Protocollo: strconv.Itoa(4000+n*37%9000) + "/2021",
	}
	if atto.Tipo != "nota" && atto.Tipo != "modulo" {
		atto.Numero = strconv.Itoa(20+n*7%130) + "/2021"
	}
	row := nomina.Nomina{
		EnteID: e.ID, RuoloID: ruoloID, PersonaID: personaID, Stato: nomina.Attiva,
		Periodo: periodo.Periodo{Dal: dal}, Atto: atto, Forma: nomina.Singola, Copre: nomina.Nessuno,
	}
	if e.Tipo == ente.Comune {
		row.InvitatoIl = invited()
	}
	s.nomine = append(s.nomine, row)
}

// appointUnioni makes up the nomine for formazione that cover the members of
// the three Unioni.
func (s *story) appointUnioni() {
	for _, u := range []struct{ ipa, dal string }{
		{distrettoCeramico, "2021-06-24"},
		{circondarioImola, "2021-07-01"},
		{romagnaFaentina, "2021-07-08"},
	} {
		e := s.unioni[u.ipa]
		s.add(e, s.formazione, s.cast.add(e), periodo.MustParse(u.dal))
		last := &s.nomine[len(s.nomine)-1]
		last.Forma, last.Copre = nomina.Associata, nomina.Aderenti
	}
}

// answerOtherwise makes up, among those without a holder, some who sent a name
// without an act and some who declined.
func (s *story) answerOtherwise() {
	const proposals, refusals = 6, 3
	for _, r := range []struct {
		id    int64
		lacks func(c comune) bool
	}{
		{s.comunicazione, func(c comune) bool { return !c.comunicazione }},
		{s.formazione, func(c comune) bool { return !c.formazione && c.unione == "" }},
	} {
		found := 0
		for _, c := range s.comuni {
			if c.newcomer || !r.lacks(c) || found == proposals+refusals {
				continue
			}
			row := nomina.Nomina{
				EnteID: c.ID, RuoloID: r.id, InvitatoIl: invited(), Forma: nomina.Singola, Copre: nomina.Nessuno,
			}
			if found < proposals {
				row.Stato, row.PersonaID = nomina.Proposta, s.cast.add(c.Ente)
			} else {
				row.Stato, row.Al = nomina.Rifiutata, periodo.MustParse("2021-07-09")
				row.MotivoFine = "personale insufficiente"
			}
			found++
			s.nomine = append(s.nomine, row)
		}
	}
}
