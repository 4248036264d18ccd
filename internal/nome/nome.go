// Package nome puts names as people write them into the form in which they
// are looked up and sorted, and finds the names nearest to a mistyped one.
//
// A near name is only ever suggested to a person, never taken for a match:
// true names of comuni lie one letter apart (Medolla, Meldola, Mesola).
package nome

import (
	"strings"
	"unicode"
)

// Norm returns the normal form of a name: lower case, without accents, every
// run of apostrophes, hyphens, other punctuation and blanks as one space, none
// at the ends. "Forlì", "FORLI’" and "Forli'" are all "forli", "Sant'Agata" is
// "sant agata". It is the form stored for lookups and the key of the Italian
// order; the normal form of a normal form is itself, and a name without
// letters or digits has the empty one.
func Norm(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.M, unicode.Cf):
			// A detached accent or an invisible mark (soft hyphen, zero-width
			// space) does not part the letters around it.
		case isApart(r):
			gap = true
		default:
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			writeFolded(&b, unicode.ToLower(r))
		}
	}
	return b.String()
}

// isApart reports whether r parts two words. The modifier letters count among
// the apostrophes: ʼ is one.
func isApart(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.Is(unicode.Lm, r)
}

// Ente returns the normal form of the name of a local body without the generic
// words that a comune may bear in front: "Comune di Sassuolo", "Municipio di
// Sassuolo" and "Città di Sassuolo" are all "sassuolo". A generic word with
// nothing behind it stays, and so do provincia, unione and città
// metropolitana, whose bodies would otherwise bear the name of their comune.
func Ente(s string) string {
	name := Norm(s)
	for {
		rest := withoutGeneric(name)
		if rest == name {
			return name
		}
		name = rest
	}
}

func withoutGeneric(name string) string {
	// The one comune whose own name begins like the generic form.
	if name == "citta di castello" {
		return name
	}
	for _, prefix := range []string{"comune di ", "comune ", "municipio di ", "municipio ", "citta di "} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "di" {
			return rest
		}
	}
	return name
}
