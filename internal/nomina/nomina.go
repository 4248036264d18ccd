// Package nomina keeps who was invited to appoint the holder of a role, who
// appointed whom, by which act, from which day and to which day.
//
// A nomina is one row from the invitation to its end. What it counts for, and
// when, follows from its state and its dates alone.
package nomina

import "github.com/dtctl/dtctl/internal/periodo"

// Stato says how far a nomina has come.
type Stato string

// The states of a nomina, in the order of its life.
const (
	// Invitato means that the ente was asked to appoint somebody.
	Invitato Stato = "invitato"
	// Proposta means that the name has come, but no act.
	Proposta Stato = "proposta"
	// Attiva means that the person holds the role, with no end in sight.
	Attiva Stato = "attiva"
	// Cessata means that the nomina ends on its last day.
	Cessata Stato = "cessata"
	// Sostituita means that another nomina follows on the next day.
	Sostituita Stato = "sostituita"
	// Rifiutata means that the ente declined; the last day is that of its answer.
	Rifiutata Stato = "rifiutata"
	// Annullata means that the row was written by mistake; it never counts.
	Annullata Stato = "annullata"
)

// Stati returns the states in the order of a nomina's life.
func Stati() []Stato {
	return []Stato{Invitato, Proposta, Attiva, Cessata, Sostituita, Rifiutata, Annullata}
}

// CanBecome reports whether a nomina may pass from the state s to the state t.
// An end goes back to attiva only as a correction of its last day.
func (s Stato) CanBecome(t Stato) bool {
	switch s {
	case Invitato:
		return t == Proposta || t == Attiva || t == Rifiutata || t == Annullata
	case Proposta:
		return t == Attiva || t == Rifiutata || t == Annullata
	case Attiva:
		return t == Cessata || t == Sostituita || t == Annullata
	case Cessata, Sostituita:
		return t == Attiva || t == Annullata
	case Rifiutata:
		return t == Annullata
	}
	return false
}

// IsOpen reports whether a nomina in this state still waits for an answer or
// an act.
func (s Stato) IsOpen() bool { return s == Invitato || s == Proposta }

// HasBegun reports whether a nomina in this state counts on the days between
// its first and its last.
func (s Stato) HasBegun() bool { return s == Attiva || s == Cessata || s == Sostituita }

// Valid is the SQL condition under which the row n of table nomina counts on
// some day of its period.
const Valid = "n.stato IN ('attiva', 'cessata', 'sostituita')"

// ValidAt is the SQL condition under which the row n of table nomina is valid
// on a day; its two parameters are both that day. It says in SQL what
// Nomina.ValidAt says in Go.
const ValidAt = Valid + " AND n.dal <= ? AND (n.al IS NULL OR n.al >= ?)"

// Open is the SQL condition under which the row n of table nomina still waits
// for an answer or an act.
const Open = "n.stato IN ('invitato', 'proposta')"

// TipoAtto is the kind of act that appoints.
type TipoAtto string

// TipiAtto returns the kinds of act, the most formal first.
func TipiAtto() []TipoAtto { return []TipoAtto{"delibera", "determina", "decreto", "nota", "modulo"} }

// Atto is the act of a nomina and the number under which it was received. All
// of it is optional.
type Atto struct {
	Tipo       TipoAtto
	Numero     string
	Data       periodo.Data
	Protocollo string
}

// Forma says whether the ente appoints for itself or together with others
// (CAD, art. 17 c. 1-septies).
type Forma string

// The forms of a nomina.
const (
	Singola   Forma = "singola"
	Associata Forma = "associata"
)

// Forme returns the forms of a nomina.
func Forme() []Forma { return []Forma{Singola, Associata} }

// Copre says which comuni the nomina of an Unione covers besides the Unione
// itself.
type Copre string

// What a nomina covers.
const (
	// Nessuno covers no comune: the default, since the responsabile of an
	// Unione is not by itself that of its comuni.
	Nessuno Copre = "nessuno"
	// Aderenti covers the comuni that belong to the Unione on the day asked.
	Aderenti Copre = "aderenti"
	// Elenco covers the comuni that are listed.
	Elenco Copre = "elenco"
)

// Coperture returns what a nomina can cover.
func Coperture() []Copre { return []Copre{Nessuno, Aderenti, Elenco} }

// Nomina is the invitation, the proposal or the appointment of the holder of a
// role by an ente.
type Nomina struct {
	ID        int64
	EnteID    int64
	RuoloID   int64
	PersonaID int64 // 0 until a name has come
	Stato     Stato
	// InvitatoIl is the day of the invitation, zero when there was none.
	InvitatoIl periodo.Data
	// Periodo is zero until an act has come. The end of a refused nomina is
	// the day of the refusal.
	periodo.Periodo
	Atto  Atto
	Forma Forma
	Copre Copre
	// Enti are the comuni covered by name, only with Elenco; List leaves them
	// out.
	Enti []int64
	// MotivoFine says why it ended or was refused, in the operator's words.
	MotivoFine string
	Note       string

	// What the other tables say of it, only when read.
	Ente      string // denominazione
	Tipo      string // type of the ente
	IPA       string // of the ente, empty where there is none
	Regione   string // sigla, on the day asked or the last before it
	Provincia string // sigla, as above
	Ruolo     string // codice
	Programma string // codice, empty for a general role
	Persona   string // surname and name, empty until a name has come
}

// ValidAt reports whether the nomina counts on the day d.
func (n Nomina) ValidAt(d periodo.Data) bool {
	return n.Stato.HasBegun() && n.Contains(d)
}
