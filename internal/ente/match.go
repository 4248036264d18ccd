package ente

import (
	"strings"

	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Chiavi are what one row of a file says of the ente that it names; empty where
// it says nothing.
type Chiavi struct {
	// IPA, CF, Istat and Belfiore are codes as they are written in the file.
	IPA, CF, Istat, Belfiore string
	// Email is an address of the ente, or of somebody who works there.
	Email string
	// Nome is the name as it is written, with whatever the writer put around it.
	Nome string
	// Provincia is a sigla, present or abolished, a code, or the name.
	Provincia string
}

// Chiave says which of the keys of a row decided.
type Chiave string

// The keys of an ente in the order in which they decide.
const (
	ChiaveIPA      Chiave = "ipa"
	ChiaveCF       Chiave = "cf"
	ChiaveIstat    Chiave = "istat"
	ChiaveBelfiore Chiave = "belfiore"
	// ChiaveEmail is the whole address, ChiaveDominio the part after the @ where
	// only one ente uses it.
	ChiaveEmail   Chiave = "email"
	ChiaveDominio Chiave = "dominio"
	// ChiaveNome is the official name, ChiaveNomePrecedente any other: a former
	// name, one that was learnt, the name of an ente that ended.
	ChiaveNome           Chiave = "nome"
	ChiaveNomePrecedente Chiave = "nome_precedente"
)

// Esito is which ente a row means, or why none was chosen. It may be shared by
// several rows: what it points to is not to be changed.
type Esito struct {
	// EnteID is the ente, 0 when it was not recognised.
	EnteID int64
	// Via is the key that decided, empty when none did.
	Via Chiave
	// Avviso is what somebody should know of the choice, zero for nothing.
	Avviso message.Text
	// Problema is why no ente was chosen, zero when one was. It repeats no
	// e-mail address and no codice fiscale of a person.
	Problema message.Text
	// Codice names the problem for a machine: ente_mancante (the row names
	// none), ente_sconosciuto, ente_ambiguo, ente_conflitto (two keys mean
	// different enti), ente_codice_errato. Empty when an ente was chosen.
	Codice string
	// Suggeriti are at most three enti between which the row leaves the choice,
	// best first. For a name that nobody bears Matcher.Suggest finds the nearest.
	Suggeriti []Suggerito
	// ZeriAggiunti is how many codes of the row had lost the zeros in front.
	ZeriAggiunti int
}

// Suggerito is an ente that may have been meant; it is never taken without
// somebody's choice.
type Suggerito struct {
	ID            int64
	Denominazione string
	// Provincia is a sigla, empty for an ente of a whole region.
	Provincia string
	// Codice is the best known code, empty when the ente has none.
	Codice string
	// Punteggio is how like the name is to the one written, in hundredths.
	Punteggio int
}

// Matcher says which ente the rows of a file mean. It knows the register as it
// was when the Matcher was made, and must not be used by two goroutines at once.
type Matcher struct {
	enti               map[int64]*record
	ipa, cf, belfiore  map[string]int64
	istat              map[string][]holder
	addresses, domains map[string][]int64
	// names are those of all enti in normal form, looseNames the loose forms
	// that are not the same.
	names, looseNames map[string][]bearer
	province          provinceNames
	// near is nil until a suggestion is asked for.
	near       *nearNames
	remembered map[Chiavi]remembered
	suggested  map[suggestKey][]Suggerito
	// lastID is the last id given to an ente that is planned, 0 before the first.
	lastID int64
}

// record is an ente with the places where it lay, in the order of time. What
// Ente says of a day is not filled.
type record struct {
	Ente
	places []Collocazione
}

// holder is a comune that has an ISTAT code during a period.
type holder struct {
	id int64
	periodo.Periodo
}

// bearer is an ente that bears a name.
type bearer struct {
	id   int64
	tipo TipoNome
}

// remembered is an Esito and the days on which it is so.
type remembered struct {
	esito  Esito
	during periodo.Periodo
}

// mostRemembered bounds what a Matcher remembers: a file has thousands of
// spellings, and one of the wrong column millions.
const mostRemembered = 1 << 14

// Match says which ente the keys mean on the day asOf, which must be one.
//
// All keys are looked up. The first that is known decides, in the order of
// Chiave: codes, then addresses, then names. Two that mean different enti are a
// conflict, and a malformed code is a problem even when another key is good.
// An ISTAT code means the comune that has it on the day, else the one that had
// it; a name counts only where it is unique, in the provincia if one is given.
// An ente that ended before the day is taken as its successor, with a notice.
func (m *Matcher) Match(k Chiavi, asOf periodo.Data) Esito {
	// An address that nobody has says nothing: without it the rows of all who
	// work in one ente are the same.
	k.Email = m.knownAddress(k.Email)
	if r, ok := m.remembered[k]; ok && r.during.Contains(asOf) {
		return r.esito
	}
	s := &search{m: m, day: asOf}
	e := s.match(k)
	if len(m.remembered) >= mostRemembered {
		clear(m.remembered)
	}
	m.remembered[k] = remembered{e, s.during}
	return e
}

// filled reports whether a cell says anything: a dash does not.
func filled(cell string) bool {
	return strings.ContainsFunc(cell, func(r rune) bool { return r != '-' && r != '.' && r != ' ' && r != '\u00a0' })
}
