// Package corso keeps the courses of the office: their editions, the days on
// which they are held, and how many citizens came. Who is enrolled by name is
// kept elsewhere; of citizens only numbers are ever kept.
package corso

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/programma"
)

// Platea is for whom a course is, as it is stored.
type Platea string

// The audiences of a course.
const (
	// Dipendenti are the employees of the enti.
	Dipendenti Platea = "dipendenti"
	// OperatoriSportello are those of them who work at a counter that serves
	// the public.
	OperatoriSportello Platea = "operatori_sportello"
	// Cittadini are whoever comes: they are counted, never named.
	Cittadini Platea = "cittadini"
)

// Platee returns the audiences of a course, the usual one first.
func Platee() []Platea { return []Platea{Dipendenti, OperatoriSportello, Cittadini} }

// Modo is how a course or one of its days is held, as it is stored.
type Modo string

// Modi returns the ways in which a course is held.
func Modi() []Modo { return []Modo{"online", "aula", "mista"} }

// Livello is how much a course asks of those who take it, as it is stored.
type Livello string

// Livelli returns the levels of a course, the easiest first.
func Livelli() []Livello { return []Livello{"base", "intermedio", "avanzato"} }

// Corso is one course. Its texts, its mode and its level are empty when they
// are not known.
type Corso struct {
	ID int64
	// Codice names the course in commands: capitals, digits and hyphens, such
	// as TD-BASE.
	Codice string
	Titolo string
	// ProgrammaID is the programme that the course is part of, 0 for none.
	ProgrammaID int64
	// EnteID is the ente that owns the course, 0 when it is not known.
	EnteID int64
	// Piattaforma is where it is held or followed, such as SELF.
	Piattaforma string
	Destinatari Platea
	Modalita    Modo
	Livello     Livello
	// Minuti is how long the course lasts, 0 when it is not known.
	Minuti int64
	// ObiettivoPersone is how many persons the course must reach,
	// ObiettivoGiornate how many days must be held.
	ObiettivoPersone, ObiettivoGiornate Obiettivo
	Note                                string

	// What other records say, only when read.
	Programma string // code of the programme
	Ente, IPA string // name and IPA code of the owner
}

// IsForCitizens reports whether the course is for citizens, whose attendance
// is kept in numbers: nobody is enrolled in it by name, and only of such a
// course numbers are kept.
func (c Corso) IsForCitizens() bool { return c.Destinatari == Cittadini }

// maxTitolo is the longest title of a course, in characters: longer ones are
// pasted by mistake and spoil every table.
const maxTitolo = 300

// checked returns c in the form in which it is stored, or a fault of kind
// Usage when something is missing, malformed or outside its list.
func (c Corso) checked() (Corso, error) {
	c.Codice = programma.NormalCode(c.Codice)
	for _, s := range []*string{&c.Titolo, &c.Piattaforma, &c.Note} {
		*s = strings.TrimSpace(*s)
	}
	switch {
	case !programma.IsCode(c.Codice):
		return c, fault.New(fault.Usage, "%q cannot be the code of a course", c.Codice).
			WithHint("use letters without accents, digits and -, such as TD-BASE")
	case nome.Norm(c.Titolo) == "":
		return c, fault.New(fault.Usage, "the course %s needs a title", c.Codice).WithHint("give it between quotes")
	case utf8.RuneCountInString(c.Titolo) > maxTitolo:
		return c, fault.New(fault.Usage, "the title of the course %s is longer than %d characters", c.Codice, maxTitolo).
			WithHint("keep the title short and put the rest in --note")
	case !slices.Contains(Platee(), c.Destinatari):
		return c, fault.New(fault.Usage, "%q is not an audience of courses", string(c.Destinatari)).
			WithHint("choose one of: %s", list(Platee()))
	case c.Livello != "" && !slices.Contains(Livelli(), c.Livello):
		return c, fault.New(fault.Usage, "%q is not a level of courses", string(c.Livello)).
			WithHint("choose one of: %s", list(Livelli()))
	}
	if err := checkMode(c.Modalita); err != nil {
		return c, err
	}
	return c, checkMinutes(c.Minuti)
}

func checkMode(m Modo) error {
	if m == "" || slices.Contains(Modi(), m) {
		return nil
	}
	return fault.New(fault.Usage, "%q is not a way of holding a course", string(m)).WithHint("choose one of: %s", list(Modi()))
}

func checkMinutes(n int64) error {
	if n >= 0 {
		return nil
	}
	return fault.New(fault.Usage, "hours cannot be negative").WithHint("write them as 12.5 or 12,5")
}

// list writes the words of a fixed list.
func list[T ~string](words []T) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return strings.Join(all, ", ")
}
