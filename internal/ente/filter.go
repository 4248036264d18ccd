package ente

import (
	"strings"

	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Filter chooses the enti valid on a day. A dimension without values does not
// restrict; several values of one dimension are alternatives, several
// dimensions must all hold.
type Filter struct {
	// Regioni and Province are ids: where the ente lies on the day.
	Regioni, Province []int64
	Tipi              []Tipo
	Classi            []Classe
	// Capoluogo, when not nil, keeps the chief towns of the provinces, or all
	// others.
	Capoluogo *bool
	// Aree and Unioni are ids: the ente belongs to one of them on the day.
	Aree, Unioni []int64
	// Search is part of any name of the ente, in any spelling.
	Search string
	// AsOf is the day, which must be one.
	AsOf periodo.Data
}

// Query returns a SELECT of one row for each ente valid on the day that passes
// the filter, without an order, to be put in a FROM, and its arguments. Its
// columns are those of the ente: id, tipo, denominazione, norma (the name to
// sort by), in_liquidazione (0 or 1), and those of the day: regione_id,
// provincia_id (may be NULL), istat (may be NULL), capoluogo (0 or 1),
// popolazione and popolazione_il (the number of residents nearest to the day
// and its date, NULL where not known; they cost nothing when not asked for).
func (f Filter) Query() (sql string, args []any) {
	source, sourceArgs := f.source("")
	popolazione, args := nearest("valore", Popolazione, f.AsOf)
	date, dateArgs := nearest("data_rif", Popolazione, f.AsOf)
	return `SELECT e.id AS id, e.tipo AS tipo, e.denominazione AS denominazione, e.norma AS norma,
		e.in_liquidazione AS in_liquidazione, c.regione_id AS regione_id, c.provincia_id AS provincia_id,
		c.istat AS istat, c.capoluogo AS capoluogo, ` +
		popolazione + ` AS popolazione, ` + date + ` AS popolazione_il
		` + source, append(append(args, dateArgs...), sourceArgs...)
}

// nearest returns an expression for the column of the figure of e whose date
// is nearest to the day, the earlier of two as near.
func nearest(column string, g Grandezza, asOf periodo.Data) (sql string, args []any) {
	return `(SELECT d.` + column + ` FROM ente_dato d WHERE d.ente_id = e.id AND d.grandezza = '` + string(g) + `'
		ORDER BY abs(julianday(d.data_rif) - julianday(?)), d.data_rif LIMIT 1)`, []any{asOf}
}

// source returns the FROM, with further joins, and the WHERE of the filter: e
// is the ente, c where it lies on the day.
func (f Filter) source(joins string) (sql string, args []any) {
	w := &where{}
	w.validAt("e", f.AsOf)
	w.validAt("c", f.AsOf)
	in(w, "c.regione_id", f.Regioni)
	in(w, "c.provincia_id", f.Province)
	in(w, "e.tipo", f.Tipi)
	f.classi(w)
	if f.Capoluogo != nil {
		w.add("c.capoluogo = ?", *f.Capoluogo)
	}
	if len(f.Aree) > 0 {
		w.open("e.id IN (SELECT a.ente_id FROM area_ente a WHERE ")
		in(w, "a.area_id", f.Aree)
		w.validAt("a", f.AsOf)
		w.close()
	}
	if len(f.Unioni) > 0 {
		w.open("e.id IN (SELECT u.comune_id FROM adesione_unione u WHERE ")
		in(w, "u.unione_id", f.Unioni)
		w.validAt("u", f.AsOf)
		w.close()
	}
	if f.Search != "" {
		// A normal form has no sign that LIKE would take for itself.
		w.add("e.id IN (SELECT n.ente_id FROM ente_nome n WHERE n.norma LIKE ?)", "%"+nome.Ente(f.Search)+"%")
	}
	return "FROM ente_collocazione c JOIN ente e ON e.id = c.ente_id" + joins + " WHERE " + w.sql.String(), w.args
}

// classi keeps the enti of the classes asked for.
func (f Filter) classi(w *where) {
	if len(f.Classi) == 0 {
		return
	}
	popolazione, args := nearest("valore", Popolazione, f.AsOf)
	var terms []string
	var values []any
	for _, c := range f.Classi {
		values = append(values, args...)
		if c == NonNota {
			terms = append(terms, popolazione+" IS NULL")
			continue
		}
		least, greatest := c.limits()
		terms = append(terms, popolazione+" BETWEEN ? AND ?")
		values = append(values, least, greatest)
	}
	w.add("("+strings.Join(terms, " OR ")+")", values...)
}

// where gathers the conditions of a WHERE, all of which must hold, and their
// arguments.
type where struct {
	sql   strings.Builder
	args  []any
	begun bool
}

func (w *where) add(condition string, args ...any) {
	if w.begun {
		w.sql.WriteString(" AND ")
	}
	w.begun = true
	w.sql.WriteString(condition)
	w.args = append(w.args, args...)
}

// open begins a condition that holds conditions of its own, until close.
func (w *where) open(condition string) {
	w.add(condition)
	w.begun = false
}

func (w *where) close() {
	w.sql.WriteByte(')')
	w.begun = true
}

// validAt keeps the rows of a table with dal and al that hold on the day.
func (w *where) validAt(table string, day periodo.Data) {
	w.add("("+table+".dal IS NULL OR "+table+".dal <= ?)", day)
	w.add("("+table+".al IS NULL OR "+table+".al >= ?)", day)
}

// in keeps the rows whose column is one of the values; all of them when there
// are no values.
func in[T ~int64 | ~string](w *where, column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	w.add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}
