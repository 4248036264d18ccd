package i18n

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "add the missing entries to po/it.po, untranslated, and drop the unused")

// forms is how many plural forms Italian has.
const forms = 2

// TestCatalogue_SaysEverySentenceInItalian fails when po/it.po lacks a sentence
// of the program, keeps one that the program no longer says, or translates one
// badly. Missing sentences are printed as entries to be filled in; go test
// ./internal/i18n -update writes them into the file.
func TestCatalogue_SaysEverySentenceInItalian(t *testing.T) {
	sources, entries := extract(t).sources, readCatalogue(t)
	if *update {
		entries = inStep(sources, entries)
		file := filepath.Join("po", "it.po")
		if err := os.WriteFile(file, []byte(writePO(entries)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, defect := range defects(sources, entries) {
		t.Error(defect)
	}
	if missing := missing(sources, entries); len(missing) > 0 {
		t.Errorf("%d sentences are missing from po/it.po:\n\n%s", len(missing), writePO(missing))
	}
}

func TestCatalogue_SentencesOfTheProgramCanBeTranslated(t *testing.T) {
	for _, problem := range extract(t).problems {
		t.Error(problem)
	}
}

// TestCatalogue_ProgramReadsEveryEntry compares what gotext reads with what
// the file says: gotext skips in silence what it does not understand.
func TestCatalogue_ProgramReadsEveryEntry(t *testing.T) {
	catalogue := parse(shipped(t))
	for _, e := range readCatalogue(t)[1:] {
		got := []string{catalogue.Get(e.id, []any{}...)}
		if e.plural != "" {
			got = []string{
				catalogue.GetN(e.id, e.plural, 1, []any{}...),
				catalogue.GetN(e.id, e.plural, 2, []any{}...),
			}
		}
		if !*update && !slices.Contains(e.str, "") && !slices.Equal(got, e.str) {
			t.Errorf("%q is read as %q, the file says %q", e.id, got, e.str)
		}
	}
}

// readCatalogue returns the entries of the catalogue, the header first.
func readCatalogue(t *testing.T) []entry {
	t.Helper()
	entries, err := readPO(string(shipped(t)))
	if err != nil {
		t.Fatalf("po/it.po: %v", err)
	}
	if len(entries) == 0 || entries[0].id != "" {
		t.Fatal("po/it.po: no header")
	}
	return entries
}

// missing returns the entries that the catalogue lacks, without translation,
// sorted.
func missing(sources map[string]*source, entries []entry) []entry {
	lacking := maps.Clone(sources)
	for _, e := range entries {
		delete(lacking, e.id)
	}
	var stubs []entry
	for _, s := range lacking {
		stubs = append(stubs, s.entry(entry{}))
	}
	slices.SortFunc(stubs, byID)
	return stubs
}

func byID(a, b entry) int { return cmp.Compare(a.id, b.id) }

// entry returns the entry of the sentence that keeps the translation of old;
// a translation made for another plural is kept as fuzzy.
func (s *source) entry(old entry) entry {
	e := entry{id: s.id, plural: s.plural, files: slices.Sorted(slices.Values(s.files)), notes: old.notes}
	e.str = make([]string, 1, forms)
	if s.plural != "" {
		e.str = e.str[:forms]
	}
	copy(e.str, old.str)
	e.fuzzy = old.fuzzy || old.id != "" && old.plural != s.plural
	return e
}

// inStep returns the catalogue with the missing entries, without the unused
// ones, sorted.
func inStep(sources map[string]*source, entries []entry) []entry {
	kept := entries[:1:1]
	for _, e := range entries[1:] {
		if s := sources[e.id]; s != nil {
			kept = append(kept, s.entry(e))
		}
	}
	kept = append(kept, missing(sources, entries)...)
	slices.SortFunc(kept[1:], byID)
	return kept
}

// defects returns what is wrong with the entries that the catalogue has.
func defects(sources map[string]*source, entries []entry) []string {
	var found []string
	seen := map[string]bool{}
	for _, e := range entries[1:] {
		s := sources[e.id]
		defect := ""
		switch {
		case seen[e.id]:
			defect = "is there twice"
		case s == nil:
			defect = "is no longer said by the program"
		case e.fuzzy:
			defect = "is fuzzy"
		case e.plural != s.plural:
			defect = fmt.Sprintf("has the plural %q, the program says %q", e.plural, s.plural)
		case slices.Contains(e.str, ""):
			defect = "has no translation"
		case s.plural != "" && len(e.str) != forms || s.plural == "" && len(e.str) != 1:
			defect = "has a wrong number of plural forms"
		default:
			defect = s.disagreement(e.str)
		}
		if defect != "" {
			found = append(found, fmt.Sprintf("po/it.po: %q %s", e.id, defect))
		}
		seen[e.id] = true
	}
	return found
}

func (s *source) disagreement(translations []string) string {
	for i, format := range []string{s.id, s.plural}[:len(translations)] {
		if err := agree(format, translations[i], s.formatted); err != nil {
			return "does not agree: " + err.Error()
		}
	}
	return ""
}

func TestCatalogue_DefectsAreFound(t *testing.T) {
	sources := map[string]*source{
		"a %s":    {id: "a %s", formatted: true},
		"%d ente": {id: "%d ente", plural: "%d enti", formatted: true},
	}
	for _, c := range []struct{ po, want string }{
		{"msgid \"a %s\"\nmsgstr \"b %s\"\n", ""},
		{"msgid \"%d ente\"\nmsgid_plural \"%d enti\"\nmsgstr[0] \"%d ente\"\nmsgstr[1] \"%d enti\"\n", ""},
		{"#, fuzzy\nmsgid \"a %s\"\nmsgstr \"b %s\"\n", "fuzzy"},
		{"msgid \"a %s\"\nmsgstr \"\"\n", "no translation"},
		{"msgid \"a %s\"\nmsgstr \"b %d\"\n", "verbs"},
		{"msgid \"a %s\"\nmsgstr \"100% b %s\"\n", "percent"},
		{"msgid \"gone\"\nmsgstr \"andato\"\n", "no longer"},
		{"msgid \"a %s\"\nmsgstr \"b %s\"\nmsgid \"a %s\"\nmsgstr \"b %s\"\n", "twice"},
		{"msgid \"%d ente\"\nmsgstr \"%d ente\"\n", "plural"},
		{"msgid \"%d ente\"\nmsgid_plural \"%d enti\"\nmsgstr[0] \"%d ente\"\n", "plural forms"},
		{"msgid \"%d ente\"\nmsgid_plural \"%d enti\"\nmsgstr[0] \"%d ente\"\nmsgstr[1] \"enti\"\n", "verbs"},
	} {
		entries, err := readPO("msgid \"\"\nmsgstr \"Language: it\\n\"\n" + c.po)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(defects(sources, entries), "\n")
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("defects of\n%s= %q, want %q", c.po, got, c.want)
		}
	}
}

func TestCatalogue_UpdateKeepsTranslationsAndDropsTheUnused(t *testing.T) {
	sources := map[string]*source{
		"b":       {id: "b", files: []string{"z.go", "a.go"}},
		"a":       {id: "a", files: []string{"a.go"}},
		"%d ente": {id: "%d ente", plural: "%d enti", files: []string{"a.go"}},
	}
	entries := []entry{
		{str: []string{"Language: it\n"}},
		{id: "b", str: []string{"bi"}, notes: []string{"# mind"}},
		{id: "gone", str: []string{"andato"}},
		{id: "%d ente", str: []string{"%d ente"}},
	}
	const want = `msgid ""
msgstr "Language: it\n"

#: a.go
#, fuzzy
msgid "%d ente"
msgid_plural "%d enti"
msgstr[0] "%d ente"
msgstr[1] ""

#: a.go
msgid "a"
msgstr ""

# mind
#: a.go z.go
msgid "b"
msgstr "bi"
`
	if got := writePO(inStep(sources, entries)); got != want {
		t.Errorf("updated catalogue:\n%s\nwant:\n%s", got, want)
	}
}

// shipped returns the catalogue that is in the program.
func shipped(t *testing.T) []byte {
	t.Helper()
	po, err := italian()
	if err != nil {
		t.Fatal(err)
	}
	return po
}
