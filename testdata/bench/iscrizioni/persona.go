package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

type person struct {
	number            int
	cognome, nome, cf string
	ente              int
	hasEmail          bool
	// elusive persons come without a codice fiscale in most of their rows.
	elusive bool
}

// cast gives the persons their names and codici fiscali.
type cast struct {
	surnames, women, men []string
	// doubles and births spread the numbers over all that there are of them, so
	// that none comes twice before each came once.
	doubles, births scatter
}

// births is how many codici fiscali there are for one name: years from 1955 to
// 2003, twelve months of 28 days, 12 letters and 999 numbers of a place.
const births = 49 * 12 * 28 * 12 * 999

func newCast() cast {
	c := cast{surnames: strings.Split(surnames, ", "), women: strings.Split(women, ", "), men: strings.Split(men, ", ")}
	c.doubles = newScatter(len(c.surnames) * len(c.surnames) * (len(c.women) + len(c.men)))
	c.births = newScatter(births)
	return c
}

// person returns the person with the number, always the same for a seed.
func (c cast) person(seed uint64, number, enti int) person {
	draw := newDice(seed, number, 0)
	p := person{number: number, elusive: draw.upTo(10) == 0, hasEmail: draw.upTo(100) < 85}
	name := draw.upTo(len(c.women) + len(c.men))
	p.cognome = c.surnames[draw.upTo(len(c.surnames))]
	if p.elusive {
		which := c.doubles.at(number)
		p.cognome = c.surnames[which%len(c.surnames)] + " " + c.surnames[which/len(c.surnames)%len(c.surnames)]
		name = which / len(c.surnames) / len(c.surnames)
	}
	woman := name < len(c.women)
	if woman {
		p.nome = c.women[name]
	} else {
		p.nome = c.men[name-len(c.women)]
	}
	p.cf = codiceFiscale(p.cognome, p.nome, woman, c.births.at(number))
	p.ente = draw.upTo(enti)
	// Half of the persons work for the few large ones.
	if draw.upTo(2) == 0 {
		p.ente = draw.upTo(draw.upTo(p.ente+1) + 1)
	}
	return p
}

func (p person) appendEmail(b []byte) []byte {
	b = append(b, plain(p.nome)[0])
	b = append(b, '.')
	b = append(b, plain(p.cognome)...)
	b = strconv.AppendInt(b, int64(p.number), 10)
	return append(b, "@posta.example"...)
}

// codiceFiscale returns a valid code; birth chooses among those of the name.
func codiceFiscale(cognome, nome string, woman bool, birth int) string {
	take := func(n int) int {
		rest := birth % n
		birth /= n
		return rest
	}
	year, month, day := (55+take(49))%100, "ABCDEHLMPRST"[take(12)], 1+take(28)
	if woman {
		day += 40
	}
	code := fmt.Sprintf("%s%s%02d%c%02d%c%03d", threeLetters(cognome, false), threeLetters(nome, true),
		year, month, day, "ABCDEFGHILMZ"[take(12)], 1+take(999))
	return code + string(checkLetter(code))
}

// threeLetters are the first three consonants, then vowels, then X; of a first
// name with four consonants the second is left out.
func threeLetters(name string, first bool) string {
	var consonants, vowels []byte
	for _, c := range bytes.ToUpper(plain(name)) {
		if strings.IndexByte("AEIOU", c) >= 0 {
			vowels = append(vowels, c)
		} else {
			consonants = append(consonants, c)
		}
	}
	if first && len(consonants) > 3 {
		consonants = append(consonants[:1], consonants[2:]...)
	}
	return string(append(append(consonants, vowels...), "XXX"...)[:3])
}

// checkLetter is the sixteenth character (D.M. 23 December 1976): characters
// at odd positions are worth what the table says, the others their place.
func checkLetter(fifteen string) byte {
	const odd = "BAFHJNPRTVCESULDGIMOQKWZYX"
	total := 0
	for i, c := range []byte(fifteen) {
		place := c - 'A'
		if c <= '9' {
			place = c - '0'
		}
		if i%2 == 0 {
			place = odd[place] - 'A'
		}
		total += int(place)
	}
	return byte('A' + total%26)
}

// plain returns a name in small letters without accents, blanks and
// apostrophes.
func plain(name string) []byte {
	b := make([]byte, 0, 2*len(name))
	for _, r := range name {
		switch r {
		case ' ', '\'':
		case 'è':
			b = append(b, 'e')
		case 'ò':
			b = append(b, 'o')
		default:
			b = append(b, byte(unicode.ToLower(r)))
		}
	}
	return b
}
