package nome

// meter measures from one query how many letters must be added, dropped,
// changed or swapped with their neighbour to turn it into a name, no letter
// being touched twice (optimal string alignment). It keeps its buffers between
// one name and the next: a suggestion looks at every name of the register.
type meter struct {
	query, other []rune
	// rows are the last three rows of the alignment matrix, one cell for each
	// beginning of query.
	rows [3][]int
}

func newMeter(query string) *meter {
	m := &meter{query: []rune(query)}
	for i := range m.rows {
		m.rows[i] = make([]int, len(m.query)+1)
	}
	return m
}

// load makes name the other end of the next measure.
func (m *meter) load(name string) {
	m.other = m.other[:0]
	for _, r := range name {
		m.other = append(m.other, r)
	}
}

// within returns the distance between the query and the loaded name, or
// limit+1 as soon as it is seen to be more than limit.
func (m *meter) within(limit int) int {
	if d := len(m.query) - len(m.other); d > limit || -d > limit {
		return limit + 1
	}
	for j := range m.rows[0] {
		m.rows[0][j] = j
	}
	lowest := 0
	for i := 1; i <= len(m.other); i++ {
		before := lowest
		lowest = m.fill(i)
		// A swap reaches two rows back, so one row beyond the limit does not
		// yet decide.
		if lowest > limit && before > limit {
			return limit + 1
		}
	}
	return min(m.rows[len(m.other)%3][len(m.query)], limit+1)
}

// fill computes row i of the matrix and returns its lowest cell.
func (m *meter) fill(i int) int {
	row, last, lastButOne := m.rows[i%3], m.rows[(i+2)%3], m.rows[(i+1)%3]
	r := m.other[i-1]
	row[0] = i
	lowest := i
	for j := 1; j < len(row); j++ {
		change := last[j-1]
		if m.query[j-1] != r {
			change++
		}
		d := min(change, last[j]+1, row[j-1]+1)
		if i > 1 && j > 1 && m.query[j-2] == r && m.query[j-1] == m.other[i-2] {
			d = min(d, lastButOne[j-2]+1)
		}
		row[j] = d
		lowest = min(lowest, d)
	}
	return lowest
}
