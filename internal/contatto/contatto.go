// Package contatto is the log of telephone calls, mails and meetings with the
// enti: what came of each and when to try again.
package contatto

import (
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Canale is the way in which an ente was reached.
type Canale string

// Canali returns the ways in which an ente is reached.
func Canali() []Canale { return []Canale{"telefono", "email", "pec", "incontro", "videochiamata"} }

// Esito is what came of a contact.
type Esito string

// Esiti returns what can come of a contact.
func Esiti() []Esito { return []Esito{"risposto", "non_risposto", DaRichiamare, "rifiuta"} }

// Parte is the part of the staff that made a contact.
type Parte string

// Parti returns the parts of the staff.
func Parti() []Parte { return []Parte{"formazione", "comunicazione"} }

// Contatto is one contact with an ente.
type Contatto struct {
	ID     int64
	EnteID int64
	// Data is the day of the contact.
	Data   periodo.Data
	Canale Canale
	Esito  Esito
	// Parte is empty when the contact is of no part in particular.
	Parte Parte
	// Operatore names who made the contact, empty when not known.
	Operatore string
	// ProssimoIl is the day on which to try again, zero when there is none.
	ProssimoIl periodo.Data
	Testo      string

	// What the register says of the ente, only when read.
	Ente      string // denominazione
	Tipo      string // type of the ente
	IPA       string // of the ente, empty where there is none
	Regione   string // sigla, on the day of the contact
	Provincia string // sigla, on the day of the contact
}

// DaRichiamare is the outcome that asks for another contact. Without a day for
// it, it is due at once.
const DaRichiamare Esito = "da_richiamare"

// NeedsDay reports whether another contact is asked for, and on no day.
func (c Contatto) NeedsDay() bool { return c.Esito == DaRichiamare && c.ProssimoIl.IsZero() }

// CheckPast returns a fault of kind Failed when the contact is of a day after
// today: it has not been made yet.
func (c Contatto) CheckPast(today periodo.Data) error {
	if !c.Data.After(today) {
		return nil
	}
	return fault.New(fault.Failed, "a contact of %s has not been made yet: today is %s", c.Data, today).
		WithHint("write the day of the contact after --date, and the day on which to try again after --next")
}

// checked returns c as it is stored, or the fault that it breaks the rules.
func (c Contatto) checked() (Contatto, error) {
	c.Operatore, c.Testo = strings.TrimSpace(c.Operatore), strings.TrimSpace(c.Testo)
	switch {
	case c.Data.IsZero():
		return c, fault.New(fault.Usage, "a contact needs its day").WithHint("add --date DAY")
	case c.Canale == "" || c.Esito == "":
		return c, fault.New(fault.Usage, "a contact needs its channel and its outcome").
			WithHint("add --channel and --outcome")
	case !c.ProssimoIl.IsZero() && c.ProssimoIl.Before(c.Data):
		return c, fault.New(fault.Failed, "the next contact, on %s, would come before this one, of %s",
			c.ProssimoIl, c.Data).WithHint("write a later day after --next")
	}
	return c, nil
}
