package cli

import (
	"strings"
	"time"
)

// markdownPage writes a page as Markdown.
func (e *Env) markdownPage(p page) string {
	var b strings.Builder
	b.WriteString("# " + p.name + "\n\n")
	if strings.Contains(p.text, "\n  ") {
		b.WriteString("```text\n" + p.text + "\n```\n")
	} else {
		b.WriteString(p.text + "\n")
	}
	for _, s := range p.sections {
		b.WriteString("\n## " + s.title + "\n\n")
		if len(s.lines) > 0 {
			b.WriteString("```text\n" + strings.Join(s.lines, "\n") + "\n```\n")
		}
		for _, pair := range s.pairs {
			b.WriteString("- `" + strings.TrimSpace(pair[0]) + "`: " + strings.ReplaceAll(pair[1], "*", `\*`) + "\n")
		}
	}
	if len(p.related) > 0 {
		b.WriteString("\n## " + e.Locale.T("See also") + "\n\n")
		for _, name := range p.related {
			b.WriteString("- [" + name + "](" + page{name: name}.file("_") + ".md)\n")
		}
	}
	return b.String()
}

// manFooter is what a man page says of the program at its foot.
type manFooter struct {
	date    time.Time
	version string
}

// manPage writes a page in the language of man.
func (e *Env) manPage(p page, f manFooter) string {
	var b strings.Builder
	title := strings.ToUpper(p.file("-"))
	b.WriteString(`.TH "` + title + `" "1" "` + f.date.Format("2006-01-02") + `" "dtctl ` + roff(f.version) + `" "dtctl"` + "\n")
	b.WriteString(".SH " + roffTitle(e.Locale.T("NAME")) + "\n" + roff(p.file("-")) + ` \- ` + roff(p.short) + "\n")
	b.WriteString(".SH " + roffTitle(e.Locale.T("Description")) + "\n")
	literal(&b, strings.Split(p.text, "\n"))
	for _, s := range p.sections {
		b.WriteString(".SH " + roffTitle(s.title) + "\n")
		if len(s.lines) > 0 {
			literal(&b, s.lines)
		}
		for _, pair := range s.pairs {
			b.WriteString(".TP\n\\fB" + roff(strings.TrimSpace(pair[0])) + "\\fR\n" + roffLine(pair[1]) + "\n")
		}
	}
	if len(p.related) > 0 {
		b.WriteString(".SH " + roffTitle(e.Locale.T("See also")) + "\n")
		for i, name := range p.related {
			if i > 0 {
				b.WriteString(",\n")
			}
			b.WriteString("\\fB" + roff(page{name: name}.file("-")) + "\\fR(1)")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// literal writes lines as they are.
func literal(b *strings.Builder, lines []string) {
	b.WriteString(".nf\n")
	for _, line := range lines {
		b.WriteString(roffLine(line) + "\n")
	}
	b.WriteString(".fi\n")
}

// roff writes text inside a line so that man takes nothing of it for a command.
func roff(s string) string {
	return strings.NewReplacer(`\`, `\e`, "-", `\-`, `"`, `\(dq`).Replace(s)
}

// roffLine is roff for a whole line, whose first sign could be a request.
func roffLine(s string) string {
	s = roff(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		return `\&` + s
	}
	return s
}

func roffTitle(s string) string { return `"` + strings.ToUpper(roff(s)) + `"` }
