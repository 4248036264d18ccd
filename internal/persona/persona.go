// Package persona keeps the persons who hold or are proposed for a role and
// those who take courses: name, office addresses and, when they are known, the
// codice fiscale and the number on a learning platform.
//
// Neither birth date nor sex is kept: the office needs neither (GDPR, art. 5
// par. 1 c). No fault of this package contains a codice fiscale or an e-mail
// address.
package persona

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// Persona is one person.
type Persona struct {
	// ID is the number by which commands name the person.
	ID int64
	// Cognome and Nome are the surname and the given name; neither is empty.
	Cognome, Nome string
	// CF is the codice fiscale in capitals, empty when it is not known. No two
	// persons have the same one.
	CF string
	// Email and Telefono are those of the office, empty when not known.
	Email, Telefono string
	// Piattaforma is a learning platform and IDEsterno what it calls the
	// person, such as U00123 on SELF; both are empty when not known. No two
	// persons have the same pair.
	Piattaforma, IDEsterno string
	// Note is free text, empty for none.
	Note string
	// UnitaA is the person into which this record was merged, zero for a
	// record that stands for itself.
	UnitaA int64
}

// Nominativo returns surname and given name, in the order in which Find reads
// them.
func (p Persona) Nominativo() string { return p.Cognome + " " + p.Nome }

// norma returns the form in which the person is looked up and sorted.
func (p Persona) norma() string { return nome.Norm(p.Nominativo()) }

// label names the person among others who may bear the same name.
func (p Persona) label() string { return number(p.ID) + " " + p.Nominativo() }

// checked returns p in the form in which it is stored, or a fault of kind
// Usage when a name is missing or is none, or a value is malformed.
func (p Persona) checked() (Persona, error) {
	for _, s := range []*string{&p.Cognome, &p.Nome, &p.Telefono, &p.Piattaforma, &p.IDEsterno, &p.Note} {
		*s = strings.TrimSpace(*s)
	}
	if nome.Norm(p.Cognome) == "" || nome.Norm(p.Nome) == "" {
		return Persona{}, fault.New(fault.Usage, "a person has a surname and a given name").
			WithHint("write the surname first, such as: dtctl persona add Bianchi Anna")
	}
	if err := checkNames(p.Cognome, p.Nome); err != nil {
		return Persona{}, err
	}
	if (p.Piattaforma == "") != (p.IDEsterno == "") {
		return Persona{}, fault.New(fault.Usage, "a platform and what it calls the person go together").
			WithHint("give both --platform and --platform-id, or neither")
	}
	var err error
	if p.CF != "" {
		if p.CF, err = codice.CFPersona(p.CF); err != nil {
			return Persona{}, err
		}
	}
	if p.Email != "" {
		if p.Email, err = codice.Email(p.Email); err != nil {
			return Persona{}, err
		}
	}
	return p, nil
}

// maxNome is the longest surname or given name, in characters.
const maxNome = 300

// checkNames refuses what is no name, and repeats none of it: a codice fiscale
// (one with letters in place of its digits has no digit to tell it by), an
// address, a paragraph.
func checkNames(names ...string) error {
	for _, s := range names {
		_, notCode := codice.CFPersona(s)
		// The escape sequences of a terminal have digits; a name that came with
		// one is kept, and shown, as it is.
		hasDigit := strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsFunc(s, unicode.IsControl)
		if notCode == nil || hasDigit || strings.Contains(s, "@") {
			return fault.New(fault.Usage, "a surname or a given name has no digits, is no address and is no codice fiscale").
				WithHint("write the surname and the given name; --cf - reads the codice fiscale from standard input")
		}
		if utf8.RuneCountInString(s) > maxNome {
			return fault.New(fault.Usage, "a surname or a given name has at most %d characters", maxNome).
				WithHint("write the rest in --note")
		}
	}
	return nil
}

func number(id int64) string { return strconv.FormatInt(id, 10) }
