// Package ruolo keeps the roles for which an ente appoints somebody: those of
// one programme, such as comunicazione and formazione, and the general ones,
// such as the Responsabile per la transizione al digitale (CAD art. 17).
package ruolo

import (
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// Ruolo is one role.
type Ruolo struct {
	ID int64
	// Codice names the role in commands: lower case, such as rtd. A general
	// role shares its code with no other; two programmes may both have a role
	// with the same code.
	Codice string
	// Nome is the name in full, such as "Responsabile della comunicazione".
	Nome string
	// ProgrammaID and Programma are the id and the code of the programme to
	// which the role belongs, zero and empty for a general role.
	ProgrammaID int64
	Programma   string
	// Unico says that an ente has at most one holder at a time.
	Unico bool
	// Obbligatorio says that an ente without a holder is not complete.
	Obbligatorio bool
	// Norma is the rule that asks for the role, such as "CAD art. 17"; empty
	// for none.
	Norma string
}

// label names the role among others with the same code.
func (r Ruolo) label() string {
	if r.ProgrammaID == 0 {
		return r.Codice
	}
	return r.Codice + " (" + r.Programma + ")"
}

// checked returns r in the form in which it is stored, or a fault of kind
// Usage when the code is malformed or reserved, or the name missing or too long.
func (r Ruolo) checked() (Ruolo, error) {
	r.Codice = normalCode(r.Codice)
	r.Nome, r.Norma = strings.TrimSpace(r.Nome), strings.TrimSpace(r.Norma)
	if !isCode(r.Codice) {
		return Ruolo{}, fault.New(fault.Usage, "%q is not the code of a role", r.Codice).
			WithHint("write letters without accents, digits and _, such as referente_ufl")
	}
	if isReserved(r.Codice) {
		return Ruolo{}, fault.New(fault.Usage, "%q cannot be the code of a role: figures use the word for several roles together", r.Codice).
			WithHint("choose another code")
	}
	if utf8.RuneCountInString(r.Nome) > maxNome {
		return Ruolo{}, fault.New(fault.Usage, "the name of the role %s is longer than %d characters", r.Codice, maxNome).
			WithHint("keep the name short, such as --name %q", "Responsabile della formazione")
	}
	if nome.Norm(r.Nome) == "" {
		return Ruolo{}, fault.New(fault.Usage, "the role %s has no name", r.Codice).
			WithHint("say in full who that is, such as --name %q", "Responsabile della formazione")
	}
	return r, nil
}

// maxNome is the longest name of a role, in characters.
const maxNome = 300

// isReserved reports whether the code is one of the words that sum up the roles
// in the figures of a coverage.
func isReserved(code string) bool { return code == "tutti" || code == "almeno_uno" }

func normalCode(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func isCode(s string) bool {
	bad := strings.IndexFunc(s, func(r rune) bool {
		return r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return s != "" && bad < 0
}
