// Package i18n speaks to people in English or in Italian.
//
// English is the language of the source and needs no catalogue; Italian is a
// gettext catalogue inside the program. A Locale turns the sentences of
// package message into the reader's language, writes numbers and days as the
// reader does, and orders names as an Italian dictionary does.
package i18n

import (
	"embed"
	"fmt"

	"github.com/leonelquinteros/gotext"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// The languages, as --lang, the configuration and Lang name them.
const (
	English = "en"
	Italian = "it"
)

//go:embed po/it.po
var catalogues embed.FS

// Locale is one language for people. It keeps buffers between one comparison
// and the next, so that each goroutine needs its own.
type Locale struct {
	lang               string
	thousands, decimal string
	// catalogue is nil in English.
	catalogue *gotext.Po
	// collator is nil until the first comparison.
	collator *collate.Collator
}

// Open returns the locale of the given language, "en" or "it". It returns a
// fault of kind Usage for any other. Only Italian reads the catalogue.
func Open(lang string) (*Locale, error) {
	switch lang {
	case English:
		return &Locale{lang: English, thousands: ",", decimal: "."}, nil
	case Italian:
		po, err := italian()
		if err != nil {
			return nil, err
		}
		return &Locale{lang: Italian, thousands: ".", decimal: ",", catalogue: parse(po)}, nil
	}
	return nil, unsupported(lang)
}

func italian() ([]byte, error) { return catalogues.ReadFile("po/it.po") }

func parse(po []byte) *gotext.Po {
	catalogue := gotext.NewPo()
	catalogue.Parse(po)
	return catalogue
}

func unsupported(lang string) error {
	return fault.New(fault.Usage, "%q is not a language that dtctl speaks", lang).
		WithHint("choose one of: %s", Italian+", "+English)
}

// Lang returns the language, "en" or "it".
func (l *Locale) Lang() string { return l.lang }

// T returns the translation of an English string that has no arguments, the
// string itself when the catalogue lacks it.
func (l *Locale) T(s string) string {
	if l.catalogue == nil || s == "" {
		return s
	}
	// The empty list keeps a percent sign of the string from being read as a
	// verb, which is also what go vet fears here.
	return l.catalogue.Get(s, []any{}...)
}

// Text returns the sentence in the reader's language. Sentences and faults
// among its arguments are translated; days, shares and whole numbers are
// written as the reader writes them; lists of strings are joined by commas.
func (l *Locale) Text(t message.Text) string {
	format := l.format(t)
	if len(t.Args) == 0 {
		return format
	}
	args := make([]any, len(t.Args))
	for i, a := range t.Args {
		args[i] = l.argument(a)
	}
	return fmt.Sprintf(format, args...)
}

// format returns the translated format of t in the number that it counts.
func (l *Locale) format(t message.Text) string {
	switch {
	case t.Many == "":
		return l.T(t.Format)
	case l.catalogue != nil:
		return l.catalogue.GetN(t.Format, t.Many, t.N, []any{}...)
	case t.N == 1:
		return t.Format
	}
	return t.Many
}

// Compare returns -1, 0 or 1 as a comes before b, with it, or after it in the
// Italian dictionary, which is the order of names in both languages. Strings
// that differ only in a way that the dictionary ignores compare equal.
func (l *Locale) Compare(a, b string) int {
	if a == b {
		return 0
	}
	if l.collator == nil {
		l.collator = collate.New(language.Italian)
	}
	return l.collator.CompareString(a, b)
}
