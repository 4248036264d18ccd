package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints the manual of a command.
func (e *Env) help(cmd *cobra.Command, _ []string) {
	var b strings.Builder
	text := cmd.Long
	if text == "" {
		text = cmd.Short
	}
	b.WriteString(text + "\n")
	e.helpUsage(&b, cmd)
	e.helpCommands(&b, cmd)
	if cmd.Example != "" {
		section(&b, e.Locale.T("Examples"))
		for line := range strings.Lines(strings.TrimSpace(cmd.Example)) {
			b.WriteString("  " + strings.TrimRight(line, "\n") + "\n")
		}
	}
	if keys := cmd.Annotations[columnsOf]; keys != "" {
		section(&b, e.Locale.T("Columns"))
		fill(&b, strings.Fields(keys))
	}
	e.helpFlags(&b, e.Locale.T("Flags"), cmd.LocalNonPersistentFlags())
	if !cmd.HasParent() || cmd.Runnable() && !cmd.HasSubCommands() {
		e.helpFlags(&b, e.Locale.T("Flags of every command"), cmd.Root().PersistentFlags())
	}
	// Help goes where data goes: there is nowhere to tell that it failed.
	_, _ = io.WriteString(e.Out, b.String())
}

func section(b *strings.Builder, title string) { b.WriteString("\n" + title + ":\n") }

func (e *Env) helpUsage(b *strings.Builder, cmd *cobra.Command) {
	section(b, e.Locale.T("Usage"))
	switch {
	case cmd.HasAvailableSubCommands():
		b.WriteString("  " + cmd.CommandPath() + " " + e.Locale.T("COMMAND") + "\n")
	default:
		b.WriteString("  " + usageLine(cmd) + " [" + e.Locale.T("flags") + "]\n")
	}
}

func (e *Env) helpCommands(b *strings.Builder, cmd *cobra.Command) {
	groups := cmd.Groups()
	if len(groups) == 0 {
		groups = []*cobra.Group{{ID: "", Title: e.Locale.T("Commands")}}
	}
	for _, g := range groups {
		var rows [][2]string
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() && c.GroupID == g.ID && c.Name() != "help" {
				rows = append(rows, [2]string{c.Name(), c.Short})
			}
		}
		pairs(b, g.Title, rows)
	}
	var topics [][2]string
	for _, c := range cmd.Commands() {
		if c.IsAdditionalHelpTopicCommand() {
			topics = append(topics, [2]string{c.Name(), c.Short})
		}
	}
	pairs(b, e.Locale.T("More help: dtctl help TOPIC"), topics)
}

func (e *Env) helpFlags(b *strings.Builder, title string, flags *pflag.FlagSet) {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		name, usage := pflag.UnquoteUsage(f)
		left := "    --" + f.Name
		if f.Shorthand != "" {
			left = "-" + f.Shorthand + ", --" + f.Name
		}
		if name != "" {
			left += " " + name
		}
		if known := f.Annotations[choices]; len(known) > 0 {
			usage += ": " + strings.Join(known, ", ")
		}
		rows = append(rows, [2]string{left, usage})
	})
	pairs(b, title, rows)
}

// pairs writes two aligned columns under a title, nothing when there are no
// rows.
func pairs(b *strings.Builder, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	section(b, title)
	width := 0
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r[0]))
	}
	for _, r := range rows {
		pad := strings.Repeat(" ", width-utf8.RuneCountInString(r[0]))
		fmt.Fprintf(b, "  %s%s  %s\n", r[0], pad, r[1])
	}
}

// fill writes words in lines of a comfortable width.
func fill(b *strings.Builder, list []string) {
	const width = 78
	line := " "
	for _, w := range list {
		if len(line)+1+len(w) > width {
			b.WriteString(line + "\n")
			line = " "
		}
		line += " " + w
	}
	b.WriteString(line + "\n")
}
