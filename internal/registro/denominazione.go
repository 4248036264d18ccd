package registro

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/nome"
)

// Readable returns the name of a body as one would write it, from the way in
// which IndicePA publishes it: "UNIONE DELLE TERRE D'ARGINE" is "Unione delle
// Terre d'Argine", "Citta' Metropolitana di Bologna" is "Città Metropolitana di
// Bologna". Only capitals, accents and blanks change, so that both have the
// same normal form and the body is found under the published name too.
//
// A bare article stays as it is: "La Spezia" and "I Nuraghi" are names.
func Readable(published string) string {
	shouted := strings.ToUpper(published) == published
	words := strings.Fields(published)
	for i, word := range words {
		if shouted {
			word = recased(word)
		}
		if i > 0 {
			word = preposition(word)
		}
		words[i] = accented(word)
	}
	return strings.Join(words, " ")
}

// recased writes a word in small letters but the first one, and the first one
// after an elision: "DELL'OGLIASTRA" is "Dell'Ogliastra".
func recased(word string) string {
	var b strings.Builder
	first := true
	for _, r := range strings.ToLower(word) {
		if first {
			r = unicode.ToUpper(r)
		}
		first = !unicode.IsLetter(r)
		b.WriteRune(r)
	}
	return b.String()
}

// preposition writes a preposition, alone or elided before a name, in small
// letters; any other word as it is. L' is no preposition: L'Aquila.
func preposition(word string) string {
	elided, rest, found := strings.Cut(word, "'")
	if found && rest == "" {
		return word
	}
	switch small := strings.ToLower(elided); small {
	case "d", "dell", "all", "dall", "nell", "sull":
		if found {
			return small + "'" + rest
		}
	case "di", "del", "dello", "della", "dei", "degli", "delle", "da", "dal", "dalla", "a", "al", "alla",
		"in", "nel", "nella", "su", "sul", "sulla", "con", "per", "tra", "fra", "e", "ed":
		if !found {
			return small
		}
	}
	return word
}

// accented puts the accent on the last letter of a word that is published with
// an apostrophe in its place; any other final apostrophe may close a quotation
// and stays.
func accented(word string) string {
	plain, found := strings.CutSuffix(word, "'")
	if !found {
		return word
	}
	stem := plain
	if i := strings.LastIndexByte(plain, '\''); i >= 0 {
		stem = plain[i+1:]
	}
	switch strings.ToLower(stem) {
	case "citta", "cinquecitta", "civilta", "comunita", "forli", "gua", "oltrepo":
	default:
		return word
	}
	last, size := utf8.DecodeLastRuneInString(plain)
	switch last {
	case 'a':
		last = 'à'
	case 'i':
		last = 'ì'
	case 'o':
		last = 'ò'
	default:
		return word
	}
	return plain[:len(plain)-size] + string(last)
}

// likeItsProvincia writes the end of a name as the provincia of the same normal
// form is written: "Provincia di Forlì Cesena" is "Provincia di Forlì-Cesena".
// provinces are names by normal form.
func likeItsProvincia(name string, provinces map[string]string) string {
	words := strings.Fields(name)
	for i := range words {
		if official, found := provinces[nome.Norm(strings.Join(words[i:], " "))]; found {
			return strings.Join(append(words[:i:i], official), " ")
		}
	}
	return name
}
