package batch

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nome"
)

// Column is a column that the files of a noun may have.
type Column struct {
	// Key names the column: what --map and the templates call it.
	Key string
	// Synonyms are titles under which files have it, best first, in any case
	// and with or without accents.
	Synonyms []string
	// Help says what the column holds, for the template.
	Help message.Text
	// Example is a value, of invented people, for the template.
	Example string
	// FillDown says that a block of rows may have the value only in the first.
	FillDown bool
	// Personal says that the values tell who somebody is.
	Personal bool
	// Digits is the length of a code that has only digits, whose lost zeros can
	// be put back; 0 for any other column.
	Digits int
}

// rank returns how well a title names the column, 0 being best, and whether it
// does at all.
func (c Column) rank(title string) (int, bool) {
	if title == titleForm(c.Key) {
		return 0, true
	}
	i := slices.IndexFunc(c.Synonyms, func(s string) bool { return titleForm(s) == title })
	return i + 1, i >= 0
}

// titleForm returns a title as titles are compared: without case, accents,
// punctuation and footnote marks such as (1).
func titleForm(title string) string {
	title, _, _ = strings.Cut(strings.ReplaceAll(title, "\n", " ")+" ", " (")
	return nome.Norm(strings.ReplaceAll(title, "_", " "))
}
