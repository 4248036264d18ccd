package render

import (
	"bufio"
	"html"
)

// htmlStyle is kept to what a printed page needs.
const htmlStyle = `body{font-family:system-ui,sans-serif;margin:2rem;line-height:1.4}
table{border-collapse:collapse;margin:1rem 0}
caption{text-align:left;padding-bottom:.5rem;color:#444}
th,td{padding:.25rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid #ddd}
thead th{border-bottom:2px solid #444}
tfoot td,tfoot th{border-top:2px solid #444;font-weight:bold}
.n{text-align:right;font-variant-numeric:tabular-nums}
`

// writeHTML writes a document as one accessible page without scripts and
// without anything fetched from elsewhere.
func writeHTML(out *bufio.Writer, d document, loc Locale) {
	title := d.title
	if title == "" {
		title = "dtctl"
	}
	out.WriteString("<!DOCTYPE html>\n<html lang=\"" + html.EscapeString(loc.Lang()) + "\">\n<head>\n" +
		"<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<title>" + html.EscapeString(title) + "</title>\n<style>\n" + htmlStyle + "</style>\n</head>\n<body>\n<main>\n")
	if d.title != "" {
		out.WriteString("<h1>" + html.EscapeString(d.title) + "</h1>\n")
	}
	for i, b := range d.blocks {
		if i == 0 && d.context != "" {
			b.caption = d.context
		}
		writeHTMLTable(out, b, loc)
	}
	if len(d.notes) > 0 {
		out.WriteString("<ul>\n")
		for _, n := range d.notes {
			out.WriteString("<li>" + html.EscapeString(n) + "</li>\n")
		}
		out.WriteString("</ul>\n")
	}
	out.WriteString("</main>\n</body>\n</html>\n")
}

func writeHTMLTable(out *bufio.Writer, b block, loc Locale) {
	out.WriteString("<table>\n")
	if b.caption != "" {
		out.WriteString("<caption>" + html.EscapeString(b.caption) + "</caption>\n")
	}
	out.WriteString("<thead>\n<tr>")
	for i, t := range b.titles {
		writeHTMLCell(out, "th", ` scope="col"`, t, b.right[i])
	}
	out.WriteString("</tr>\n</thead>\n<tbody>\n")
	for _, row := range b.rows {
		writeHTMLRow(out, row, b.right, b.fields, loc)
	}
	out.WriteString("</tbody>\n")
	if len(b.total) > 0 {
		out.WriteString("<tfoot>\n")
		for _, row := range b.total {
			writeHTMLRow(out, row, b.right, true, loc)
		}
		out.WriteString("</tfoot>\n")
	}
	out.WriteString("</table>\n")
}

// writeHTMLRow writes one row, its first cell as a heading when it names the
// others.
func writeHTMLRow(out *bufio.Writer, row []any, right []bool, named bool, loc Locale) {
	out.WriteString("<tr>")
	for i, v := range row {
		s := humanText(v, loc)
		if i == 0 && named {
			writeHTMLCell(out, "th", ` scope="row"`, s, right[i])
			continue
		}
		writeHTMLCell(out, "td", "", s, right[i])
	}
	out.WriteString("</tr>\n")
}

func writeHTMLCell(out *bufio.Writer, tag, attributes, text string, right bool) {
	if right {
		attributes += ` class="n"`
	}
	out.WriteString("<" + tag + attributes + ">" + html.EscapeString(text) + "</" + tag + ">")
}
