package bando

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Registro are the calls, found by their titles while a file is read.
type Registro struct {
	byTitle map[string]*Bando
	codes   map[string]bool
}

// NewRegistro reads the calls.
func NewRegistro(ctx context.Context, tx *db.Tx) (*Registro, error) {
	calls, err := db.Collect(ctx, tx, readBando, `SELECT `+bandoFields+fromBando+`ORDER BY b.id`)
	if err != nil {
		return nil, err
	}
	if err := readBeneficiari(ctx, tx, calls); err != nil {
		return nil, err
	}
	r := &Registro{byTitle: map[string]*Bando{}, codes: map[string]bool{}}
	for i := range calls {
		r.keep(&calls[i])
	}
	return r, nil
}

// keep lets a call be found; of several with one title the first stays.
func (r *Registro) keep(b *Bando) {
	r.codes[b.Codice] = true
	if norma := NormaTitolo(b.Titolo); r.byTitle[norma] == nil || r.byTitle[norma].ID == b.ID {
		r.byTitle[norma] = b
	}
}

// Titled returns the call with a title, nil for none.
func (r *Registro) Titled(titolo string) *Bando { return r.byTitle[NormaTitolo(titolo)] }

// Add stores a call that a file names, with a code made of its title.
func (r *Registro) Add(ctx context.Context, tx *db.Tx, b Bando) (Bando, error) {
	b.Codice = r.newCode(b)
	if len([]rune(b.Titolo)) > maxTitolo {
		b.Titolo = string([]rune(b.Titolo)[:maxTitolo])
	}
	b, err := Add(ctx, tx, b)
	if err == nil {
		r.keep(&b)
	}
	return b, err
}

// Edit stores b over the call with the same ID.
func (r *Registro) Edit(ctx context.Context, tx *db.Tx, b Bando) (Bando, error) {
	b, err := Edit(ctx, tx, b)
	if err == nil {
		r.keep(&b)
	}
	return b, err
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
		if b.Misura == "" || NormaTitolo(mark.ReplaceAllString(b.Titolo, "")) != whole {
			continue
		}
		if measure != "" && measure != b.Misura {
			return ""
		}
		measure = b.Misura
	}
	return measure
}

// Inherit gives the calls without a measure that of the call of the same title,
// their parts apart, and returns how many received one.
func (r *Registro) Inherit(ctx context.Context, tx *db.Tx) (int, error) {
	n := 0
	for _, title := range slices.Sorted(maps.Keys(r.byTitle)) {
		b := r.byTitle[title]
		if b.Misura != "" {
			continue
		}
		measure := r.MeasureOf(b.Titolo)
		if measure == "" {
			continue
		}
		if _, err := tx.Exec(ctx, `UPDATE bando SET misura = ? WHERE id = ?`, measure, b.ID); err != nil {
			return n, err
		}
		b.Misura = measure
		n++
	}
	return n, nil
}

// newCode makes a code of the number of the measure and the month of a call, such
// as PAD-1.4.4-2022-05, with a number behind it where that is taken.
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
		for m, name := range []string{"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"} {
			if strings.HasPrefix(words[i], name) {
				return year + "-" + ("0" + strconv.Itoa(m+1))[len(strconv.Itoa(m+1))-1:]
			}
		}
	}
	if day.IsZero() {
		return ""
	}
	return day.String()[:len("2006-01")]
}
