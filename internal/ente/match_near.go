package ente

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

const (
	// mostSuggested is how many enti are suggested.
	mostSuggested = 3
	// mostLike is how many names are looked at closely, leastScore the likeness
	// from which one is, in hundredths.
	mostLike, leastScore = 50, 30
	// mostWords is how many words of a cell are searched for a name inside,
	// leastInside how many letters it has.
	mostWords, leastInside = 12, 4
)

// gram is a group of three letters.
type gram [3]rune

// nearNames finds the official names that share the most groups of three
// letters with another.
type nearNames struct {
	names []nearName
	// holding are the places in names of those that hold a group.
	holding map[gram][]int32
	// shared counts, during one search, the groups that each name shares.
	shared []int32
}

type nearName struct {
	norma string
	id    int64
	grams int
}

// suggestKey is what the suggestions for a row depend on.
type suggestKey struct {
	nome, provincia string
	asOf            periodo.Data
}

// Suggest returns the enti that a row which Match did not recognise may mean,
// at most three, best first: those between which it leaves the choice, else
// those whose official names stand in the name written or are most like it. A
// provincia keeps to those that lie there, if there are any. The day asOf must
// be one; an ente that ended before it stands for its successor.
func (m *Matcher) Suggest(k Chiavi, asOf periodo.Data) []Suggerito {
	if e := m.Match(k, asOf); e.EnteID != 0 || len(e.Suggeriti) > 0 {
		return e.Suggeriti
	}
	key := suggestKey{k.Nome, k.Provincia, asOf}
	if list, ok := m.suggested[key]; ok {
		return list
	}
	if len(m.suggested) >= mostRemembered {
		clear(m.suggested)
	}
	s := &search{m: m, day: asOf}
	list := s.suggest(k)
	m.suggested[key] = list
	return list
}

func (s *search) suggest(k Chiavi) []Suggerito {
	name, places := k.Nome, [][]int64(nil)
	if ids := s.m.province.find(k.Provincia); len(ids) > 0 {
		places = append(places, ids)
	}
	rest, provincia := splitProvincia(name)
	if ids := s.m.province.find(provincia); len(ids) > 0 {
		name, places = rest, append(places, ids)
	}
	norma := nome.Ente(name)
	if norma == "" || nome.IsGeneric(norma) {
		return nil
	}
	if s.m.near == nil {
		s.m.near = newNearNames(s.m.names)
	}
	there := func(h nearHit) bool { return s.m.enti[h.id].lies(places) }
	found := s.like(norma, there)
	if len(found) == 0 {
		found = s.like(norma, func(nearHit) bool { return true })
	}
	return s.firstOf(found)
}

// like returns the names that stand in the one written or are nearest to it,
// best first, among those that keep says.
func (s *search) like(norma string, keep func(nearHit) bool) []nearHit {
	candidates := s.m.near.search(norma, keep)
	found := nome.Suggest(norma, candidates, func(h nearHit) string { return h.norma })
	for _, h := range s.inside(norma) {
		if keep(h) {
			found = append(found, h)
		}
	}
	slices.SortFunc(found, func(a, b nearHit) int {
		return cmp.Or(
			cmp.Compare(b.score, a.score),
			// Slips are rare at the ends of a word.
			cmp.Compare(sameEnds(b.norma, norma), sameEnds(a.norma, norma)),
			cmp.Compare(a.norma, b.norma),
			cmp.Compare(a.id, b.id),
		)
	})
	return found
}

// firstOf returns the first distinct enti.
func (s *search) firstOf(found []nearHit) []Suggerito {
	var list []Suggerito
	for _, c := range found {
		id, _ := s.settle(c.id)
		if slices.ContainsFunc(list, func(g Suggerito) bool { return g.ID == id }) {
			continue
		}
		if list = append(list, s.suggerito(id, c.score)); len(list) == mostSuggested {
			break
		}
	}
	return list
}

// nearHit is a name that may have been meant.
type nearHit struct {
	norma string
	id    int64
	score int
}

// inside returns the official names that stand whole among the words of a text,
// such as the name of an office. They score the share of the text that they are.
func (s *search) inside(norma string) []nearHit {
	words := strings.Fields(norma)
	words = words[:min(len(words), mostWords)]
	var list []nearHit
	for from := range words {
		for to := from + 1; to <= len(words); to++ {
			part := strings.Join(words[from:to], " ")
			if utf8.RuneCountInString(part) < leastInside {
				continue
			}
			for _, b := range s.m.lookup(part) {
				if b.tipo == Ufficiale {
					list = append(list, nearHit{part, b.id, 100 * len(part) / len(norma)})
				}
			}
		}
	}
	return list
}

func newNearNames(names map[string][]bearer) *nearNames {
	n := &nearNames{holding: map[gram][]int32{}}
	for norma, bearers := range names {
		groups := grams(norma)
		for _, b := range bearers {
			if b.tipo != Ufficiale {
				continue
			}
			for _, g := range groups {
				n.holding[g] = append(n.holding[g], int32(len(n.names)))
			}
			n.names = append(n.names, nearName{norma, b.id, len(groups)})
		}
	}
	n.shared = make([]int32, len(n.names))
	return n
}

// search returns the names most like another among those that keep says, the
// most like first.
func (n *nearNames) search(norma string, keep func(nearHit) bool) []nearHit {
	groups := grams(norma)
	var touched []int32
	for _, g := range groups {
		for _, i := range n.holding[g] {
			if n.shared[i] == 0 {
				touched = append(touched, i)
			}
			n.shared[i]++
		}
	}
	var list []nearHit
	for _, i := range touched {
		name := n.names[i]
		h := nearHit{name.norma, name.id, dice(int(n.shared[i]), name.grams, len(groups))}
		if h.score >= leastScore && keep(h) {
			list = append(list, h)
		}
		n.shared[i] = 0
	}
	slices.SortFunc(list, func(a, b nearHit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.norma, b.norma), cmp.Compare(a.id, b.id))
	})
	return list[:min(len(list), mostLike)]
}

// grams returns the distinct groups of three letters of a name with two blanks
// at each end, so that the ends weigh as much as the middle.
func grams(norma string) []gram {
	letters := []rune("  " + norma + "  ")
	list := make([]gram, 0, len(letters))
	for i := 0; i+3 <= len(letters); i++ {
		list = append(list, gram(letters[i:i+3]))
	}
	slices.SortFunc(list, func(a, b gram) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(list)
}

// dice returns the Dice coefficient of two sets, in hundredths, rounded down.
func dice(shared, a, b int) int { return 200 * shared / (a + b) }

// sameEnds counts the ends at which two names have the same letter.
func sameEnds(a, b string) int {
	same := 0
	if a[0] == b[0] {
		same++
	}
	if a[len(a)-1] == b[len(b)-1] {
		same++
	}
	return same
}
