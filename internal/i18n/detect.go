package i18n

import (
	"cmp"
	"strings"
)

// Detect returns the language to speak, "en" or "it": the value of --lang,
// else the configured one, else that of the first of LC_ALL, LC_MESSAGES and
// LANG that getenv knows. In the environment every language other than Italian
// means English, as C and POSIX do.
//
// It returns a fault of kind Usage when --lang or the configuration asks for a
// language that dtctl does not speak, and with it the language of the
// environment, in which the fault itself can be shown.
func Detect(flag, configured string, getenv func(string) string) (string, error) {
	wanted := cmp.Or(flag, configured)
	switch wanted {
	case English, Italian:
		return wanted, nil
	case "":
		return environment(getenv), nil
	}
	return environment(getenv), unsupported(wanted)
}

// environment returns the language of the first locale variable that is set,
// as POSIX ranks them.
func environment(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := getenv(name)
		if value == "" {
			continue
		}
		lang := strings.ToLower(value)
		if i := strings.IndexAny(lang, "_.@-"); i >= 0 {
			lang = lang[:i]
		}
		if lang == Italian {
			return Italian
		}
		return English
	}
	return English
}

// FromArgs returns the value of --lang among the raw arguments, the empty
// string when it is not there. The language must be known before the command
// tree, which speaks it, can parse them; as in the tree, the last --lang wins
// and nothing after -- is a flag.
func FromArgs(args []string) string {
	lang := ""
	for i := 0; i < len(args) && args[i] != "--"; i++ {
		if value, found := strings.CutPrefix(args[i], "--lang="); found {
			lang = value
		}
		if args[i] == "--lang" && i+1 < len(args) {
			i++
			lang = args[i]
		}
	}
	return lang
}
