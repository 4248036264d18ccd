package nome

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// leastQuery is how many letters a query needs before the names that hold
	// its words are suggested: "san" is in hundreds.
	leastQuery = 4
	// mostHolding is how many names that hold the words are suggested.
	mostHolding = 10
)

// IsGeneric reports whether a name in normal form is made only of words that
// say what kind of body it is: "comune", "unione dei comuni".
func IsGeneric(name string) bool {
	for word := range strings.FieldsSeq(name) {
		switch word {
		case "comune", "comuni", "municipio", "citta", "unione", "unioni", "provincia", "province", "regione", "regioni",
			"metropolitana", "circondario", "consorzio", "libero", "comunale", "comunita", "montana", "montani", "ente", "enti",
			"di", "del", "dei", "della", "delle":
		default:
			return false
		}
	}
	return name != ""
}

// holding returns the candidates in whose names every word of query stands, in
// the same order, and something besides: first those that begin with the whole
// query, then by how much longer the name is, then alphabetically.
func holding[T any](query string, candidates []T, key func(T) string) []T {
	words := strings.Fields(query)
	if utf8.RuneCountInString(query) < leastQuery || len(words) == 0 {
		return nil
	}
	type holder struct {
		candidate T
		name      string
		inside    int
	}
	var found []holder
	for _, c := range candidates {
		name := key(c)
		switch {
		case len(name) <= len(query):
		case strings.HasPrefix(name, query) && name[len(query)] == ' ':
			found = append(found, holder{c, name, 0})
		case holds(name, words):
			found = append(found, holder{c, name, 1})
		}
	}
	slices.SortStableFunc(found, func(a, b holder) int {
		return cmp.Or(
			cmp.Compare(a.inside, b.inside),
			cmp.Compare(len(a.name), len(b.name)),
			cmp.Compare(a.name, b.name),
		)
	})
	var list []T
	for _, h := range found[:min(len(found), mostHolding)] {
		list = append(list, h.candidate)
	}
	return list
}

// holds reports whether the words stand in the name in their order.
func holds(name string, words []string) bool {
	next := 0
	for word := range strings.SplitSeq(name, " ") {
		if word == words[next] {
			if next++; next == len(words) {
				return true
			}
		}
	}
	return false
}
