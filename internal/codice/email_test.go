package codice

import (
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/fault"
)

// hintOf returns the hint with which f refuses s.
func hintOf(t *testing.T, f check, s string) string {
	t.Helper()
	_, err := f(s)
	broken, ok := err.(*fault.Fault)
	if !ok {
		t.Fatalf("%q is refused with %v", s, err)
	}
	return broken.Hint.String()
}

func TestEmail_SyntaxInLowerCase(t *testing.T) {
	label := strings.Repeat("d", 63)
	accepts(t, Email, map[string]string{
		"COMUNE.SASSUOLO@CERT.COMUNE.SASSUOLO.MO.IT":                "comune.sassuolo@cert.comune.sassuolo.mo.it",
		" comune.faenza@cert.provincia.ra.it ":                      "comune.faenza@cert.provincia.ra.it",
		"m.d'angelo+corsi@comune.example.it":                        "m.d'angelo+corsi@comune.example.it",
		"a@b.it":                                                    "a@b.it",
		"uff_1-x@xn--cit-8ka.example.it":                            "uff_1-x@xn--cit-8ka.example.it",
		strings.Repeat("l", 64) + "@" + label + "." + label + ".it": strings.Repeat("l", 64) + "@" + label + "." + label + ".it",
	})
	refuses(t, Email, map[string]string{
		"":                           "has an @",
		"comune.example.it":          "has an @",
		"@comune.example.it":         "before the @",
		".a@comune.example.it":       "before the @",
		"a..b@comune.example.it":     "before the @",
		"a.@comune.example.it":       "before the @",
		"a b@comune.example.it":      "before the @",
		"forlì@comune.example.it":    "before the @",
		"a,b@comune.example.it":      "before the @",
		"\"a\"@comune.example.it":    "before the @",
		"A <a@comune.example.it>":    "before the @",
		"a@b@comune.example.it":      "after the @",
		"a@comune":                   "after the @",
		"a@":                         "after the @",
		"a@.it":                      "after the @",
		"a@comune.example.it.":       "after the @",
		"a@comune..it":               "after the @",
		"a@-comune.it":               "after the @",
		"a@comune-.it":               "after the @",
		"a@comune.i":                 "after the @",
		"a@127.0.0.1":                "after the @",
		"a@comune.example.it;b@c.it": "after the @",
		"a@" + label + "d.it":        "after the @",
		"a@" + strings.Repeat(label+".", 4) + "it":     "at most 254 characters",
		strings.Repeat("l", 65) + "@comune.example.it": "before the @",
	})
}

func TestEmail_PlaceholdersAreRefused(t *testing.T) {
	refuses(t, Email, map[string]string{
		"da_indicare":  "placeholder",
		"DA_INDICARE":  "placeholder",
		"non indicato": "placeholder",
		" n.d. ":       "placeholder",
		"-":            "placeholder",
		"null":         "placeholder",
		"NULL":         "placeholder",
	})
}

func TestEmail_TheFaultNeverTellsTheAddress(t *testing.T) {
	for _, s := range []string{"mariorossi", "mariorossi@nowhere", "mario rossi@comune.example.it", "mariorossi@x..it"} {
		_, err := Email(s)
		if text := err.Error() + hintOf(t, Email, s); strings.Contains(text, "rossi") || strings.Contains(text, "nowhere") {
			t.Errorf("%q is told in %q", s, text)
		}
	}
}
