package corso

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Stato says how far an edition has come, as it is stored where it was forced.
type Stato string

// The states of an edition in the order of its life.
const (
	Programmata      Stato = "programmata"
	IscrizioniAperte Stato = "iscrizioni_aperte"
	InCorso          Stato = "in_corso"
	Conclusa         Stato = "conclusa"
	// Annullata is an edition that does not take place. No date says so: it is
	// only ever forced.
	Annullata Stato = "annullata"
)

// Stati returns the states of an edition in the order of its life.
func Stati() []Stato { return []Stato{Programmata, IscrizioniAperte, InCorso, Conclusa, Annullata} }

// Edizione is one edition of a course.
type Edizione struct {
	ID      int64
	CorsoID int64
	// Numero tells the editions of a course apart; it is positive.
	Numero int64
	// IscrizioniDal is when enrolment opens, Dal the first day, Al the last;
	// each can be a month alone, or not known.
	IscrizioniDal, Dal, Al periodo.Piano
	// Posti is how many persons can take part, 0 when there is no limit.
	Posti int64
	// Stato is what somebody forced it to be, empty when the dates say it:
	// StatoAl knows both.
	Stato Stato
	Note  string

	// What the course says, only when read.
	Corso       string // its code
	Destinatari Platea
}

// Codice returns what names the edition in commands: the code of its course
// and its number, as in TD-BASE/2.
func (e Edizione) Codice() string { return e.Corso + "/" + strconv.FormatInt(e.Numero, 10) }

// IsForCitizens reports whether the course of the edition is for citizens: see
// Corso.IsForCitizens.
func (e Edizione) IsForCitizens() bool { return e.Destinatari == Cittadini }

// StatoAl returns the state of the edition on a day: the forced one, else what
// the dates say. Enrolment is open from IscrizioniDal, the edition is held from
// Dal to Al, both included, and is over after Al.
//
// As long as only the month of a beginning is known, nothing begins in it: the
// edition is programmata, or open for enrolment, until the last day of the
// month, and is taken to have begun once the month has passed. An end of which
// only the month is known is the last day of that month.
func (e Edizione) StatoAl(day periodo.Data) Stato {
	switch {
	case e.Stato != "":
		return e.Stato
	case !e.Al.IsZero() && day.After(e.Al.Fine()):
		return Conclusa
	case hasBegun(e.Dal, day):
		return InCorso
	case hasBegun(e.IscrizioniDal, day):
		return IscrizioniAperte
	}
	return Programmata
}

// hasBegun reports whether what was planned for a date has begun on a day.
func hasBegun(planned periodo.Piano, day periodo.Data) bool {
	switch {
	case planned.IsZero():
		return false
	case planned.IsMonth():
		return day.After(planned.Fine())
	}
	return !day.Before(planned.Giorno())
}

// Includes reports whether a day can be one of the edition: whatever days its
// dates mean, it does not lie before the first or after the last.
func (e Edizione) Includes(day periodo.Data) bool {
	return (e.Dal.IsZero() || !day.Before(e.Dal.Giorno())) && (e.Al.IsZero() || !day.After(e.Al.Fine()))
}

// checked returns e in the form in which it is stored, or a fault of kind Usage
// when a value is missing or outside its list, of kind Failed when the dates
// are out of order.
func (e Edizione) checked() (Edizione, error) {
	e.Note = strings.TrimSpace(e.Note)
	switch {
	case e.Numero <= 0:
		return e, fault.New(fault.Usage, "the number of an edition must be at least 1").
			WithHint("give the next one; see them with: dtctl edizione list %s", e.Corso)
	case e.Posti < 0:
		return e, fault.New(fault.Usage, "the seats of an edition must be at least 1").WithHint("leave --seats out when there is no limit")
	case e.Stato != "" && !slices.Contains(Stati(), e.Stato):
		return e, fault.New(fault.Usage, "%q is not a state of an edition", string(e.Stato)).
			WithHint("choose one of: %s", list(Stati()))
	case isAfter(e.Dal, e.Al):
		return e, fault.New(fault.Failed, "edition %s cannot end on %s, before it begins on %s", e.Codice(), e.Al, e.Dal).
			WithHint("change one of the two dates with --from or --to")
	case isAfter(e.IscrizioniDal, e.Dal):
		return e, fault.New(fault.Failed, "enrolment in edition %s cannot open on %s, after the edition begins on %s",
			e.Codice(), e.IscrizioniDal, e.Dal).WithHint("change one of the two dates with --enrol-from or --from")
	case isAfter(e.IscrizioniDal, e.Al):
		return e, fault.New(fault.Failed, "enrolment in edition %s cannot open on %s, after the edition ends on %s",
			e.Codice(), e.IscrizioniDal, e.Al).WithHint("change one of the two dates with --enrol-from or --to")
	}
	return e, nil
}

// isAfter reports whether the first of two dates comes after the second; a date
// that is not known comes after none.
func isAfter(p, q periodo.Piano) bool { return !p.IsZero() && !q.IsZero() && p.IsAfter(q) }
