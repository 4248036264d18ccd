package i18n

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// verb matches one verb of package fmt with its explicit index, if any. The
// space flag is left out: "78% of the enti" holds no verb.
var verb = regexp.MustCompile(`%[-+#0-9.]*(?:\[(\d+)\])?([a-zA-Z%])`)

// verbs returns the verb that writes each argument, counted from 1, taking %q
// for %s: a language has its own quotation marks.
func verbs(format string) map[int]string {
	found := map[int]string{}
	next := 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		letter := strings.Replace(m[2], "q", "s", 1)
		if before, twice := found[next]; twice && before != letter {
			letter = before + letter
		}
		found[next] = letter
		next++
	}
	return found
}

// fits tells what is wrong with a format that receives n arguments.
func fits(format string, n int) error {
	if strings.Contains(verb.ReplaceAllString(format, ""), "%") {
		return fmt.Errorf("%q holds a percent sign that is no verb: double it", format)
	}
	found := verbs(format)
	for i := 1; i <= n; i++ {
		if _, used := found[i]; !used {
			return fmt.Errorf("%q does not say its argument %d of %d", format, i, n)
		}
	}
	if len(found) != n {
		return fmt.Errorf("%q has verbs for %d arguments and receives %d", format, len(found), n)
	}
	return nil
}

// agree tells what is wrong with the verbs of a translation.
func agree(format, translation string, formatted bool) error {
	if want, got := verbs(format), verbs(translation); !maps.Equal(want, got) {
		return fmt.Errorf("the verbs of %q differ from those of %q", translation, format)
	}
	if formatted {
		return fits(translation, len(verbs(format)))
	}
	return nil
}

func TestVerbs_TranslationSaysTheSameArguments(t *testing.T) {
	for _, c := range []struct {
		format, translation string
		agree               bool
	}{
		{"%q is not a day", "«%s» non è un giorno", true},
		{"%s of %d", "%[2]d, di cui %[1]s", true},
		{"%s of %d", "%d di %s", false},
		{"%s of %d", "%[1]s", false},
		{"%d enti", "enti", false},
		{"%d enti", "%s enti", false},
		{"%s", "%s, anzi %[1]s", true},
		{"%s", "il 100% di %s", false},
		{"%s", "il 100%% di %s", true},
		{"%d", "%d (%[1]s)", false},
	} {
		if err := agree(c.format, c.translation, true); (err == nil) != c.agree {
			t.Errorf("agree(%q, %q) = %v", c.format, c.translation, err)
		}
	}
	if err := agree("78% of the enti", "78% degli enti", false); err != nil {
		t.Errorf("a percentage in a plain string: %v", err)
	}
}
