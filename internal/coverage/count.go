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
	// tramiteUnione means by a nomina of the Unione to which a comune belongs,
	// and by none of its own.
	tramiteUnione
	diretto
)

// line is the figure of one role, or of a sum of roles, ente by ente.
type line struct {
	ruolo string
	// stati has one state for each member, in the same order.
	stati []stato
}

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

// add counts one ente.
func (r *Row) add(m member, s stato, weight int64) {
	switch {
	case m.escluso:
		r.Esclusi += weight
		return
	case s == diretto:
		r.Diretti += weight
	case s == tramiteUnione:
		r.TramiteUnione += weight
	}
	r.Enti += weight
}

// total counts every ente once.
func total(members []member, l line, p Peso) Row {
	r := Row{Ruolo: l.ruolo}
	for i, m := range members {
		r.add(m, l.stati[i], m.weight(p))
	}
	return r
}

// grouped counts every ente once in each of its groups; the group of those
// that have none comes last.
func grouped(members []member, l line, q Question) []Row {
	rows := map[string]*Row{}
	count := func(gruppo string, i int) {
		r := rows[gruppo]
		if r == nil {
			r = &Row{Gruppo: gruppo, Ruolo: l.ruolo}
			rows[gruppo] = r
		}
		r.add(members[i], l.stati[i], members[i].weight(q.Peso))
	}
	for i, m := range members {
		for _, g := range m.gruppi {
			count(g, i)
		}
		if len(m.gruppi) == 0 {
			count("", i)
		}
	}
	sorted := make([]Row, 0, len(rows))
	for _, r := range rows {
		sorted = append(sorted, *r)
	}
	slices.SortFunc(sorted, func(a, b Row) int { return q.Per.compare(a.Gruppo, b.Gruppo) })
	return sorted
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

// count does the arithmetic of an answer on the enti and on what the metric
// says of them.
func count(q Question, members []member, lines []line) Answer {
	a := Answer{Question: q, Universe: universeOf(members), Rows: []Row{}}
	if q.sums() {
		lines = append(slices.Clone(lines), tutti(lines, len(members)), almenoUno(lines, len(members)))
	}
	if q.usesResidents() {
		a.Residenti = residenti(members)
	}
	for _, l := range lines {
		sum := total(members, l, q.Peso)
		a.Totals = append(a.Totals, sum)
		if q.Per == "" {
			a.Rows = append(a.Rows, sum)
		} else {
			a.Rows = append(a.Rows, grouped(members, l, q)...)
		}
	}
	for _, m := range members {
		if len(m.gruppi) > 1 && !m.escluso {
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

func residenti(members []member) Residenti {
	var r Residenti
	for _, m := range members {
		switch {
		case m.escluso:
		case m.popolazioneAl.IsZero():
			r.Ignoti++
		default:
			if r.Dal.IsZero() || m.popolazioneAl.Before(r.Dal) {
				r.Dal = m.popolazioneAl
			}
			if r.Al.IsZero() || m.popolazioneAl.After(r.Al) {
				r.Al = m.popolazioneAl
			}
		}
	}
	return r
}
