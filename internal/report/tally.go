package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/iscrizione"
)

// tally gathers the figures of the rows.
type tally struct {
	q Question
	// list are the enti and chosen the editions of the question; enti, editions
	// and courses find them, and the codes of the courses, by id.
	list     []*member
	chosen   []edizione
	enti     map[int64]*member
	editions map[int64]edizione
	courses  map[int64]string
	// ended is how many of the enti ended before the day; unknown says that
	// something that was counted is of none of them.
	ended   int
	unknown bool
	// covered are the enti under a convention, by platform in lower case.
	covered map[string]map[int64]bool
	rows    map[string]*line
	total   line
}

// line is a row as it grows.
type line struct {
	Row
	// with are the enti that have an enrolment.
	with map[int64]bool
	// universe are the enti, and provinces those they lie in.
	universe map[int64]bool
}

func newTally(ctx context.Context, tx *db.Tx, q Question, table string) (*tally, error) {
	t := &tally{q: q, enti: map[int64]*member{}, editions: map[int64]edizione{}, courses: map[int64]string{}, rows: map[string]*line{}}
	t.total = line{with: map[int64]bool{}, universe: map[int64]bool{}}
	var err error
	if t.chosen, err = q.Scelta.edizioni(ctx, tx); err != nil {
		return nil, err
	}
	for _, e := range t.chosen {
		t.editions[e.id], t.courses[e.corsoID] = e, e.corso
	}
	if t.list, t.ended, err = members(ctx, tx, q, table); err != nil {
		return nil, err
	}
	for _, m := range t.list {
		t.enti[m.id] = m
		t.total.universe[m.id] = true
	}
	if t.covered, err = coveredBy(ctx, tx, t.chosen, q); err != nil {
		return nil, err
	}
	t.prepareRows()
	return t, nil
}

// coveredBy returns the enti under a convention for each platform of the
// editions; a course without a platform asks for none.
func coveredBy(ctx context.Context, tx *db.Tx, editions []edizione, q Question) (map[string]map[int64]bool, error) {
	covered := map[string]map[int64]bool{}
	for _, e := range editions {
		platform := strings.ToLower(e.piattaforma)
		if covered[platform] != nil {
			continue
		}
		covered[platform] = map[int64]bool{}
		if platform == "" {
			continue
		}
		condition, args := convenzione.CoveredAt("e.id", platform, q.Filter.AsOf)
		ids, err := db.Collect(ctx, tx, db.Value[int64], `SELECT e.id FROM ente e WHERE `+condition, args...)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			covered[platform][id] = true
		}
	}
	return covered, nil
}

// prepareRows makes a row of every group that enti are in, so that those
// without an enrolment show. With a row for each ente there would be too many.
func (t *tally) prepareRows() {
	for _, d := range t.q.Per {
		if !d.ofEnte() {
			return
		}
	}
	if len(t.q.Per) == 0 || slices.Contains(t.q.Per, PerEnte) {
		return
	}
	for _, m := range t.list {
		for _, g := range t.groups(cell{enteID: m.id}, "", "") {
			if g[0].chiave != "" || len(g) > 1 {
				t.row(g)
			}
		}
	}
}

// groups returns the groups of what a cell counts: the values of each
// dimension, in every combination. The course and the state are those of the
// key where the cell has none.
func (t *tally) groups(c cell, course, state string) [][]Voce {
	groups := [][]Voce{{}}
	for _, d := range t.q.Per {
		values := t.values(d, c, course, state)
		next := make([][]Voce, 0, len(groups)*len(values))
		for _, g := range groups {
			for _, v := range values {
				next = append(next, append(slices.Clone(g), v))
			}
		}
		groups = next
	}
	return groups
}

func (t *tally) values(d Dimensione, c cell, course, state string) []Voce {
	switch d {
	case PerCorso:
		if course == "" {
			course = t.editions[c.edizioneID].corso
		}
		return textOrNone(course)
	case PerEdizione:
		e, found := t.editions[c.edizioneID]
		if !found {
			return []Voce{{}}
		}
		name := e.corso + "/" + number(e.numero)
		return []Voce{{Testo: name, chiave: name, ordine: fmt.Sprintf("%s %020d", e.corso, e.numero)}}
	case PerMese:
		return textOrNone(c.mese)
	case PerStato:
		return wordVoce(iscrizione.Stato(state), iscrizione.Stati())
	}
	return t.enti[c.enteID].voci(d)
}

func textOrNone(text string) []Voce {
	if list := textVoce(text); list != nil {
		return list
	}
	return []Voce{{}}
}

// keyOfGroup tells a group from all others.
func keyOfGroup(g []Voce) string {
	keys := make([]string, len(g))
	for i, v := range g {
		keys[i] = v.chiave
	}
	return strings.Join(keys, "\x00")
}

func (t *tally) row(g []Voce) *line {
	key := keyOfGroup(g)
	r := t.rows[key]
	if r == nil {
		r = &line{Row: Row{Gruppo: g}, with: map[int64]bool{}, universe: map[int64]bool{}}
		t.rows[key] = r
	}
	return r
}

// answer closes the rows.
func (t *tally) answer() Answer {
	a := Answer{Question: t.q, Rows: []Row{}, Tipi: map[ente.Tipo]int{}, Cessati: t.ended, SenzaEnte: t.unknown}
	for _, m := range t.list {
		a.Tipi[m.tipo]++
	}
	universes := t.universes()
	for _, r := range t.rows {
		r.universe = universes[keyOfGroup(t.onlyEnti(r.Gruppo))]
		a.Rows = append(a.Rows, Row{Gruppo: r.Gruppo, Figure: r.close(t, len(t.onlyEnti(r.Gruppo)) > 0)})
	}
	slices.SortFunc(a.Rows, func(x, y Row) int { return compareGroups(x.Gruppo, y.Gruppo) })
	a.Total = t.total.close(t, true)
	if len(t.q.Per) == 0 {
		a.Rows = append(a.Rows, Row{Figure: a.Total})
	}
	return a
}

// onlyEnti returns the values of a group in the dimensions of the enti.
func (t *tally) onlyEnti(g []Voce) []Voce {
	var list []Voce
	for i, d := range t.q.Per {
		if d.ofEnte() {
			list = append(list, g[i])
		}
	}
	return list
}

// universes returns the enti of each group by the dimensions of the enti.
func (t *tally) universes() map[string]map[int64]bool {
	of := *t
	of.q.Per = slices.DeleteFunc(slices.Clone(t.q.Per), func(d Dimensione) bool { return !d.ofEnte() })
	universes := map[string]map[int64]bool{}
	if len(of.q.Per) == 0 {
		return universes
	}
	for _, m := range t.list {
		for _, g := range of.groups(cell{enteID: m.id}, "", "") {
			key := keyOfGroup(g)
			if universes[key] == nil {
				universes[key] = map[int64]bool{}
			}
			universes[key][m.id] = true
		}
	}
	return universes
}

// close counts the enti and the provinces of a row.
func (l *line) close(t *tally, universe bool) Figure {
	f := l.Figure
	f.EntiConIscritti = int64(len(l.with))
	f.Rappresentate = provinces(l.with, t)
	f.Enti, f.Province = -1, provinces(t.total.universe, t)
	if universe {
		f.Enti, f.Province = int64(len(l.universe)), provinces(l.universe, t)
	}
	return f
}

// provinces counts the provinces in which the enti lie.
func provinces(enti map[int64]bool, t *tally) int {
	seen := map[string]bool{}
	for id := range enti {
		if m := t.enti[id]; m != nil && m.provincia != "" {
			seen[m.provincia] = true
		}
	}
	return len(seen)
}

// compareGroups orders groups by their values, what has none last.
func compareGroups(a, b []Voce) int {
	for i := range a {
		x, y := a[i], b[i]
		switch {
		case x.chiave == y.chiave:
			continue
		case x.chiave == "":
			return 1
		case y.chiave == "":
			return -1
		case x.ordine != y.ordine:
			return strings.Compare(x.ordine, y.ordine)
		}
		return strings.Compare(x.chiave, y.chiave)
	}
	return 0
}
