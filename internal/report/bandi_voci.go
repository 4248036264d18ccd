package report

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/progetto"
)

// voci turns the keys of the cells of a question into the values of its
// dimensions.
type voci struct {
	per []Dimensione
	// bandi are the calls of the report, perID finds them. Their measures stand
	// for those that projects do not say.
	bandi             []bandoDiFondo
	perID             map[string]bandoDiFondo
	regioni, province map[string]Voce
}

func newVoci(ctx context.Context, tx *db.Tx, q QuesitoBandi) (*voci, error) {
	v := &voci{per: q.Per, perID: map[string]bandoDiFondo{}, regioni: map[string]Voce{}, province: map[string]Voce{}}
	bandi, err := bandiDi(ctx, tx, q)
	if err != nil {
		return nil, err
	}
	v.bandi = bandi
	for _, b := range bandi {
		v.perID[number(b.id)] = b
	}
	if slices.Contains(q.Per, PerRegione) {
		if err := readVoci(ctx, tx, v.regioni, `SELECT id, denominazione, norma FROM regione`); err != nil {
			return nil, err
		}
	}
	if slices.Contains(q.Per, PerProvincia) {
		// Two that had the same sigla at different times are one row.
		err = readVoci(ctx, tx, v.province, `SELECT id, sigla, sigla FROM provincia`)
	}
	return v, err
}

// without is the same but for a dimension.
func (v *voci) without(d Dimensione) *voci {
	w := *v
	w.per = slices.DeleteFunc(slices.Clone(v.per), func(o Dimensione) bool { return o == d })
	return &w
}

// readVoci reads the names of places, and what they are sorted by, by id.
func readVoci(ctx context.Context, tx *db.Tx, into map[string]Voce, query string) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var v Voce
		err := scan(&id, &v.Testo, &v.ordine)
		v.chiave = v.Testo
		into[number(id)] = v
		return err
	}, query)
}

// group returns the values that keys stand for.
func (v *voci) group(keys []*string) []Voce {
	group := make([]Voce, 0, len(v.per))
	next := func() string {
		key := keys[0]
		if keys = keys[1:]; key == nil {
			return ""
		}
		return *key
	}
	for _, d := range v.per {
		group = append(group, v.voce(d, next))
	}
	return group
}

// voce returns the value of a dimension, whose keys next returns one after the
// other; the zero Voce where it is not known.
func (v *voci) voce(d Dimensione, next func() string) Voce {
	switch d {
	case PerRegione:
		return v.regioni[next()]
	case PerProvincia:
		return v.province[next()]
	case PerBando:
		b := v.perID[next()]
		return Voce{Testo: b.codice, Titolo: b.titolo, chiave: b.codice, ordine: b.codice}
	case PerMisura:
		call, own := next(), next()
		if own == "" {
			own = v.perID[call].misura
		}
		return Voce{Testo: own, chiave: own, ordine: naturale(own)}
	case PerTipo:
		return wordOrNone(ente.Tipo(next()), ente.Tipi())
	case PerStato:
		return wordOrNone(progetto.Stato(next()), progetto.Stati())
	}
	return textOrNone(next())[0]
}

func wordOrNone[T ~string](word T, known []T) Voce {
	if word == "" {
		return Voce{}
	}
	return wordVoce(word, known)[0]
}

// naturale returns what a measure is sorted by: its numbers as numbers, so that
// 1.4.10 comes after 1.4.9, and its words as in a dictionary.
func naturale(s string) string {
	out, digits := []byte{}, ""
	flush := func() {
		if n, err := strconv.ParseUint(digits, 10, 64); err == nil {
			out = fmt.Appendf(out, "%020d", n)
		} else {
			out = append(out, digits...)
		}
		digits = ""
	}
	for _, c := range []byte(nome.Norm(s)) {
		if c >= '0' && c <= '9' {
			digits += string(rune(c))
			continue
		}
		flush()
		out = append(out, c)
	}
	flush()
	return string(out)
}
