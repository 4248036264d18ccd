package i18n

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestExtract_FindsEveryKindOfSentence(t *testing.T) {
	const program = `package p
func f() error {
	message.New("new %s", x)
	message.Count(n, "one %d", "many %d", n)
	l.T("plain " + ` + "`raw`" + `)
	c := &cobra.Command{Use: "no", Short: "short", Long: ("long")}
	c.Example = "no"
	c.Long = "assigned"
	c.AddGroup(&cobra.Group{ID: "no", Title: "group"})
	c.Flags().StringVarP(&s, "no", "n", "no", "usage of a flag")
	flags.Bool("no", false, "usage too")
	choiceVar(cmd, &s, "no", known, "usage of a helper")
	return fault.New(fault.Usage, "fault").WithHint("hint %q", "no")
}`
	x := newExtraction()
	if err := x.read("p.go", "p.go", program); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"assigned", "fault", "group", "hint %q", "long", "new %s", "one %d", "plain raw", "short",
		"usage of a flag", "usage of a helper", "usage too",
	}
	if got := slices.Sorted(maps.Keys(x.sources)); !slices.Equal(got, want) {
		t.Errorf("extracted %q, want %q", got, want)
	}
	if got := x.sources["one %d"].plural; got != "many %d" {
		t.Errorf("plural %q", got)
	}
	if len(x.problems) > 0 {
		t.Errorf("problems: %q", x.problems)
	}
}

func TestExtract_SentencesThatCannotBeTranslatedAreReported(t *testing.T) {
	for statement, want := range map[string]string{
		`message.New(text)`:                                      "no literal",
		`fault.New(fault.Usage, "of %s", a, b)`:                  "argument 2",
		`message.New("all of %s %s", a)`:                         "verbs for 2",
		`message.Count(n, "one", "%d many", n)`:                  "argument 1",
		`message.New("100% of %s", a)`:                           "percent",
		`message.Count(n, "an %d", "no %d", n)`:                  "",
		`message.New("100% of them")`:                            "",
		`message.New("%s and %s", args...)`:                      "",
		`message.Count(1, "x", "y"); message.Count(1, "x", "z")`: "two plurals",
	} {
		x := newExtraction()
		if err := x.read("p.go", "p.go", "package p\nfunc f() { "+statement+" }"); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(x.problems, "\n")
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: problems %q, want %q", statement, got, want)
		}
	}
}
