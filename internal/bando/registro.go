package bando

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/batch"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Registro are the calls, found by the titles that files give them while one is
// read.
type Registro struct {
	byTitle map[string]*Bando
	codes   map[string]bool
	// named are the calls recorded by hand that the file turned out to name.
	named map[int64]*Bando
}

// NewRegistro reads the calls.
func NewRegistro(ctx context.Context, tx *db.Tx) (*Registro, error) {
	// The title of a file goes before one that was written by hand.
	calls, err := db.Collect(ctx, tx, readBando, `SELECT `+bandoFields+fromBando+`ORDER BY b.origine IS NULL, b.id`)
	if err != nil {
		return nil, err
	}
	if err := readBeneficiari(ctx, tx, calls); err != nil {
		return nil, err
	}
	r := &Registro{byTitle: map[string]*Bando{}, codes: map[string]bool{}, named: map[int64]*Bando{}}
	for i := range calls {
		r.keep(&calls[i])
	}
	return r, nil
}

// source returns the title that files give a call.
func (b Bando) source() string { return cmp.Or(b.Origine, b.Titolo) }

// keep lets a call be found; of several with one title the first stays.
func (r *Registro) keep(b *Bando) {
	r.codes[b.Codice] = true
	if norma := NormaTitolo(b.source()); r.byTitle[norma] == nil || r.byTitle[norma].ID == b.ID {
		r.byTitle[norma] = b
	}
}

// Titled returns the call that a file names with a title, nil for none.
func (r *Registro) Titled(titolo string) *Bando {
	b := r.byTitle[NormaTitolo(titolo)]
	if b != nil && b.Origine == "" {
		r.named[b.ID] = b
	}
	return b
}

// Add stores a call that a file names by its title, with a code made of it, and
// returns it as Titled does.
func (r *Registro) Add(ctx context.Context, tx *db.Tx, b Bando) (*Bando, error) {
	b.Origine = b.Titolo
	b.Codice = r.newCode(b)
	if title := []rune(b.Titolo); len(title) > maxTitolo {
		b.Titolo = string(title[:maxTitolo])
	}
	b, err := Add(ctx, tx, b)
	if err == nil {
		r.keep(&b)
	}
	return &b, err
}

// Edit stores b over the call with the same ID.
func (r *Registro) Edit(ctx context.Context, tx *db.Tx, b Bando) error {
	b, err := Edit(ctx, tx, b)
	if err == nil {
		r.keep(&b)
	}
	return err
}

// Settle ends the reading of a file. The calls recorded by hand that it named
// are known by that title from now on, whatever becomes of theirs. A call without
// a measure receives that of the call of the same title, their parts apart, unless
// somebody took it away by hand. It returns how many received one, and whether
// anything was written.
func (r *Registro) Settle(ctx context.Context, tx *db.Tx, manual batch.Manual) (inherited int, wrote bool, err error) {
	for _, title := range slices.Sorted(maps.Keys(r.byTitle)) {
		b := r.byTitle[title]
		before := *b
		if r.named[b.ID] != nil {
			b.Origine = b.source()
		}
		if b.Misura == "" && !manual.Has(b.ID, "misura") {
			b.Misura = r.MeasureOf(b.source())
		}
		if b.Misura == before.Misura && b.Origine == before.Origine {
			continue
		}
		if b.Misura != before.Misura {
			inherited++
		}
		wrote = true
		if _, err := tx.Exec(ctx, `UPDATE bando SET misura = ?, origine = ? WHERE id = ?`, orNull(b.Misura), orNull(b.Origine), b.ID); err != nil {
			return inherited, wrote, err
		}
	}
	return inherited, wrote, nil
}

// quotaMark matches what tells the parts of one call apart at the end of their
// titles, as in "… marzo 2023 (quota 1.1)".
const quotaMark = `(?i)\s*\(quota[^)]*\)\s*$`

// MeasureOf returns the measure of the only call whose title is the given one
// without its part, empty where there is none, or where calls of that title have
// several.
func (r *Registro) MeasureOf(titolo string) string {
	mark := regexp.MustCompile(quotaMark)
	whole := NormaTitolo(mark.ReplaceAllString(titolo, ""))
	if b := r.byTitle[whole]; b != nil && b.Misura != "" {
		return b.Misura
	}
	measure := ""
	for _, b := range r.byTitle {
		if b.Misura == "" || NormaTitolo(mark.ReplaceAllString(b.source(), "")) != whole {
			continue
		}
		if measure != "" && measure != b.Misura {
			return ""
		}
		measure = b.Misura
	}
	return measure
}

// newCode makes a code of the number of the measure, the month and the rest of the
// title of a call, such as PAD-1.2-2022-04-SCUOLE: it does not depend on which
// calls are brought in first. A number goes behind it where it is taken.
func (r *Registro) newCode(b Bando) string {
	code := "PAD"
	for _, text := range []string{b.Titolo, b.Misura} {
		if number := regexp.MustCompile(`^\d+(\.\d+)*`).FindString(text); number != "" {
			code += "-" + number
			break
		}
	}
	if month := monthOf(b.Titolo, b.Apre.Giorno()); month != "" {
		code += "-" + month
	}
	code += tailOf(b.Titolo)
	for n := 1; ; n++ {
		candidate := code
		if n > 1 {
			candidate += "-" + strconv.Itoa(n)
		}
		if !r.codes[candidate] {
			return candidate
		}
	}
}

// maxTail is the longest that the words of a title may make its code, besides
// what tells its parts apart.
const maxTail = 24

// tailOf returns what a code says of a title beyond its first piece and its month:
// for whom the call is, and which part of it.
func tailOf(titolo string) string {
	pieces := regexp.MustCompile(`\s[-–]|[-–]\s|\(`).Split(titolo, -1)
	tail, part := "", ""
	for _, piece := range pieces[1:] {
		words := strings.Fields(nome.Norm(piece))
		if len(words) > 0 && words[0] == "quota" {
			part = "-Q" + strings.Join(words[1:], ".")
			continue
		}
		for i, word := range words {
			if monthNumber(word) > 0 && i+1 < len(words) {
				break
			}
			if len(tail)+len(word) < maxTail {
				tail += "-" + strings.ToUpper(word)
			}
		}
	}
	return tail + part
}

// monthOf returns the month that a title names, as 2022-05, else that of the day,
// else nothing.
func monthOf(titolo string, day periodo.Data) string {
	words := strings.Fields(nome.Norm(titolo))
	for i := len(words) - 2; i >= 0; i-- {
		year := words[i+1]
		if len(year) == 2 {
			year = "20" + year
		}
		if n, err := strconv.Atoi(year); err != nil || n < 2000 || n > 2099 {
			continue
		}
		if m := monthNumber(words[i]); m > 0 {
			return fmt.Sprintf("%s-%02d", year, m)
		}
	}
	if day.IsZero() {
		return ""
	}
	return day.String()[:len("2006-01")]
}

// monthNumber returns the number of a month written out or cut short, 0 for any
// other word.
func monthNumber(word string) int {
	for i, name := range []string{
		"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
	} {
		if word == name || word == name[:3] {
			return i + 1
		}
	}
	return 0
}
