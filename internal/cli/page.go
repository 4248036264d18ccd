package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// page is the manual of one command, in the reader's language: what its help,
// its man page and its chapter in Markdown all say.
type page struct {
	// name is the command as it is typed.
	name, short, text string
	sections          []section
	// related are the names of the pages of the command above and of those
	// below.
	related []string
}

// section is a titled part of a page: lines as they are, or pairs of a term
// and its meaning.
type section struct {
	title string
	lines []string
	pairs [][2]string
}

// pageOf writes the manual of a command.
func (e *Env) pageOf(cmd *cobra.Command) page {
	p := page{name: cmd.CommandPath(), short: cmd.Short, text: cmd.Long}
	if p.text == "" {
		p.text = cmd.Short
	}
	if isChapter(cmd) {
		return p
	}
	p.add(section{title: e.Locale.T("Usage"), lines: []string{e.usage(cmd)}})
	e.addCommands(&p, cmd)
	if cmd.Example != "" {
		p.add(section{title: e.Locale.T("Examples"), lines: strings.Split(strings.TrimSpace(cmd.Example), "\n")})
	}
	if keys := cmd.Annotations[columnsOf]; keys != "" {
		p.add(section{title: e.Locale.T("Columns"), lines: fill(strings.Fields(keys))})
	}
	p.add(section{title: e.Locale.T("Flags"), pairs: e.flagPairs(cmd.LocalNonPersistentFlags())})
	if !cmd.HasParent() || !cmd.HasSubCommands() {
		p.add(section{title: e.Locale.T("Flags of every command"), pairs: e.flagPairs(cmd.Root().PersistentFlags())})
	}
	if cmd.HasParent() {
		p.related = append(p.related, cmd.Parent().CommandPath())
	}
	for _, c := range visible(cmd) {
		p.related = append(p.related, c.CommandPath())
	}
	return p
}

// add appends a section, unless there is nothing in it.
func (p *page) add(s section) {
	if len(s.lines)+len(s.pairs) > 0 {
		p.sections = append(p.sections, s)
	}
}

// isChapter reports whether the command is only a chapter of the manual, which
// does nothing.
func isChapter(cmd *cobra.Command) bool { return cmd.RunE == nil && !cmd.HasSubCommands() }

// visible returns the commands below that help shows, the chapters too.
func visible(cmd *cobra.Command) []*cobra.Command {
	var shown []*cobra.Command
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			shown = append(shown, c)
		}
	}
	return shown
}

func (e *Env) usage(cmd *cobra.Command) string {
	if cmd.HasSubCommands() {
		return cmd.CommandPath() + " " + e.Locale.T("COMMAND")
	}
	return usageLine(cmd) + " [" + e.Locale.T("flags") + "]"
}

func (e *Env) addCommands(p *page, cmd *cobra.Command) {
	groups := cmd.Groups()
	if len(groups) == 0 {
		groups = []*cobra.Group{{Title: e.Locale.T("Commands")}}
	}
	for _, g := range groups {
		s := section{title: g.Title}
		for _, c := range visible(cmd) {
			if c.GroupID == g.ID && !isChapter(c) {
				s.pairs = append(s.pairs, [2]string{c.Name(), c.Short})
			}
		}
		p.add(s)
	}
	chapters := section{title: e.Locale.T("More help: dtctl help TOPIC")}
	for _, c := range visible(cmd) {
		if isChapter(c) {
			chapters.pairs = append(chapters.pairs, [2]string{c.Name(), c.Short})
		}
	}
	p.add(chapters)
}

func (e *Env) flagPairs(flags *pflag.FlagSet) [][2]string {
	var pairs [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		name, usage := pflag.UnquoteUsage(f)
		if known := f.Annotations[choices]; len(known) > 0 {
			name = e.Locale.T("WORD")
			usage += ": " + strings.Join(known, ", ")
		}
		left := "    --" + f.Name
		if f.Shorthand != "" {
			left = "-" + f.Shorthand + ", --" + f.Name
		}
		if name != "" {
			left += " " + name
		}
		pairs = append(pairs, [2]string{left, usage})
	})
	return pairs
}

// fill puts words in lines of a comfortable width.
func fill(list []string) []string {
	const width = 76
	var lines []string
	line := ""
	for _, w := range list {
		if line != "" && len(line)+1+len(w) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+w, " ")
	}
	return append(lines, line)
}
