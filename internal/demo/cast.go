package demo

import (
	"strings"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/persona"
)

// cast makes up persons. The two lists have lengths without a common divisor,
// so that taking one name of each in turn repeats nobody for 1,927 persons.
type cast struct {
	surnames, names []string
	persone         []persona.Persona
}

func newCast() cast { return cast{surnames: surnames(), names: names()} }

// add makes up a person who works for the ente and returns the id.
func (c *cast) add(e ente.Ente) int64 {
	n := len(c.persone)
	p := persona.Persona{ID: int64(n + 1), Cognome: c.surnames[n%len(c.surnames)], Nome: c.names[n%len(c.names)]}
	p.Email = strings.ToLower(p.Nome+"."+p.Cognome) + "@" + domain(e)
	c.persone = append(c.persone, p)
	return p.ID
}

// domain returns an invented domain for the addresses of an ente.
func domain(e ente.Ente) string {
	code := e.IPA
	if code == "" {
		code = strings.ToLower(e.Belfiore)
	}
	return strings.Trim(strings.ReplaceAll(code, "_", "-"), "-") + ".example.org"
}

// order returns where a comune comes among all: by chance, but the larger ones,
// which have the staff to answer, rather before the others.
func order(e ente.Ente) uint32 {
	n := shuffle(e.Belfiore)
	if c := e.Classe(); c == ente.Fino5000 || c == ente.Fino15000 {
		return n
	}
	return n / 2
}

// shuffle returns a number that depends on s alone and looks like chance.
func shuffle(s string) uint32 {
	// FNV-1a, whose last bytes barely move the high bits without what follows.
	n := uint32(2166136261)
	for i := range len(s) {
		n = (n ^ uint32(s[i])) * 16777619
	}
	n ^= n >> 16
	n *= 0x85ebca6b
	return n ^ n>>13
}

func surnames() []string {
	return strings.Fields(`Bianchi Verdi Rossi Fontana Galli Ferri Monti Serra Riva Costa Valli Gatti Marini
		Testa Grassi Pellegrini Farina Caruso Leone Longo Martini Vitali Sala Rinaldi Basile Orlandi Silvestri
		Bruno Conti Greco Mancini Lombardi Moretti Barbieri Santoro Rizzi Colombo Ferrari Villa Giordano
		Amato Palumbo Neri Parisi Battaglia Fiore Sorrentino Esposito Ricci Marino Bellini Benedetti Bertoni
		Bonetti Borghi Brambilla Calabrese Cattaneo Cavalli Ceccarelli Coppola Corsi Cremonini Donati Fabbri
		Ferrara Ferretti Franchi Fumagalli Gallo Gentile Guerra Guidi Landi Lodi Magnani Mantovani Marchetti
		Mariani Mazza Melloni Messina Milani Montanari Morandi Negri Olivieri Pagani Piras Poli Ponti Ricciardi
		Righi Romano Rossetti Ruggeri Sartori Sassi Tassi Venturi Zanetti`)
}

func names() []string {
	return strings.Fields(`Anna Luca Maria Paolo Giulia Marco Elena Andrea Chiara Davide Sara Stefano Laura
		Matteo Silvia Giovanni Francesca Roberto Martina Alessandro Paola Simone Valentina Giorgio Federica
		Antonio Cristina Enrico Barbara Fabio Monica Pietro Daniela Filippo Teresa Nicola Lucia Claudio Irene
		Massimo Emma`)
}
