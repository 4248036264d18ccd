package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/dtctl/dtctl/internal/config"
	"github.com/dtctl/dtctl/internal/i18n"
	"github.com/dtctl/dtctl/internal/render"
)

// run is one run of the program inside the test.
type run struct {
	code     int
	out, err string
}

// dtctl runs the program with an empty home, and db as its database when it is
// not empty.
func dtctl(t *testing.T, db string, args ...string) run {
	t.Helper()
	var out, err bytes.Buffer
	home := t.TempDir()
	vars := map[string]string{"HOME": home, "DTCTL_DB": db}
	code := Main(Process{
		Args: args, In: strings.NewReader(""), Out: &out, Err: &err,
		Getenv: func(name string) string { return vars[name] },
		GOOS:   "linux", User: func() string { return "operatore" },
		Now: func() time.Time { return time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC) },
	})
	return run{code: code, out: out.String(), err: err.String()}
}

func tree(t *testing.T, lang string) *cobra.Command {
	t.Helper()
	locale, err := i18n.Open(lang)
	if err != nil {
		t.Fatal(err)
	}
	return newRootCmd(&Env{Locale: locale})
}

func TestTree_EveryCommandIsDocumented(t *testing.T) {
	walk(tree(t, i18n.English), func(cmd *cobra.Command) {
		path := cmd.CommandPath()
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: Short %q", path, cmd.Short)
		}
		if cmd.Long == "" {
			t.Errorf("%s: no Long", path)
		}
		for line := range strings.Lines(cmd.Long) {
			if len([]rune(strings.TrimSpace(line))) > 80 {
				t.Errorf("%s: a line of Long is wider than a terminal: %s", path, line)
			}
		}
		if isChapter(cmd) {
			return
		}
		if cmd.Example == "" || cmd.Args == nil {
			t.Errorf("%s: no Example or no rule for its arguments", path)
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Usage == "" || strings.HasSuffix(f.Usage, ".") {
				t.Errorf("%s --%s: usage %q", path, f.Name, f.Usage)
			}
		})
	})
}

func TestTree_EveryFlagHasOneMeaning(t *testing.T) {
	types := map[string]string{}
	walk(tree(t, i18n.English), func(cmd *cobra.Command) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			kind := strings.TrimSuffix(f.Value.Type(), ",...")
			// --missing is a list of its own in coverage, a choice in nomina list.
			if before, seen := types[f.Name]; seen && before != kind && f.Name != "missing" {
				t.Errorf("%s --%s is a %s, elsewhere a %s", cmd.CommandPath(), f.Name, kind, before)
			}
			types[f.Name] = kind
		})
	})
}

func TestTree_EverySentenceIsInItalian(t *testing.T) {
	english := map[string]*cobra.Command{}
	walk(tree(t, i18n.English), func(cmd *cobra.Command) { english[cmd.CommandPath()] = cmd })
	walk(tree(t, i18n.Italian), func(cmd *cobra.Command) {
		en := english[cmd.CommandPath()]
		if cmd.Short == en.Short || cmd.Long == en.Long {
			t.Errorf("%s: Short or Long is not translated", cmd.CommandPath())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if other := en.Flags().Lookup(f.Name); other != nil && other.Usage == f.Usage {
				t.Errorf("%s --%s: usage is not translated", cmd.CommandPath(), f.Name)
			}
		})
	})
}

func TestTree_GroupsRefuseUnknownWords(t *testing.T) {
	walk(tree(t, i18n.English), func(cmd *cobra.Command) {
		if !cmd.HasSubCommands() {
			return
		}
		words := strings.Fields(cmd.CommandPath())[1:]
		got := dtctl(t, "", append(words, "zzzz")...)
		if got.code != 2 || strings.Count(got.err, "\n") != 1 || got.out != "" {
			t.Errorf("%s zzzz: %+v", cmd.CommandPath(), got)
		}
	})
}

func TestTree_EveryCommandHasAScript(t *testing.T) {
	files, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	walk(tree(t, i18n.English), func(cmd *cobra.Command) {
		if !cmd.HasSubCommands() && !isChapter(cmd) && !strings.Contains(all.String(), cmd.CommandPath()+" ") &&
			!strings.Contains(all.String(), cmd.CommandPath()+"\n") {
			t.Errorf("no script runs %s", cmd.CommandPath())
		}
	})
}

func TestExit_HelpTellsEveryCode(t *testing.T) {
	help := strings.Fields(dtctl(t, "", "help", "exit-codes").out)
	for _, e := range exitCodes() {
		if !slices.Contains(help, strconv.Itoa(e.code)) {
			t.Errorf("help exit-codes does not tell %d", e.code)
		}
	}
}

func TestSettings_ListWhatOtherPackagesKnow(t *testing.T) {
	formats, err := config.Choices("output")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(formats, words(render.Formats())) {
		t.Errorf("output %v, render knows %v", formats, render.Formats())
	}
}
