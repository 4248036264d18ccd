package i18n

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// sample is a catalogue whose sentences do not depend on what the program says.
const sample = `msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "%d ente of %s"
msgid_plural "%d enti of %s"
msgstr[0] "%[2]s: un solo ente su %[1]d"
msgstr[1] "%[2]s: %[1]d enti"

msgid "%q is unknown"
msgstr "«%s» non è noto"

msgid "covered: %s"
msgstr "copertura: %s"

msgid "a long help\n"
"of two lines\n"
msgstr ""
"una guida lunga\n"
"due righe\n"
`

func italianSample() *Locale {
	return &Locale{lang: Italian, thousands: ".", decimal: ",", catalogue: parse([]byte(sample))}
}

func open(t *testing.T, lang string) *Locale {
	t.Helper()
	l, err := Open(lang)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestOpen_EnglishReadsNoCatalogue(t *testing.T) {
	if l := open(t, English); l.catalogue != nil || l.Lang() != "en" {
		t.Errorf("English opened as %+v", l)
	}
	if l := open(t, Italian); l.catalogue == nil || l.Lang() != "it" {
		t.Errorf("Italian opened as %+v", l)
	}
}

func TestOpen_OtherLanguagesAreRefused(t *testing.T) {
	if _, err := Open("fr"); err == nil || fault.KindOf(err) != fault.Usage {
		t.Errorf("French: %v", err)
	}
}

func TestT_UnknownStringsStayEnglish(t *testing.T) {
	l := italianSample()
	for in, want := range map[string]string{
		"":                             "",
		"nobody translated 100% of it": "nobody translated 100% of it",
		"a long help\nof two lines\n":  "una guida lunga\ndue righe\n",
	} {
		if got := l.T(in); got != want {
			t.Errorf("T(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestText_ArgumentsSpeakTheLanguageToo(t *testing.T) {
	day := periodo.MustParse("2021-07-15")
	for _, c := range []struct {
		text              message.Text
		english, italiano string
	}{
		{message.New("100% of it"), "100% of it", "100% of it"},
		{message.New("%q is unknown", "c_x"), `"c_x" is unknown`, "«c_x» non è noto"},
		{
			message.New("covered: %s", message.New("%q is unknown", "c_x")),
			`covered: "c_x" is unknown`, "copertura: «c_x» non è noto",
		},
		{
			message.New("covered: %s", fault.New(fault.Failed, "%q is unknown", "c_x")),
			`covered: "c_x" is unknown`, "copertura: «c_x» non è noto",
		},
		{message.New("covered: %s", day), "covered: 2021-07-15", "copertura: 15/07/2021"},
		{message.New("covered: %s", periodo.MustParsePiano("15/07/2021")), "covered: 2021-07-15", "copertura: 15/07/2021"},
		{message.New("covered: %s", periodo.MustParsePiano("2022-01")), "covered: January 2022", "copertura: January 2022"},
		{message.New("covered: %s", quota.Of(258, 330, 1)), "covered: 78.2", "copertura: 78,2"},
		{
			message.New("covered: %s", quota.Punti{From: quota.Of(1, 2, 1), To: quota.Of(3, 4, 1)}),
			"covered: +25.0", "copertura: +25,0",
		},
		{message.New("covered: %s", []string{"BO", "MO"}), "covered: BO, MO", "copertura: BO, MO"},
		{message.New("covered: %s", "2021"), "covered: 2021", "copertura: 2021"},
		{message.New("%d and %d", 1234, int64(-1234567)), "1,234 and -1,234,567", "1.234 and -1.234.567"},
		{message.New("%x %v", 1234, true), "4d2 true", "4d2 true"},
		{message.Count(1, "%d ente of %s", "%d enti of %s", 1, "BO"), "1 ente of BO", "BO: un solo ente su 1"},
		{message.Count(0, "%d ente of %s", "%d enti of %s", 0, "BO"), "0 enti of BO", "BO: 0 enti"},
		{message.Count(7896, "%d ente of %s", "%d enti of %s", 7896, "BO"), "7,896 enti of BO", "BO: 7.896 enti"},
		{message.Count(2, "%d new", "%d newer", 2), "2 newer", "2 newer"},
	} {
		if got := open(t, English).Text(c.text); got != c.english {
			t.Errorf("English %q, want %q", got, c.english)
		}
		if got := italianSample().Text(c.text); got != c.italiano {
			t.Errorf("Italian %q, want %q", got, c.italiano)
		}
	}
}

func TestNumbers_FollowTheLanguage(t *testing.T) {
	en, it := open(t, English), open(t, Italian)
	for _, c := range []struct {
		n                 int64
		english, italiano string
	}{
		{0, "0", "0"},
		{999, "999", "999"},
		{-999, "-999", "-999"},
		{1000, "1,000", "1.000"},
		{-9223372036854775808, "-9,223,372,036,854,775,808", "-9.223.372.036.854.775.808"},
	} {
		if got := en.Integer(c.n); got != c.english {
			t.Errorf("English %q, want %q", got, c.english)
		}
		if got := it.Integer(c.n); got != c.italiano {
			t.Errorf("Italian %q, want %q", got, c.italiano)
		}
	}
	for s, want := range map[string]string{
		"": "", "78.2": "78,2", "+29.1": "+29,1", "-1234.50": "-1.234,50", "100": "100", "2000000": "2.000.000",
	} {
		if got := it.Decimal(s); got != want {
			t.Errorf("Italian Decimal(%q) = %q, want %q", s, got, want)
		}
	}
	if got := en.Decimal("-1234.50"); got != "-1,234.50" {
		t.Errorf("English decimal %q", got)
	}
}

func TestDate_NoDayIsEmpty(t *testing.T) {
	for _, lang := range []string{English, Italian} {
		if got := open(t, lang).Date(periodo.Data{}); got != "" {
			t.Errorf("%s: no day is %q", lang, got)
		}
	}
}

func TestCompare_IsTheItalianDictionaryInBothLanguages(t *testing.T) {
	want := []string{"Agliè", "Aglio", "Ancora", "àncora", "Forlì", "Forlimpopoli", "Zocca"}
	for _, lang := range []string{English, Italian} {
		l := open(t, lang)
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, l.Compare)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		if l.Compare("Forlì", "Forlì") != 0 {
			t.Errorf("%s: a name differs from itself", lang)
		}
	}
}

// BenchmarkCatalogue measures what a start in Italian costs with 1,500
// entries.
func BenchmarkCatalogue(b *testing.B) {
	var po strings.Builder
	po.WriteString(sample)
	for i := range 1500 {
		fmt.Fprintf(&po, "\n#: internal/ente/ente.go\nmsgid \"the ente %d is not in the register as of %%s\"\n"+
			"msgstr \"l'ente %d non risulta nel registro alla data del %%s\"\n", i, i)
	}
	data := []byte(po.String())
	for b.Loop() {
		parse(data)
	}
}
