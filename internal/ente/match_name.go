package ente

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// named is what the name of a row means.
type named struct {
	// hits are the enti that bear it where the row says, elsewhere those that
	// bear it in other places when none does there.
	hits, elsewhere []hit
	// bearers are all that bear it, wherever and whenever.
	bearers []bearer
	// places are the provinces that the row gives, nil when it gives none.
	places [][]int64
	// problem is why nobody bears it, zero when there is no name.
	problem message.Text
}

// name looks up the name, in the provinces that stand beside it and behind it.
func (s *search) name(name, provincia string) (n named) {
	if filled(provincia) {
		if ids := s.m.province.find(provincia); len(ids) > 0 {
			n.places = append(n.places, ids)
		} else {
			s.notices = append(s.notices, message.New("there is no province %q", provincia))
		}
	}
	if !filled(name) {
		return n
	}
	var behind []int64
	n.bearers, behind = s.m.bearers(name)
	if len(behind) > 0 {
		n.places = append(n.places, behind)
	}
	n.hits = s.best(slices.DeleteFunc(slices.Clone(n.bearers), func(b bearer) bool { return !s.m.enti[b.id].lies(n.places) }))
	if len(n.hits) == 0 {
		n.elsewhere = s.best(n.bearers)
		n.problem = nobody(name)
	}
	return n
}

// nobody says that no ente bears the name, without repeating what may be
// personal.
func nobody(name string) message.Text {
	switch {
	case nome.IsGeneric(nome.Ente(name)):
		return message.New("%q alone is too generic to name an ente", name)
	case codice.IsLikePersona(name):
		return message.New("an ente is not named by the codice fiscale of a person")
	case strings.Contains(name, "@"):
		return message.New("an e-mail address stands in the place of the name of the ente")
	}
	return message.New("there is no ente %q", name)
}

// bearers returns the enti that bear the name in any place and, when a
// provincia stands behind the name, its ids: "Castro (BG)", "Castro, BG",
// "Castro - BG".
func (m *Matcher) bearers(name string) (list []bearer, behind []int64) {
	norma := nome.Ente(name)
	if list = m.names[norma]; len(list) > 0 && !nome.IsGeneric(norma) {
		return list, nil
	}
	rest, provincia := splitProvincia(name)
	if behind = m.province.find(provincia); len(behind) > 0 {
		norma = nome.Ente(rest)
	}
	return m.lookup(norma), behind
}

// lookup returns the enti that bear a name in normal form, or else those that
// bear it with other small words.
func (m *Matcher) lookup(norma string) []bearer {
	if nome.IsGeneric(norma) {
		return nil
	}
	if found := m.names[norma]; len(found) > 0 {
		return found
	}
	key := loose(norma)
	return append(slices.Clip(m.names[key]), m.looseNames[key]...)
}

// splitProvincia parts a name from what stands in brackets, or after a comma or
// a dash, at its end.
func splitProvincia(name string) (rest, provincia string) {
	name = strings.TrimSpace(name)
	if inside, found := strings.CutSuffix(name, ")"); found {
		if at := strings.LastIndexByte(inside, '('); at >= 0 {
			return name[:at], inside[at+1:]
		}
		return name, ""
	}
	at, length := -1, 0
	for _, mark := range []string{",", " - ", " – "} {
		if i := strings.LastIndex(name, mark); i > at {
			at, length = i, len(mark)
		}
	}
	if at < 0 {
		return name, ""
	}
	return name[:at], name[at+length:]
}

// lies reports whether the ente lies or ever lay in each of the given places:
// old files give old provinces, and new ones give the new province beside old
// days. No provincia contradicts an ente that lies in a region as a whole.
func (r *record) lies(places [][]int64) bool {
	for _, ids := range places {
		if !slices.ContainsFunc(r.places, func(c Collocazione) bool {
			return c.ProvinciaID == 0 || slices.Contains(ids, c.ProvinciaID)
		}) {
			return false
		}
	}
	return true
}

// best returns what the bearers of a name are on the day: first those that live
// on it, then those that bear it as their official name, as Resolve does.
func (s *search) best(bearers []bearer) []hit {
	rank := func(b bearer) int {
		rank := 0
		if !s.valid(s.m.enti[b.id].Periodo) {
			rank = 2
		}
		if b.tipo != Ufficiale {
			rank++
		}
		return rank
	}
	bearers = slices.Clone(bearers)
	slices.SortStableFunc(bearers, func(a, b bearer) int { return cmp.Compare(rank(a), rank(b)) })
	var hits []hit
	for _, b := range bearers {
		if rank(b) > rank(bearers[0]) {
			break
		}
		id, notice := s.settle(b.id)
		via := ChiaveNome
		if id != b.id || b.tipo != Ufficiale {
			via = ChiaveNomePrecedente
		}
		if !contains(hits, id) {
			hits = append(hits, hit{via, id, notice})
		}
	}
	return hits
}

// checkProvincia notes a provincia in which the chosen ente never lay: a code
// decides all the same.
func (s *search) checkProvincia(chosen hit, places [][]int64) {
	if chosen.via == ChiaveNome || chosen.via == ChiaveNomePrecedente || s.m.enti[chosen.id].lies(places) {
		return
	}
	e := s.on(chosen.id)
	s.notices = append(s.notices, message.New("%s lies in %s, not where the row says", e.Denominazione, cmp.Or(e.Provincia, e.Regione)))
}

// loose returns a name in normal form without the small words that people
// leave out ("Reggio Emilia", "Unione Distretto ceramico") and with common
// abbreviations written out. Where a saint is shortened all saints are, so that
// "S. Agata" is found whatever the S. stands for.
func loose(norma string) string {
	words := strings.Fields(norma)
	kept := make([]string, 0, len(words))
	for i := 0; i < len(words); i++ {
		word := words[i]
		if i+1 < len(words) {
			if whole := written(word + words[i+1]); whole != "" && utf8.RuneCountInString(word) == 1 {
				word, i = whole, i+1
			}
		}
		switch {
		case written(word) != "":
			word = written(word)
		case 0 < i && i < len(words)-1 && isSmallWord(word):
			continue
		}
		kept = append(kept, word)
	}
	if slices.Contains(kept, saint) {
		shortenSaints(kept)
	}
	return strings.Join(kept, " ")
}

// looseForms returns the loose forms of a name other than itself: as it is, and
// with its saints shortened.
func looseForms(norma string) []string {
	forms := []string{loose(norma)}
	if words := strings.Fields(forms[0]); shortenSaints(words) {
		forms = append(forms, strings.Join(words, " "))
	}
	return slices.DeleteFunc(slices.Compact(forms), func(form string) bool { return form == norma })
}

// saint stands for San, Santo, Santa, Sant', Santi.
const saint = "s"

func shortenSaints(words []string) (changed bool) {
	for i, word := range words {
		switch word {
		case "san", "santo", "santa", "sant", "santi", "sante", "ss":
			words[i], changed = saint, true
		}
	}
	return changed
}

// written returns an abbreviation written out, empty for any other word. One
// with a full stop inside is given without it: "m te" as "mte".
func written(word string) string {
	switch word {
	case "sto":
		return "santo"
	case "sta":
		return "santa"
	case "mte":
		return "monte"
	case "bgo":
		return "borgo"
	case "flli":
		return "fratelli"
	}
	return ""
}

func isSmallWord(word string) bool {
	switch word {
	case "di", "de", "del", "dei", "degli", "dell", "dello", "della", "delle", "d",
		"in", "ne", "nel", "nei", "negli", "nell", "nello", "nella", "nelle",
		"a", "al", "ai", "agli", "all", "allo", "alla", "alle", "da", "dal", "dalla",
		"su", "sul", "sull", "sullo", "sulla", "e", "ed", "con", "il", "lo", "la", "i", "gli", "le", "l", "comuni":
		return true
	}
	return false
}
