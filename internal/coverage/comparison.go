package coverage

import (
	"cmp"
	"slices"
)

// Confronto is one figure then and now. A side that has no such group is the
// zero Row.
type Confronto struct {
	Gruppo, Ruolo string
	Allora, Ora   Row
}

// Rows returns the figures of then beside those of now: line by line, and in
// each line group by group.
func (i Istantanea) Rows() []Confronto { return side(i.Saved, i.Now.Rows, i.Now.Question.Per) }

// Totals returns the totals of then beside those of now.
func (i Istantanea) Totals() []Confronto {
	return side(i.SavedTotals, i.Now.Totals, i.Now.Question.Per)
}

// side puts the figures of the same line and group beside each other.
func side(then, now []Row, d Dimensione) []Confronto {
	var list []Confronto
	lines := map[string]int{}
	for n, rows := range [][]Row{then, now} {
		for _, r := range rows {
			if _, seen := lines[r.Ruolo]; !seen {
				lines[r.Ruolo] = len(lines)
			}
			i := slices.IndexFunc(list, func(c Confronto) bool { return c.Gruppo == r.Gruppo && c.Ruolo == r.Ruolo })
			if i < 0 {
				i = len(list)
				list = append(list, Confronto{Gruppo: r.Gruppo, Ruolo: r.Ruolo})
			}
			if n == 0 {
				list[i].Allora = r
			} else {
				list[i].Ora = r
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Confronto) int {
		return cmp.Or(lines[a.Ruolo]-lines[b.Ruolo], d.compare(a.Gruppo, b.Gruppo))
	})
	return list
}
