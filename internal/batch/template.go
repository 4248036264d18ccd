package batch

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/message"
)

// Template returns the header of an empty file of the noun, and what is to be
// known to fill it in: for each column what it holds, and which the file cannot
// do without. A file that is filled in below the header is imported as it is,
// with or without the remarks.
func (n Noun) Template() (header []string, remarks []message.Text) {
	for _, group := range n.Needs {
		remarks = append(remarks, message.New("needed: %s", strings.Join(group, " / ")))
	}
	for _, c := range n.Columns {
		header = append(header, c.Key)
		remarks = append(remarks, c.remark())
	}
	return header, remarks
}

// Needed reports whether the file must have the column, alone or one of its
// group.
func (n Noun) Needed(c Column) bool {
	return slices.ContainsFunc(n.Needs, func(group []string) bool { return slices.Contains(group, c.Key) })
}

// Personal reports whether the columns say who somebody is.
func (n Noun) Personal() bool {
	return slices.ContainsFunc(n.Columns, func(c Column) bool { return c.Personal })
}

func (c Column) remark() message.Text {
	if c.Example == "" {
		return message.New("%s: %s", c.Key, c.Help)
	}
	return message.New("%s: %s, such as %s", c.Key, c.Help, c.Example)
}

// Remark returns the cell of a row that says something to people and is no
// data.
func Remark(text string) string { return remark + strings.Join(strings.Fields(text), " ") }
