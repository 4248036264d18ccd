package i18n

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// entry is one entry of a .po file, read without gotext, which neither tells
// fuzzy entries from good ones nor complains of what it cannot read.
type entry struct {
	id, plural string
	// str holds the translation, one string for each plural form.
	str   []string
	files []string
	// notes are the comments of the translator, with their mark.
	notes []string
	fuzzy bool
}

// readPO returns the entries of a .po file, the header included, in the order
// of the file.
func readPO(data string) ([]entry, error) {
	var entries []entry
	var cur entry
	var text *string
	for i, line := range strings.Split(data, "\n") {
		line = strings.TrimSpace(line)
		if len(cur.str) > 0 && (strings.HasPrefix(line, "#") || strings.HasPrefix(line, "msgid ")) {
			entries, cur, text = append(entries, cur), entry{}, nil
		}
		keyword, quoted := "", line
		if !strings.HasPrefix(line, `"`) {
			keyword, quoted, _ = strings.Cut(line, " ")
		}
		switch {
		case line == "":
			continue
		case strings.HasPrefix(keyword, "#"):
			if err := cur.comment(line); err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			continue
		case keyword == "msgid":
			text = &cur.id
		case keyword == "msgid_plural":
			text = &cur.plural
		case keyword == "msgstr", keyword == fmt.Sprintf("msgstr[%d]", len(cur.str)):
			cur.str = append(cur.str, "")
			text = &cur.str[len(cur.str)-1]
		case keyword != "":
			return nil, fmt.Errorf("line %d: unexpected %s", i+1, keyword)
		}
		s, err := strconv.Unquote(quoted)
		if err != nil || text == nil {
			return nil, fmt.Errorf("line %d: unexpected %s", i+1, quoted)
		}
		*text += s
	}
	if len(cur.str) > 0 {
		entries = append(entries, cur)
	}
	return entries, nil
}

func (e *entry) comment(line string) error {
	switch {
	case strings.HasPrefix(line, "#~"):
		return fmt.Errorf("obsolete entry")
	case strings.HasPrefix(line, "#:"):
		e.files = append(e.files, strings.Fields(line[2:])...)
	case strings.HasPrefix(line, "#,"):
		e.fuzzy = e.fuzzy || strings.Contains(line, "fuzzy")
	default:
		e.notes = append(e.notes, line)
	}
	return nil
}

// writePO returns the .po file with the given entries.
func writePO(entries []entry) string {
	var b strings.Builder
	for i, e := range entries {
		if i > 0 {
			b.WriteString("\n")
		}
		for _, note := range e.notes {
			fmt.Fprintln(&b, note)
		}
		if len(e.files) > 0 {
			fmt.Fprintln(&b, "#:", strings.Join(e.files, " "))
		}
		if e.fuzzy {
			fmt.Fprintln(&b, "#, fuzzy")
		}
		fmt.Fprintln(&b, "msgid", quotePO(e.id))
		if e.plural == "" {
			fmt.Fprintln(&b, "msgstr", quotePO(e.str[0]))
			continue
		}
		fmt.Fprintln(&b, "msgid_plural", quotePO(e.plural))
		for n, s := range e.str {
			fmt.Fprintf(&b, "msgstr[%d] %s\n", n, quotePO(s))
		}
	}
	return b.String()
}

// quotePO quotes s, one line of the file for each line of s.
func quotePO(s string) string {
	var quoted []string
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`)
	for line := range strings.Lines(s) {
		quoted = append(quoted, `"`+escape.Replace(line)+`"`)
	}
	switch len(quoted) {
	case 0:
		return `""`
	case 1:
		return quoted[0]
	}
	return `""` + "\n" + strings.Join(quoted, "\n")
}

func TestPO_WhatIsWrittenIsReadBack(t *testing.T) {
	want := []entry{
		{str: []string{"Language: it\nPlural-Forms: nplurals=2;\n"}},
		{id: "one \"quoted\" \\ line\n", str: []string{"riga\n"}, files: []string{"a.go", "b.go"}},
		{id: "two\n\tlines", str: []string{"due\n\trighe"}, notes: []string{"# say it kindly"}, fuzzy: true},
		{id: "%d ente", plural: "%d enti", str: []string{"", "%d enti"}},
	}
	got, err := readPO(writePO(want))
	if err != nil {
		t.Fatal(err)
	}
	same := func(a, b entry) bool {
		return a.id == b.id && a.plural == b.plural && a.fuzzy == b.fuzzy && slices.Equal(a.str, b.str) &&
			slices.Equal(a.files, b.files) && slices.Equal(a.notes, b.notes)
	}
	if !slices.EqualFunc(got, want, same) {
		t.Errorf("read back %+v, want %+v", got, want)
	}
}

func TestPO_MalformedFilesAreRefused(t *testing.T) {
	for _, data := range []string{
		"#~ msgid \"gone\"\n",
		"msgid \"a\nmsgstr \"b\"\n",
		"msgid \"a\"\nmsgstr[1] \"b\"\n",
		"msgctxt \"a\"\nmsgid \"a\"\nmsgstr \"b\"\n",
		"\"adrift\"\n",
	} {
		if _, err := readPO(data); err == nil {
			t.Errorf("%q was read without complaint", data)
		}
	}
}
