package demo

import (
	"context"
	"time"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/iscrizione"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/persona"
)

// The figures of TD-BASE: 3,448 persons, 464 of them in both editions, and so
// 3,912 enrolments, of which 2,201 completed.
const (
	participants = 3448
	onlyFirst    = 1400
	inBoth       = 464
	tdBaseRows   = participants + inBoth
	completions  = 2201
	underway     = 1200
	// withdrawals are persons of the first edition who tried the second.
	withdrawals = 38
	// finished is how many of those in DIGITABILI completed it.
	finished = 497
)

// comuniInside is how many comuni have persons in TD-BASE.
const comuniInside = 287

// listed returns the Friday of the last list that the platform sent.
func listed() periodo.Data { return periodo.Day(2021, time.December, 17) }

// participant is a person who takes courses, with the ente.
type participant struct{ personaID, enteID int64 }

// enrol writes who takes the courses. All employees in DIGITABILI are in
// TD-BASE too, so that the persons are those of TD-BASE.
func (s *story) enrol(ctx context.Context, tx *db.Tx) error {
	known := len(s.cast.persone)
	local := s.castDistretto()
	all := append(local, s.castElsewhere(participants-len(local))...)
	if err := persona.Load(ctx, tx, s.cast.persone[known:]); err != nil {
		return err
	}
	e := enrolments{list: make([]iscrizione.Iscrizione, 0, tdBaseRows+withdrawals+len(local))}
	for i, p := range all {
		// The multiples of a number prime to the size visit every place once:
		// so each ente has its part of everything.
		place := (i*1237 + participants - 1) % participants
		if place < onlyFirst+inBoth {
			e.addFirst(p)
		}
		if place >= onlyFirst {
			e.addSecond(p)
		}
		if place < withdrawals {
			e.addWithdrawal(p)
		}
	}
	for i, p := range local {
		e.addDigitabili(p, i, i*277%len(local) < finished)
	}
	return iscrizione.Load(ctx, tx, e.list)
}

// castDistretto makes up the employees of the Distretto ceramico who take
// courses.
func (s *story) castDistretto() []participant {
	var list []participant
	for _, h := range headcounts() {
		e := s.unioni[distrettoCeramico]
		if h.belfiore != "" {
			e = s.comune(h.belfiore)
		}
		list = append(list, s.castFor(e, h.participants)...)
	}
	return list
}

// castElsewhere makes up n employees of other comuni, at least one of each and
// the rest in proportion to the residents.
func (s *story) castElsewhere(n int) []participant {
	var comuni []ente.Ente
	var residents int64
	for _, c := range s.comuni {
		if c.unione != distrettoCeramico && !c.newcomer && len(comuni) < comuniInside-len(headcounts())+1 {
			comuni = append(comuni, c.Ente)
			residents += residentsOf(c.Ente)
		}
	}
	list := make([]participant, 0, n)
	shared, sum := int64(n-len(comuni)), int64(0)
	for _, c := range comuni {
		before := sum * shared / residents
		sum += residentsOf(c)
		list = append(list, s.castFor(c, 1+int(sum*shared/residents-before))...)
	}
	return list
}

func residentsOf(e ente.Ente) int64 {
	if e.Popolazione == nil {
		return 0
	}
	return *e.Popolazione
}

// castFor makes up n employees of an ente.
func (s *story) castFor(e ente.Ente, n int) []participant {
	list := make([]participant, n)
	for i := range list {
		list[i] = participant{s.cast.add(e), e.ID}
	}
	return list
}

// enrolments are the enrolments as they grow.
type enrolments struct {
	list []iscrizione.Iscrizione
	// counted is how many of them count in TD-BASE.
	counted int
}

func (e *enrolments) add(row iscrizione.Iscrizione) {
	row.ID = int64(len(e.list) + 1)
	e.list = append(e.list, row)
}

// addFirst enrols a person in the first edition of TD-BASE, in September or
// October 2021. Who completes it does so seven weeks after the beginning at the
// earliest.
func (e *enrolments) addFirst(p participant) {
	n := e.counted
	enrolled := workday(periodo.Day(2021, time.September, 6), n*7%40)
	e.addTDBase(p, tdBase1, enrolled, workday(periodo.Day(2021, time.November, 8), n%29))
}

// addSecond enrols a person in the second edition, a month later.
func (e *enrolments) addSecond(p participant) {
	n := e.counted
	enrolled := workday(periodo.Day(2021, time.October, 4), n*7%30)
	e.addTDBase(p, tdBase2, enrolled, workday(periodo.Day(2021, time.November, 22), n%19))
}

// addTDBase enrols a person in an edition of TD-BASE, who has come as far as
// the figures ask.
func (e *enrolments) addTDBase(p participant, edition int64, enrolled, completed periodo.Data) {
	row := iscrizione.Iscrizione{
		EdizioneID: edition, PersonaID: p.personaID, EnteID: p.enteID,
		Stato: iscrizione.Iscritto, IscrittoIl: enrolled, RilevatoIl: listed(),
	}
	switch place := (e.counted*1499 + tdBaseRows - 1) % tdBaseRows; {
	case place < completions:
		row.Stato, row.CompletatoIl, row.Minuti = iscrizione.Completato, completed, tdBaseMinutes
	case place < completions+underway:
		row.Stato, row.Minuti = iscrizione.InCorso, int64(30+place%20*30)
	}
	e.counted++
	e.add(row)
}

// addWithdrawal enrols a person in the second edition who gave it up.
func (e *enrolments) addWithdrawal(p participant) {
	n := len(e.list)
	e.add(iscrizione.Iscrizione{
		EdizioneID: tdBase2, PersonaID: p.personaID, EnteID: p.enteID, Stato: iscrizione.Ritirato,
		IscrittoIl: workday(periodo.Day(2021, time.October, 4), n%10), RitiratoIl: workday(periodo.Day(2021, time.October, 25), n%20), RilevatoIl: listed(),
	})
}

// addDigitabili enrols the n-th person in DIGITABILI.
func (e *enrolments) addDigitabili(p participant, n int, completes bool) {
	row := iscrizione.Iscrizione{
		EdizioneID: digitabili1, PersonaID: p.personaID, EnteID: p.enteID, Stato: iscrizione.NonCompletato,
		IscrittoIl: workday(periodo.Day(2020, time.November, 23), n%20), Minuti: int64(120 + n%5*120), RilevatoIl: periodo.Day(2021, time.July, 9),
	}
	if completes {
		row.Stato, row.CompletatoIl, row.Minuti = iscrizione.Completato, workday(periodo.Day(2021, time.June, 7), n%24), digitabiliMinutes
	}
	e.add(row)
}

// workday returns the n-th working day after a Monday.
func workday(monday periodo.Data, n int) periodo.Data {
	const week = 5
	return monday.AddDays(n/week*7 + n%week)
}
