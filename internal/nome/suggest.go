package nome

import (
	"cmp"
	"math"
	"slices"
)

// nearest is how many names are suggested when none is one letter away.
const nearest = 3

// Suggest returns the candidates that somebody who wrote query may have meant.
//
// First come those whose names hold the words of query and more besides (a
// name cut short), when it has at least four letters: at most ten, those that
// begin with it before the others. Then, nearest first, all those at most one
// letter away or, when nothing was found so far, the three nearest. Names as
// near as each other come by the groups of three letters that they share with
// the query, then alphabetically, then in the order given. A candidate from
// which more than a third of the letters differ is never suggested for its
// likeness.
//
// key returns the name of a candidate. Query and names are in normal form, as
// Norm or Ente return it.
func Suggest[T any](query string, candidates []T, key func(T) string) []T {
	found := holding(query, candidates, key)
	hits := near(query, candidates, key)
	slices.SortStableFunc(hits, func(a, b hit[T]) int {
		return cmp.Or(
			cmp.Compare(a.distance, b.distance),
			cmp.Compare(b.likeness, a.likeness),
			cmp.Compare(a.name, b.name),
		)
	})
	if len(hits) > 0 && hits[0].distance > 1 {
		if len(found) > 0 {
			return found
		}
		hits = hits[:min(len(hits), nearest)]
	}
	for _, h := range hits {
		found = append(found, h.candidate)
	}
	return found
}

// hit is a candidate within reach.
type hit[T any] struct {
	candidate T
	name      string
	distance  int
	likeness  float64
}

// near returns the candidates among which those to suggest are, in the order
// given: those at most one letter away, or those no farther than the third
// nearest.
func near[T any](query string, candidates []T, key func(T) string) []hit[T] {
	var hits []hit[T]
	var found census
	m := newMeter(query)
	for _, c := range candidates {
		name := key(c)
		m.load(name)
		limit := min(found.limit(), reach(max(len(m.query), len(m.other))))
		if d := m.within(limit); d <= limit {
			found.add(d)
			hits = append(hits, hit[T]{candidate: c, name: name, distance: d})
		}
	}
	limit := found.limit()
	hits = slices.DeleteFunc(hits, func(h hit[T]) bool { return h.distance > limit })
	for i := range hits {
		hits[i].likeness = dice(query, hits[i].name)
	}
	return hits
}

// reach returns the distance beyond which a name of n letters is no longer
// taken for a slip of the pen: a third of it, rounded up.
func reach(n int) int { return (n + 2) / 3 }

// census counts the hits by distance and so tells how far it is still worth
// looking.
type census []int

func (c *census) add(distance int) {
	for len(*c) <= distance {
		*c = append(*c, 0)
	}
	(*c)[distance]++
}

// limit returns 1 once a name is at most one letter away, else the distance of
// the third nearest.
func (c census) limit() int {
	total := 0
	for distance, n := range c {
		total += n
		if total >= nearest || total > 0 && distance <= 1 {
			return max(distance, 1)
		}
	}
	return math.MaxInt
}

// dice returns the Dice coefficient of the groups of three letters of a and b,
// from 0 (none in common) to 1.
func dice(a, b string) float64 {
	as, bs := trigrams(a), trigrams(b)
	if len(as)+len(bs) == 0 {
		return 0
	}
	total, shared := len(as)+len(bs), 0
	for _, t := range as {
		if i := slices.Index(bs, t); i >= 0 {
			shared++
			bs = slices.Delete(bs, i, i+1)
		}
	}
	return 2 * float64(shared) / float64(total)
}

func trigrams(s string) []string {
	letters := []rune(s)
	var groups []string
	for i := 0; i+3 <= len(letters); i++ {
		groups = append(groups, string(letters[i:i+3]))
	}
	return groups
}
