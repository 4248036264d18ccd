// Package iscrizione keeps who enrolled in which edition of a course, for which
// ente, and how far they came.
//
// The ente is that of the person on the day of the enrolment and stays when the
// person moves. Citizens are never enrolled: of them the field keeps numbers.
package iscrizione

import "github.com/dtctl/dtctl/internal/periodo"

// Stato says how far an enrolment has come.
type Stato string

// The states of an enrolment, in the order of its life.
const (
	// Iscritto means that the person enrolled and has not begun.
	Iscritto Stato = "iscritto"
	// InCorso means that the person has begun.
	InCorso Stato = "in_corso"
	// Completato means that the person completed the course.
	Completato Stato = "completato"
	// NonCompletato means that the edition was closed before the person
	// completed it.
	NonCompletato Stato = "non_completato"
	// Ritirato means that the person gave up; it does not count as taking part.
	Ritirato Stato = "ritirato"
	// Annullata means that the row was written by mistake; it never counts.
	Annullata Stato = "annullata"
)

// Stati returns the states in the order of an enrolment's life.
func Stati() []Stato {
	return []Stato{Iscritto, InCorso, Completato, NonCompletato, Ritirato, Annullata}
}

// CanBecome reports whether an enrolment passes from the state s to the state t
// by going forward; a step may be left out. A completion that becomes known
// after the edition was closed still counts.
func (s Stato) CanBecome(t Stato) bool {
	switch s {
	case Iscritto:
		return t != Iscritto
	case InCorso:
		return t != InCorso && t != Iscritto
	case NonCompletato:
		return t == Completato || t == Annullata
	case Completato, Ritirato:
		return t == Annullata
	}
	return false
}

// Open is the SQL condition under which the row i of table iscrizione still
// waits for its end.
const Open = "i.stato IN ('iscritto', 'in_corso')"

// Counting is the SQL condition under which the row i of table iscrizione
// counts as a person who takes part.
const Counting = "i.stato NOT IN ('ritirato', 'annullata')"

// Held is the SQL condition under which the row i of table iscrizione is in an
// edition that was not annulled: what does not take place counts in no figure,
// on any day.
const Held = "i.edizione_id NOT IN (SELECT z.id FROM edizione z WHERE z.stato = 'annullata')"

// Iscrizione is the enrolment of a person in an edition.
type Iscrizione struct {
	ID         int64
	EdizioneID int64
	PersonaID  int64
	// EnteID is the ente for which the person enrolled.
	EnteID int64
	Stato  Stato
	// IscrittoIl is the day of the enrolment, which is always known.
	IscrittoIl periodo.Data
	// CompletatoIl is zero unless the state is Completato, and where a file did
	// not tell the day.
	CompletatoIl periodo.Data
	// RitiratoIl is zero unless the state is Ritirato, and where a file did not
	// tell the day.
	RitiratoIl periodo.Data
	// Minuti are the minutes attended, 0 where they are not known.
	Minuti int64
	// Esito is what came of it in the operator's words, such as the number of
	// the certificate; empty for nothing.
	Esito string
	// RilevatoIl is the day of which the row is true; what is known of an
	// earlier day does not change it.
	RilevatoIl periodo.Data

	// What the other tables say of it, only when read.
	Edizione  string // code of the course and number, such as TD-BASE/2
	Ente      string // denominazione
	Tipo      string // type of the ente
	IPA       string // of the ente, empty where there is none
	Regione   string // sigla, on the day asked or the last before it
	Provincia string // sigla, as above
	Cognome   string
	Nome      string
	Email     string // empty where it is not known
	CF        string // empty where it is not known
}
