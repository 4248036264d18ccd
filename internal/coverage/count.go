package coverage

import (
	"cmp"
	"slices"

	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nome"
)

// stato says how far an ente is covered.
type stato uint8

// The states of an ente, each better than the one before.
const (
	scoperto stato = iota
	// tramite means through the Unione or the capofila of the ente, and not by
	// itself.
	tramite
	diretto
)

// line is one figure of a metric (that of a role, of a sum of roles, or the
// only one), unit by unit. Its lists have one entry for each unit, in the same
// order, or none at all.
type line struct {
	ruolo string
	// stati say how far each unit is covered.
	stati []stato
	// conti take the place of stati where a metric counts things of each unit.
	conti []conto
	// iscrizioni are the enrolments of each unit, by state.
	iscrizioni []Iscrizioni
	// doppi are the positions of the units in which one and the same thing is
	// counted: it counts once in each group, and once in the total.
	doppi [][]int
	// fonte says which figures the denominators are made of.
	fonte Statistica
}

// conto is what a unit adds to the numerator and to the denominator.
type conto struct{ num, den int64 }

// tutti returns the line of the enti that every line covers: by nomine of
// their own if all of them are.
func tutti(lines []line, members int) line {
	return combine(Tutti, lines, members, func(a, b stato) stato { return min(a, b) })
}

// almenoUno returns the line of the enti that at least one line covers.
func almenoUno(lines []line, members int) line {
	return combine(AlmenoUno, lines, members, func(a, b stato) stato { return max(a, b) })
}

func combine(ruolo string, lines []line, members int, of func(a, b stato) stato) line {
	sum := line{ruolo: ruolo, stati: make([]stato, members)}
	for i, l := range lines {
		for j, s := range l.stati {
			if i == 0 {
				sum.stati[j] = s
			} else {
				sum.stati[j] = of(sum.stati[j], s)
			}
		}
	}
	return sum
}

// add counts the unit at position i.
func (r *Row) add(m member, l line, i int, p Peso) {
	weight := m.weight(p)
	if m.escluso {
		r.Esclusi += weight
		return
	}
	if l.iscrizioni != nil {
		r.Iscrizioni = r.Iscrizioni.plus(l.iscrizioni[i])
	}
	if l.conti != nil {
		r.Diretti += l.conti[i].num
		r.Misurati += l.conti[i].den
		return
	}
	switch l.stati[i] {
	case diretto:
		r.Diretti += weight
	case tramite:
		r.Tramite += weight
	}
	r.Misurati += weight
}

// total counts every unit once.
func total(members []member, l line, p Peso) Row {
	r := Row{Ruolo: l.ruolo}
	for i, m := range members {
		r.add(m, l, i, p)
	}
	for _, same := range l.doppi {
		r.Diretti -= int64(len(same) - 1)
	}
	return r
}

// grouped counts every unit once in each of its groups; the group of those
// that have none comes last.
func grouped(members []member, l line, q Question) []Row {
	rows := map[string]*Row{}
	for i, m := range members {
		for _, g := range m.groups() {
			r := rows[g]
			if r == nil {
				r = &Row{Gruppo: g, Ruolo: l.ruolo}
				rows[g] = r
			}
			r.add(m, l, i, q.Peso)
		}
	}
	for _, same := range l.doppi {
		for g, times := range spread(members, same) {
			rows[g].Diretti -= int64(times - 1)
		}
	}
	sorted := make([]Row, 0, len(rows))
	for _, r := range rows {
		sorted = append(sorted, *r)
	}
	slices.SortFunc(sorted, func(a, b Row) int { return q.Per.compare(a.Gruppo, b.Gruppo) })
	return sorted
}

// groups returns the groups of the unit, of which there is always one: that of
// the units that are in none has no name.
func (m member) groups() []string {
	if len(m.gruppi) == 0 {
		return []string{""}
	}
	return m.gruppi
}

// spread returns how many of the units at those positions each group has.
func spread(members []member, positions []int) map[string]int {
	times := map[string]int{}
	for _, i := range positions {
		for _, g := range members[i].groups() {
			times[g]++
		}
	}
	return times
}

// compare orders the groups of a dimension: those that are words of a fixed
// list as the list has them, all others by name, and the enti without a group
// last.
func (d Dimensione) compare(a, b string) int {
	switch {
	case a == "" || b == "":
		return len(b) - len(a)
	case d == PerTipo:
		return slices.Index(ente.Tipi(), ente.Tipo(a)) - slices.Index(ente.Tipi(), ente.Tipo(b))
	case d == PerClasse:
		return slices.Index(ente.Classi(), ente.Classe(a)) - slices.Index(ente.Classi(), ente.Classe(b))
	case d == PerCapoluogo:
		return cmp.Compare(b, a)
	}
	return cmp.Or(cmp.Compare(nome.Norm(a), nome.Norm(b)), cmp.Compare(a, b))
}

// count does the arithmetic of an answer on what the metric says of the units.
func count(q Question, m measured) Answer {
	a := Answer{Question: q, Universe: universeOf(m.enti), Rows: []Row{}}
	lines := m.lines
	if q.sums() {
		lines = append(slices.Clone(lines), tutti(lines, len(m.units)), almenoUno(lines, len(m.units)))
	}
	if q.usesResidents() {
		a.Residenti = residenti(m.enti)
	}
	for _, l := range lines {
		sum := total(m.units, l, q.Peso)
		a.Totals = append(a.Totals, sum)
		if q.Per == "" {
			a.Rows = append(a.Rows, sum)
		} else {
			a.Rows = append(a.Rows, grouped(m.units, l, q)...)
		}
		for _, same := range l.doppi {
			if len(spread(m.units, same)) > 1 {
				a.PersoneInPiuGruppi++
			}
		}
		a.Dipendenti = l.fonte
	}
	for _, u := range m.units {
		if len(u.gruppi) > 1 && !u.escluso {
			a.InPiuGruppi++
		}
	}
	return a
}

func universeOf(members []member) Universe {
	var u Universe
	tipi := map[ente.Tipo]int{}
	for _, m := range members {
		if m.escluso {
			u.Esclusi++
			continue
		}
		u.Enti++
		tipi[m.tipo]++
	}
	for _, t := range ente.Tipi() {
		if n := tipi[t]; n > 0 {
			u.Tipi = append(u.Tipi, Tipo{Tipo: t, Enti: n})
		}
	}
	return u
}

func residenti(members []member) Statistica {
	var s Statistica
	for _, m := range members {
		if !m.escluso {
			s.add(m.popolazioneAl)
		}
	}
	return s
}
