package batch

import (
	"errors"
	"slices"
	"sort"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// Layout says where the columns of a noun are in a file.
type Layout struct {
	// Line is the physical line of the header.
	Line int
	// Titles are the titles as the file has them.
	Titles []string
	// Keys has the key of each column, empty for one that is not read.
	Keys []string
	// at has the place of each column of the noun, -1 where the file lacks it.
	at []int
	// added is the place of the first of the columns that a rejects file adds,
	// -1 where there are none.
	added int
}

// Has reports whether the file has the noun's column with that index.
func (l Layout) Has(i int) bool { return l.at[i] >= 0 }

// cell returns the cell of a row in the noun's column with that index, empty
// where there is none.
func (l Layout) cell(cells []string, i int) string {
	if place := l.at[i]; place >= 0 && place < len(cells) {
		return cells[place]
	}
	return ""
}

// Ignored returns the titles of the columns that are not read.
func (l Layout) Ignored() []string {
	var list []string
	for i, key := range l.Keys {
		if key == "" && !l.isAdded(i) && strings.TrimSpace(l.Titles[i]) != "" {
			list = append(list, l.Titles[i])
		}
	}
	return list
}

// Absent returns the keys of the columns of a published layout that the file
// lacks; a noun's own files have only those that they need.
func (l Layout) Absent(n Noun) []string {
	var list []string
	for i, c := range n.Columns {
		if n.Profile != "" && i < len(l.at) && l.at[i] < 0 {
			list = append(list, c.Key)
		}
	}
	return list
}

// headerRows is within how many rows the header must be: operators write a
// title and a date above it.
const headerRows = 10

// layoutOf tells what the titles of a row mean, and how many are known.
func layoutOf(n Noun, o Options, titles []string) (l Layout, known int, err error) {
	l = Layout{Titles: slices.Clone(titles), Keys: make([]string, len(titles)), at: make([]int, len(n.Columns)), added: addedAt(titles)}
	mapped, err := n.mapping(o.Map)
	if err != nil {
		return l, 0, err
	}
	ranks := make([]int, len(n.Columns))
	for i := range l.at {
		l.at[i] = -1
	}
	for place, title := range titles {
		form := titleForm(title)
		if form == "" || l.isAdded(place) {
			continue
		}
		for i, c := range n.Columns {
			rank, ok := c.rank(form)
			switch key, isMapped := mapped[form]; {
			case isMapped:
				rank, ok = -1, key == c.Key
			case !ok:
				continue
			}
			if ok && (l.at[i] < 0 || rank < ranks[i]) {
				l.at[i], ranks[i] = place, rank
			}
		}
	}
	for i, place := range l.at {
		if place >= 0 {
			l.Keys[place] = n.Columns[i].Key
			known++
		}
	}
	return l, known, nil
}

// mapping returns the given mapping with the titles in the form in which they
// are compared, or a fault of kind Usage for a key that the noun lacks.
func (n Noun) mapping(given map[string]string) (map[string]string, error) {
	m := map[string]string{}
	for title, key := range given {
		if err := n.checkKey(key); err != nil {
			return nil, err
		}
		m[titleForm(title)] = key
	}
	return m, nil
}

// checkKey returns a fault of kind Usage for a key that the noun lacks.
func (n Noun) checkKey(key string) error {
	if n.index(key) >= 0 {
		return nil
	}
	return fault.New(fault.Usage, "%q is no column of %s", key, n.Name).
		WithHint("the columns are: %s", strings.Join(n.keys(), ", "))
}

// index returns the index of the column with a key, -1 for none.
func (n Noun) index(key string) int {
	return slices.IndexFunc(n.Columns, func(c Column) bool { return c.Key == key })
}

func (n Noun) keys() []string {
	keys := make([]string, len(n.Columns))
	for i, c := range n.Columns {
		keys[i] = c.Key
	}
	return keys
}

// checkMapped returns a fault of kind Usage when a title that --map names is
// not in the file.
func (l Layout) checkMapped(given map[string]string) error {
	var lost []string
	for title := range given {
		if !slices.ContainsFunc(l.Titles, func(t string) bool { return titleForm(t) == titleForm(title) }) {
			lost = append(lost, title)
		}
	}
	if len(lost) == 0 {
		return nil
	}
	sort.Strings(lost)
	return fault.New(fault.Usage, "the file has no column %q", lost[0]).
		WithHint("its columns are: %s", strings.Join(l.Titles, ", "))
}

// missing returns the groups of columns that the noun cannot do without and for
// which neither the file nor a fixed value stands.
func (l Layout) missing(n Noun, o Options) [][]string {
	var list [][]string
	for _, group := range n.Needs {
		found := slices.ContainsFunc(group, func(key string) bool {
			return slices.Contains(l.Keys, key) || o.Fixed[key] != ""
		})
		if !found {
			list = append(list, group)
		}
	}
	return list
}

// check returns a fault when --map names a title that the file lacks, and one
// of kind Failed when the file lacks a column that the noun cannot do without
// and no fixed value stands for it.
func (l Layout) check(n Noun, o Options) error {
	if err := l.checkMapped(o.Map); err != nil {
		return err
	}
	missing := l.missing(n, o)
	if len(missing) == 0 {
		return nil
	}
	f := fault.New(fault.Failed, "the file has no column for %s", strings.Join(missing[0], " / "))
	key, titles := missing[0][0], strings.Join(l.Titles, ", ")
	for _, k := range missing[0] {
		if flag := o.Flags[k]; flag != "" {
			return f.WithHint("give it for all rows with %s, or say which column it is with --map \"TITLE=%s\": %s", flag, k, titles)
		}
	}
	return f.WithHint("its columns are: %s; say which one it is with --map \"TITLE=%s\"", titles, key)
}

// noRows is the fault for a file without any row, not even a header. A sync
// never takes it for a list from which everything was struck.
func noRows(o Options) error {
	kind := fault.Failed
	if o.Mode == Sync {
		kind = fault.Threshold
	}
	return fault.New(kind, "the file is empty").WithHint("save or download it again").WithCause(errNoHeader)
}

// noHeader is the fault for a file in whose first rows no header is.
func noHeader(n Noun) error {
	if n.Profile != "" {
		return fault.New(fault.Failed, "no header was found in the first %d rows", headerRows).
			WithHint("the titles of %s are: %s; name others with --map \"TITLE=KEY\"", n.Profile, strings.Join(n.keys(), ", ")).WithCause(errNoHeader)
	}
	return fault.New(fault.Failed, "no header was found in the first %d rows", headerRows).
		WithHint("the titles that are known: %s; name others with --map \"TITLE=KEY\", or start from: dtctl import template %s",
			strings.Join(n.keys(), ", "), n.Name).WithCause(errNoHeader)
}

var errNoHeader = errors.New("no header")

// isTotal reports whether a row sums up the others: it begins with a word such
// as "Totale" and holds little else but numbers.
func isTotal(cells []string) bool {
	words := 0
	first := ""
	for _, cell := range cells {
		if strings.ContainsFunc(cell, func(r rune) bool { return r >= 'A' }) {
			words++
			if first == "" {
				first = cell
			}
		}
	}
	if words != 1 {
		return false
	}
	switch word, _, _ := strings.Cut(nome.Norm(first), " "); word {
	case "totale", "totali", "total", "somma":
		return true
	}
	return false
}
