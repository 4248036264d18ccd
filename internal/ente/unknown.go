package ente

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
)

// unknown returns a fault that suggests the names nearest to arg.
func unknown(ctx context.Context, tx *db.Tx, arg string, o ResolveOptions) error {
	norma := nome.Ente(arg)
	if nome.IsGeneric(norma) {
		return fault.New(fault.Failed, "%q alone is too generic to name an ente", arg).
			WithHint("write the rest of its name too, such as Comune di Sassuolo")
	}
	f := fault.New(fault.Failed, "there is no ente %q", arg)
	if len(o.Tipi) > 0 {
		f = fault.New(fault.Failed, "no ente of type %s is called %q", joined(o.Tipi), arg)
	}
	if isNumber(norma) {
		return unknownNumber(ctx, tx, f, norma, o)
	}
	near, err := suggest(ctx, tx, norma, o)
	if err != nil {
		return err
	}
	if len(near) == 0 {
		return f.WithHint("look for part of its name with: dtctl ente list --search NAME")
	}
	if len(near) >= manyNear {
		return f.WithHint("did you mean %s? See all those called so with: dtctl ente list --search %q", labels(near), strings.TrimSpace(arg))
	}
	return f.WithHint("did you mean %s?", labels(near))
}

// manyNear is how many suggestions are hardly all there are.
const manyNear = 10

// isNumber reports whether s is made of digits alone.
func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// unknownNumber adds to f the code that digits become with the zeros in front
// that a spreadsheet drops, when an ente has it. Digits are never the number of
// a record, which is the database's own and no name of an ente.
func unknownNumber(ctx context.Context, tx *db.Tx, f *fault.Fault, digits string, o ResolveOptions) error {
	for _, width := range []int{istatDigits, cfDigits} {
		if len(digits) >= width {
			continue
		}
		code := strings.Repeat("0", width-len(digits)) + digits
		c, err := candidatesFor(ctx, tx, code, o.AsOf)
		if err != nil {
			return err
		}
		if c = c.only(o.includes); len(c.enti) > 0 {
			return f.WithHint("with the zeros in front it is %s: %s", code, labels(c.enti))
		}
	}
	return f.WithHint("digits are an ISTAT code (six) or a codice fiscale (eleven); the number of a record names no ente")
}

// The digits of the codes that may begin with zeros.
const (
	istatDigits = 6
	cfDigits    = 11
)

func suggest(ctx context.Context, tx *db.Tx, norma string, o ResolveOptions) ([]Ente, error) {
	type name struct {
		norma string
		id    int64
	}
	w := &where{}
	w.add("(? = 0 OR EXISTS (SELECT 1 FROM ente_collocazione c WHERE c.ente_id = e.id AND c.provincia_id = ?))",
		o.Provincia, o.Provincia)
	in(w, "e.tipo", o.Tipi)
	names, err := db.Collect(ctx, tx, func(scan db.Scan) (n name, err error) {
		err = scan(&n.norma, &n.id)
		return n, err
	}, `SELECT n.norma, n.ente_id FROM ente_nome n JOIN ente e ON e.id = n.ente_id
		WHERE `+w.sql.String()+` ORDER BY n.ente_id, n.id`, w.args...)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, n := range nome.Suggest(norma, names, func(n name) string { return n.norma }) {
		if !slices.Contains(ids, n.id) {
			ids = append(ids, n.id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	near, err := findAll(ctx, tx, ids, o.AsOf)
	slices.SortFunc(near, func(a, b Ente) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return near, err
}
