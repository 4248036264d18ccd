package render

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// drawnRows is the number of rows up to which tablewriter draws a table. It
// takes twenty times as long as drawPlain, which nobody notices below.
const drawnRows = 2000

// writeTable writes a document as text in columns.
func writeTable(out *bufio.Writer, d document, o Options) error {
	lines := &lineWriter{out: out, color: o.Color}
	lines.paragraph(d.title, o.Width, true)
	lines.paragraph(d.context, o.Width, false)
	for i, b := range d.blocks {
		if i > 0 {
			lines.blank()
			lines.paragraph(b.caption, o.Width, true)
			lines.indent = gap
		}
		if len(b.rows)+len(b.total) == 0 {
			continue
		}
		if d.title+d.context != "" {
			lines.blank()
		}
		if err := lines.draw(newGrid(b, o.Width-len(lines.indent), o.Locale)); err != nil {
			return err
		}
		lines.indent = ""
	}
	for i, n := range d.notes {
		if i == 0 {
			lines.blank()
		}
		lines.paragraph(n, o.Width, false)
	}
	return nil
}

// lineWriter passes lines on without the spaces that end them, so that a table
// pasted into a note stays clean, and adds indentation and emphasis.
type lineWriter struct {
	out    *bufio.Writer
	color  bool
	indent string
	// bold says which of the lines to come, counted from 0, are emphasised.
	bold func(line int) bool
	line int
	rest []byte
}

// Write takes text in pieces of any size; the errors of writing are out's to
// remember.
func (w *lineWriter) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	for {
		line, rest, found := bytes.Cut(w.rest, []byte("\n"))
		if !found {
			return len(p), nil
		}
		w.emit(string(bytes.TrimRight(line, " ")), w.bold != nil && w.bold(w.line))
		w.rest = rest
		w.line++
	}
}

func (w *lineWriter) emit(line string, bold bool) {
	if bold && w.color && line != "" {
		line = "\x1b[1m" + line + "\x1b[0m"
	}
	if line != "" {
		line = w.indent + line
	}
	w.out.WriteString(line + "\n")
}

func (w *lineWriter) blank() { w.emit("", false) }

// paragraph writes a text, wrapped to width when it is not 0.
func (w *lineWriter) paragraph(s string, width int, bold bool) {
	if s == "" {
		return
	}
	lines := []string{s}
	if width > 0 {
		lines = wrapText(s, width)
	}
	for _, line := range lines {
		w.emit(line, bold)
	}
}

// draw writes a grid: titles, rule, rows, and where there are totals another
// rule and the totals.
func (w *lineWriter) draw(g grid) error {
	head, body := height(g.titles), 0
	for _, row := range g.rows {
		body += height(row)
	}
	totals := head + 1 + body + 1
	w.line, w.bold = 0, func(line int) bool { return line < head || line >= totals }
	if len(g.rows) > drawnRows {
		return drawPlain(w, g)
	}
	return drawTable(w, g)
}

// height returns how many lines the cells of a row take.
func height(row []string) int {
	lines := 1
	for _, cell := range row {
		lines = max(lines, 1+strings.Count(cell, "\n"))
	}
	return lines
}

// drawTable draws a grid with tablewriter. Errors of writing are not among its
// own, but out remembers them.
func drawTable(w io.Writer, g grid) error {
	cells := cellConfig(g.right)
	table := tablewriter.NewTable(w,
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(tw.StyleLight),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off},
				Lines: tw.Lines{
					ShowTop: tw.Off, ShowBottom: tw.Off,
					ShowHeaderLine: tw.On, ShowFooterLine: tw.On,
				},
			},
		})),
		tablewriter.WithConfig(tablewriter.Config{Header: cells, Row: cells, Footer: cells}),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithTrimTab(tw.Off),
		tablewriter.WithTrimLine(tw.Off),
	)
	table.Header(g.titles)
	if err := table.Bulk(g.rows); err != nil {
		return err
	}
	if len(g.total) > 0 {
		table.Footer(stack(g.total))
	}
	return table.Render()
}

// cellConfig keeps tablewriter from changing what is inside the cells.
func cellConfig(right []bool) tw.CellConfig {
	none := tw.Padding{Overwrite: true}
	config := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Padding:    tw.CellPadding{Global: none},
		Alignment:  tw.CellAlignment{Global: tw.AlignLeft},
	}
	for i, r := range right {
		padding, align := tw.Padding{Right: gap, Overwrite: true}, tw.AlignLeft
		if i == len(right)-1 {
			padding = none
		}
		if r {
			align = tw.AlignRight
		}
		config.Padding.PerColumn = append(config.Padding.PerColumn, padding)
		config.Alignment.PerColumn = append(config.Alignment.PerColumn, align)
	}
	return config
}

// stack joins several closing rows into one of several lines, because
// tablewriter has a single footer.
func stack(rows [][]string) []string {
	columns := make([][]string, len(rows[0]))
	for _, row := range rows {
		lines := height(row)
		for i, cell := range row {
			missing := lines - 1 - strings.Count(cell, "\n")
			columns[i] = append(columns[i], cell+strings.Repeat("\n", missing))
		}
	}
	footer := make([]string, len(columns))
	for i, cells := range columns {
		footer[i] = strings.Join(cells, "\n")
	}
	return footer
}

// drawPlain draws a grid as drawTable does, line for line, at a price that
// grows only with the text.
func drawPlain(w io.Writer, g grid) error {
	rule := strings.Repeat("─", g.lineWidth()) + "\n"
	var b strings.Builder
	g.plainRow(&b, g.titles)
	b.WriteString(rule)
	for _, row := range g.rows {
		g.plainRow(&b, row)
	}
	if len(g.total) > 0 {
		b.WriteString(rule)
	}
	for _, row := range g.total {
		g.plainRow(&b, row)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (g grid) plainRow(b *strings.Builder, row []string) {
	for rest := row; rest != nil; {
		var next []string
		for i, cell := range rest {
			line, more, found := strings.Cut(cell, "\n")
			if found && next == nil {
				next = make([]string, len(row))
			}
			if found {
				next[i] = more
			}
			g.plainCell(b, i, line)
		}
		b.WriteByte('\n')
		rest = next
	}
}

func (g grid) plainCell(b *strings.Builder, i int, text string) {
	if i > 0 {
		b.WriteString(gap)
	}
	fill := strings.Repeat(" ", g.widths[i]-displayWidth(text))
	if g.right[i] {
		b.WriteString(fill + text)
	} else {
		b.WriteString(text + fill)
	}
}
