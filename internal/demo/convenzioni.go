package demo

import (
	"context"
	"strconv"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// agree writes the conventions for SELF: those of two Unioni, which cover their
// comuni, and those of most of the others.
func (s *story) agree(ctx context.Context, tx *db.Tx) error {
	var a agreements
	for _, term := range terms(renewed) {
		for _, ipa := range []string{distrettoCeramico, circondarioImola} {
			var covered []int64
			for _, c := range s.comuni {
				if c.unione == ipa {
					covered = append(covered, c.ID)
				}
			}
			a.add(s.unioni[ipa], term, covered)
		}
	}
	for _, c := range s.comuni {
		if c.unione != distrettoCeramico && c.unione != circondarioImola && !c.newcomer {
			a.addAll(c.Ente)
		}
	}
	for _, e := range s.altri {
		if e.IPA != distrettoCeramico && e.IPA != circondarioImola {
			a.addAll(e)
		}
	}
	return convenzione.Load(ctx, tx, a.list)
}

// agreements are the conventions as they grow.
type agreements struct{ list []convenzione.Convenzione }

func (a *agreements) add(e ente.Ente, term periodo.Periodo, covered []int64) {
	n := len(a.list)
	a.list = append(a.list, convenzione.Convenzione{
		ID: int64(n + 1), Tipo: convenzione.Self, EnteID: e.ID, Periodo: term, Coperti: covered,
		Atto: "convenzione " + strconv.Itoa(11+n*7%280) + "/" + term.Dal.String()[:4],
	})
}

func (a *agreements) addAll(e ente.Ente) {
	for _, term := range terms(habitOf(e)) {
		a.add(e, term, nil)
	}
}

// habit is how an ente deals with conventions.
type habit int

const (
	// renewed has had a convention for years and has another for five years.
	renewed habit = iota
	// ending has one that ends with 2026.
	ending
	// lapsed had one until 2023.
	lapsed
	// without has never had any.
	without
)

// habitOf decides what an ente does: of ten, six renew theirs.
func habitOf(e ente.Ente) habit {
	switch shuffle(e.IPA+e.Denominazione) % 10 {
	case 0, 1:
		return without
	case 2:
		return lapsed
	case 3:
		return ending
	}
	return renewed
}

// terms returns the conventions of an ente, the one in force in 2026 first.
func terms(h habit) []periodo.Periodo {
	term := func(dal, al string) periodo.Periodo {
		return periodo.Periodo{Dal: periodo.MustParse(dal), Al: periodo.MustParse(al)}
	}
	switch h {
	case renewed:
		return []periodo.Periodo{term("2022-07-01", "2027-06-30"), term("2017-07-01", "2022-06-30")}
	case ending:
		return []periodo.Periodo{term("2022-01-01", "2026-12-31"), term("2017-01-01", "2021-12-31")}
	case lapsed:
		return []periodo.Periodo{term("2019-01-01", "2023-12-31")}
	}
	return nil
}

// residentsPerEmployee is about how many residents a comune of the region has
// for each of its employees.
const residentsPerEmployee = 170

// staff writes how many employees most enti have.
func (s *story) staff(ctx context.Context, tx *db.Tx) error {
	known := map[int64]int64{}
	for _, h := range headcounts() {
		e := s.unioni[distrettoCeramico]
		if h.belfiore != "" {
			e = s.comune(h.belfiore)
		}
		known[e.ID] = h.employees
	}
	var list []ente.Scheda
	add := func(e ente.Ente, guess int64) {
		n, found := known[e.ID]
		if !found {
			n = guess
		}
		if n == 0 || !found && shuffle(e.Denominazione)%9 == 0 {
			return
		}
		list = append(list, ente.Scheda{Ente: ente.Ente{ID: e.ID}, Dati: []ente.Dato{{
			Grandezza: ente.Dipendenti, Valore: n, DataRif: periodo.MustParse("2020-12-31"), Fonte: "dimostrazione",
		}}})
	}
	for _, c := range s.comuni {
		add(c.Ente, 2+residentsOf(c.Ente)/residentsPerEmployee)
	}
	for _, e := range s.altri {
		add(e, 12+int64(shuffle(e.IPA)%90))
	}
	return ente.LoadDati(ctx, tx, list)
}
