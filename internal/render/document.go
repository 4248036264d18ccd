package render

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/message"
)

// document is what people read, before any format: words in their language,
// values still typed.
type document struct {
	// title and context are lines above everything, empty where there are
	// none.
	title, context string
	blocks         []block
	notes          []string
}

// block is one table of a document.
type block struct {
	caption     string
	titles      []string
	rows, total [][]any
	// right says which columns align to the right: those of numbers.
	right []bool
	// fields says that the first column names what the second holds.
	fields bool
}

func newBlock(l Listing, loc Locale) block {
	b := block{rows: named(l, loc), right: numeric(l.Columns, l.Rows)}
	for _, h := range l.Columns {
		b.titles = append(b.titles, reveal(loc.T(h.Title), ""))
	}
	return b
}

// named returns the rows of a listing with the words that stand for a value
// that is not there.
func named(l Listing, loc Locale) [][]any {
	rows := slices.Clone(l.Rows)
	for i, h := range l.Columns {
		if h.None == "" {
			continue
		}
		for n, row := range rows {
			if row[i] == nil {
				rows[n] = slices.Clone(row)
				rows[n][i] = loc.T(h.None)
			}
		}
	}
	return rows
}

func listingDocument(l Listing, o Options) document {
	b := newBlock(l, o.Locale)
	if o.Format == HTML {
		// A table needs a caption for those who hear the page, and a listing
		// has no title of its own.
		n := len(l.Rows)
		b.caption = o.Locale.Text(message.Count(n, "%d row", "%d rows", n))
	}
	return document{blocks: []block{b}}
}

func reportDocument(r Report, loc Locale) document {
	b := newBlock(r.Rows, loc)
	b.total = labelled(r.Total, loc)
	b.right = numeric(r.Rows.Columns, r.Rows.Rows, r.Total.Rows)
	d := document{
		title:   reveal(translate(r.Title, loc), ""),
		context: r.context(loc),
		blocks:  []block{b},
	}
	for _, n := range r.Notes {
		d.notes = append(d.notes, reveal(translate(n, loc), ""))
	}
	return d
}

// labelled returns the closing rows, each with its name in the first column
// where nothing else stands there.
func labelled(t Total, loc Locale) [][]any {
	rows := slices.Clone(t.Rows)
	for i, row := range rows {
		if len(row) > 0 && row[0] == nil {
			rows[i] = append([]any{loc.T("Total")}, row[1:]...)
		}
	}
	return rows
}

// context returns the line that says what the figures are measured against,
// on which day, and what was asked for.
func (r Report) context(loc Locale) string {
	var parts []string
	if !r.Universe.Text.IsZero() {
		parts = append(parts, loc.T("Universe")+": "+reveal(translate(r.Universe.Text, loc), ""))
	}
	if !r.AsOf.IsZero() {
		parts = append(parts, loc.Date(r.AsOf))
	}
	for _, p := range r.Parameters {
		s := humanText(p.Value, loc)
		if !p.Text.IsZero() {
			s = reveal(translate(p.Text, loc), "")
		}
		if s != "" && s != unknownMark {
			parts = append(parts, loc.T(p.Title)+": "+s)
		}
	}
	return strings.Join(parts, " · ")
}

// recordDocument lays a record out as fields and values, followed by a table
// for each listing inside it.
func recordDocument(l Listing, o Options) document {
	loc := o.Locale
	fields := block{titles: []string{loc.T("Field"), loc.T("Value")}, right: make([]bool, 2), fields: true}
	d := document{blocks: []block{fields}}
	for i, h := range l.Columns {
		title, v := reveal(loc.T(h.Title), ""), l.Rows[0][i]
		if v == nil && h.None != "" {
			v = loc.T(h.None)
		}
		nested, ok := v.(Listing)
		if !ok || len(nested.Rows) == 0 {
			d.blocks[0].rows = append(d.blocks[0].rows, []any{title, v})
			continue
		}
		b := newBlock(nested.project(usual(nested.Columns, o.Format)), loc)
		b.caption = title
		d.blocks = append(d.blocks, b)
	}
	return d
}
