package i18n

import (
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/fault"
)

func environ(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestDetect_FlagThenConfigurationThenEnvironment(t *testing.T) {
	for _, c := range []struct {
		flag, configured string
		env              map[string]string
		want             string
	}{
		{"", "", nil, "en"},
		{"it", "en", map[string]string{"LC_ALL": "en_US.UTF-8"}, "it"},
		{"", "en", map[string]string{"LC_ALL": "it_IT.UTF-8"}, "en"},
		{"", "", map[string]string{"LC_ALL": "C", "LANG": "it_IT.UTF-8"}, "en"},
		{"", "", map[string]string{"LC_MESSAGES": "it_IT", "LANG": "en_US"}, "it"},
		{"", "", map[string]string{"LANG": "it_CH@euro"}, "it"},
		{"", "", map[string]string{"LANG": "IT"}, "it"},
		{"", "", map[string]string{"LANG": "it-IT"}, "it"},
		{"", "", map[string]string{"LANG": "POSIX"}, "en"},
		{"", "", map[string]string{"LANG": "C.UTF-8"}, "en"},
		{"", "", map[string]string{"LANG": "fr_FR.UTF-8"}, "en"},
		{"", "", map[string]string{"LANG": "italiano"}, "en"},
	} {
		got, err := Detect(c.flag, c.configured, environ(c.env))
		if err != nil || got != c.want {
			t.Errorf("Detect(%q, %q, %v) = %q, %v; want %q", c.flag, c.configured, c.env, got, err, c.want)
		}
	}
}

func TestDetect_UnsupportedLanguageIsRefusedInTheLanguageOfTheEnvironment(t *testing.T) {
	lang, err := Detect("fr", "en", environ(map[string]string{"LANG": "it_IT.UTF-8"}))
	if err == nil || fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), `"fr"`) {
		t.Errorf("French: %v", err)
	}
	if lang != "it" {
		t.Errorf("the refusal is to be shown in %q", lang)
	}
}

func TestFromArgs_FindsTheLastLanguageBeforeTheDashes(t *testing.T) {
	for args, want := range map[string]string{
		"":                            "",
		"ente list":                   "",
		"ente list --lang it":         "it",
		"--lang=it ente list":         "it",
		"--lang it --lang=en":         "en",
		"ente list -- --lang it":      "",
		"--lang it -- --lang en":      "it",
		"ente list --lang":            "",
		"--lang -- --lang=it":         "it",
		"--language it":               "",
		"ente list --lang= --quiet":   "",
		"ente list --quiet --lang en": "en",
	} {
		if got := FromArgs(strings.Fields(args)); got != want {
			t.Errorf("FromArgs(%s) = %q, want %q", args, got, want)
		}
	}
}
