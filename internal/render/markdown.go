package render

import "bufio"

// writeMarkdown writes a document in GitHub's dialect: titles as headings,
// totals in bold, notes as a list.
func writeMarkdown(out *bufio.Writer, d document, loc Locale) {
	if d.title != "" {
		out.WriteString("# " + escapeMarkdown(d.title) + "\n\n")
	}
	if d.context != "" {
		out.WriteString(escapeMarkdown(d.context) + "\n\n")
	}
	for i, b := range d.blocks {
		if i > 0 {
			out.WriteByte('\n')
		}
		writeMarkdownTable(out, b, loc)
	}
	for i, n := range d.notes {
		if i == 0 {
			out.WriteByte('\n')
		}
		out.WriteString("- " + escapeMarkdown(n) + "\n")
	}
}

func writeMarkdownTable(out *bufio.Writer, b block, loc Locale) {
	if b.caption != "" {
		out.WriteString("## " + escapeMarkdown(b.caption) + "\n\n")
	}
	for _, t := range b.titles {
		out.WriteString("| " + escapeMarkdown(t) + " ")
	}
	out.WriteString("|\n")
	for _, right := range b.right {
		if right {
			out.WriteString("| ---: ")
		} else {
			out.WriteString("| --- ")
		}
	}
	out.WriteString("|\n")
	for _, row := range b.rows {
		writeMarkdownRow(out, row, "", loc)
	}
	for _, row := range b.total {
		writeMarkdownRow(out, row, "**", loc)
	}
}

func writeMarkdownRow(out *bufio.Writer, row []any, emphasis string, loc Locale) {
	for _, v := range row {
		s := escapeMarkdown(humanText(v, loc))
		if s != "" {
			s = emphasis + s + emphasis
		}
		out.WriteString("| " + s + " ")
	}
	out.WriteString("|\n")
}
