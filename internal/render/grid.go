package render

import (
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// gap is what separates two columns.
const gap = "  "

// longWord is the length from which a word may be broken: shorter are codes,
// names of roles and all but a few words, longer are addresses.
const longWord = 20

// grid is a table as text, before it is drawn. A cell that was wrapped holds
// line ends; nothing else may.
type grid struct {
	titles      []string
	rows, total [][]string
	right       []bool
	widths      []int
}

// newGrid writes the cells of a block as text and wraps them to the given
// width, 0 for no limit. Numbers and all but long words stay whole; what then
// still does not fit is left to the terminal.
func newGrid(b block, width int, loc Locale) grid {
	g := grid{titles: slices.Clone(b.titles), rows: gridRows(b.rows, loc), total: gridRows(b.total, loc), right: b.right}
	g.measure()
	for _, piece := range []int{longWord, longWord / 2} {
		if excess := g.lineWidth() - width; width > 0 && excess > 0 {
			g.shrink(excess, piece)
		}
	}
	g.wrap()
	return g
}

// measure sets the widths to those of the longest lines.
func (g *grid) measure() {
	g.widths = make([]int, len(g.titles))
	for _, row := range g.all() {
		for i, cell := range row {
			for line := range strings.SplitSeq(cell, "\n") {
				g.widths[i] = max(g.widths[i], displayWidth(line))
			}
		}
	}
}

func gridRows(rows [][]any, loc Locale) [][]string {
	texts := make([][]string, len(rows))
	for i, row := range rows {
		texts[i] = make([]string, len(row))
		for j, v := range row {
			texts[i][j] = humanText(v, loc)
		}
	}
	return texts
}

// all returns every line of cells: the titles, the rows, the closing rows.
func (g grid) all() [][]string {
	all := make([][]string, 0, 1+len(g.rows)+len(g.total))
	all = append(all, g.titles)
	all = append(all, g.rows...)
	return append(all, g.total...)
}

// lineWidth returns how many columns of the terminal a line takes.
func (g grid) lineWidth() int {
	width := (len(g.widths) - 1) * len(gap)
	for _, w := range g.widths {
		width += w
	}
	return width
}

// shrink takes the excess from the widest columns, until none can give more.
func (g grid) shrink(excess, piece int) {
	floors := g.floors(piece)
	for ; excess > 0; excess-- {
		widest := -1
		for i, w := range g.widths {
			if w > floors[i] && (widest < 0 || w > g.widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		g.widths[widest]--
	}
}

// floors returns the least width of each column: its numbers and its words
// whole, long words in pieces of the given length.
func (g grid) floors(piece int) []int {
	floors := make([]int, len(g.widths))
	for n, row := range g.all() {
		for i, cell := range row {
			if n > 0 && g.right[i] {
				floors[i] = max(floors[i], displayWidth(cell))
				continue
			}
			for word := range strings.SplitSeq(cell, " ") {
				w := displayWidth(word)
				if w >= longWord {
					w = piece
				}
				floors[i] = max(floors[i], w)
			}
		}
	}
	return floors
}

// wrap breaks the cells that are wider than their column, and takes back the
// width that the breaks left unused.
func (g *grid) wrap() {
	wrapped := false
	for _, row := range g.all() {
		for i, cell := range row {
			if displayWidth(cell) > g.widths[i] {
				row[i] = strings.Join(wrapText(cell, g.widths[i]), "\n")
				wrapped = true
			}
		}
	}
	if wrapped {
		g.measure()
	}
}

// wrapText breaks a text into lines no wider than width, between words where
// it can.
func wrapText(s string, width int) []string {
	var lines []string
	line, used := "", 0
	for word := range strings.SplitSeq(s, " ") {
		w := displayWidth(word)
		if line != "" && used+1+w <= width {
			line, used = line+" "+word, used+1+w
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for w > width {
			head := prefix(word, width)
			lines = append(lines, head)
			word = word[len(head):]
			w = displayWidth(word)
		}
		line, used = word, w
	}
	return append(lines, line)
}

// prefix returns the longest beginning of s that is no wider than width, at
// least one character with the marks that combine with it.
func prefix(s string, width int) string {
	used := 0
	for i, r := range s {
		w := displayWidth(string(r))
		if i > 0 && w > 0 && used+w > width {
			return s[:i]
		}
		used += w
	}
	return s
}

// displayWidth returns how many columns of a terminal s takes. Characters that
// only East Asian terminals draw wide count as one, whatever the environment
// says, so that the content never depends on it.
func displayWidth(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return twwidth.WidthWithOptions(s, twwidth.Options{})
		}
	}
	return len(s)
}
