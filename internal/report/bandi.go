package report

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// What only the projects of calls are divided by. Their other dimensions have
// the names of those of enrolments: the type of the lead, where it lay when it
// applied (the region is that of the source, where the source says one), the
// state, and the month of the application.
const (
	// PerTema divides by theme: a project counts in each of its own.
	PerTema Dimensione = "tema"
	// PerMisura divides by the measure of the project, that of its call where
	// the source says no other.
	PerMisura Dimensione = "misura"
	// PerCategoria divides what was spent, not the projects: SpeseBandi.
	PerCategoria Dimensione = "categoria"
)

// DimensioniBandi returns what the projects of calls are divided by.
func DimensioniBandi() []Dimensione {
	return []Dimensione{PerTipo, PerTema, PerProvincia, PerRegione, PerMisura, PerStato, PerCategoria, PerMese}
}

// StatiConteggiati returns the states of the projects that a report on calls
// counts: all but bozza, because nothing was applied for yet.
func StatiConteggiati() []progetto.Stato {
	return slices.DeleteFunc(progetto.Stati(), func(s progetto.Stato) bool { return s == progetto.Bozza })
}

// QuesitoBandi is what is asked of the projects of calls; a zero field does not
// restrict.
type QuesitoBandi struct {
	// Per are the dimensions, in the order of the columns; none for one figure
	// of all.
	Per []Dimensione
	// BandoIDs and Fonte choose the calls.
	BandoIDs []int64
	Fonte    string
	// Misura is part of the measure of the projects, in any case.
	Misura string
	Stati  []progetto.Stato
	// Regioni, Province (both ids) and Tipi choose as the dimensions of those
	// names divide.
	Regioni, Province []int64
	Tipi              []ente.Tipo
	// AsOf is the day of the endowments; projects are as they are recorded.
	AsOf periodo.Data
}

// Somme are the figures of projects.
type Somme struct {
	Progetti int64
	// Capoluogo is how many of them a comune leads that was the chief town of
	// its provincia when it applied.
	Capoluogo int64
	// Richiesto is requested; Concesso is granted now, Liberato was granted and
	// then freed; Erogato is paid, less what was given back.
	Richiesto, Concesso, Liberato, Erogato euro.Importo
}

// Residuo returns what is granted and not paid yet; it is negative where more
// was paid than is granted.
func (s Somme) Residuo() euro.Importo { return s.Concesso - s.Erogato }

func (s *Somme) add(o Somme) {
	s.Progetti += o.Progetti
	s.Capoluogo += o.Capoluogo
	s.Richiesto += o.Richiesto
	s.Concesso += o.Concesso
	s.Liberato += o.Liberato
	s.Erogato += o.Erogato
}

// RigaBandi is the figures of one group of projects.
type RigaBandi struct {
	Gruppo []Voce
	Somme
}

// RispostaBandi is the figures that answer a QuesitoBandi.
type RispostaBandi struct {
	Quesito QuesitoBandi
	Fondi
	Righe []RigaBandi
	// Totale counts each project once, in whatever rows it is.
	Totale Somme
}

// Ripetuti returns by how many the projects of the rows exceed those of the
// total, because some have several themes.
func (r RispostaBandi) Ripetuti() int64 {
	if len(r.Quesito.Per) == 0 {
		return 0
	}
	sum := -r.Totale.Progetti
	for _, row := range r.Righe {
		sum += row.Progetti
	}
	return sum
}

// SenzaGruppo returns how many projects are in a row of which a dimension is
// not known, or does not apply.
func (r RispostaBandi) SenzaGruppo() int64 {
	var n int64
	for _, row := range r.Righe {
		if slices.ContainsFunc(row.Gruppo, func(v Voce) bool { return v.chiave == "" }) {
			n += row.Progetti
		}
	}
	return n
}

// Bandi returns the figures of the projects of calls that a question asks for.
// PerCategoria cannot be among its dimensions.
func Bandi(ctx context.Context, tx *db.Tx, q QuesitoBandi) (RispostaBandi, error) {
	r := RispostaBandi{Quesito: q, Righe: []RigaBandi{}}
	v, err := newVoci(ctx, tx, q)
	if err != nil {
		return r, err
	}
	cells, err := q.cells(ctx, tx, v.bandi)
	if err != nil {
		return r, err
	}
	rows := map[string]*RigaBandi{}
	for _, c := range cells {
		group := v.group(c.keys)
		key := keyOfGroup(group)
		if rows[key] == nil {
			rows[key] = &RigaBandi{Gruppo: group}
		}
		rows[key].add(c.Somme)
		r.Totale.add(c.Somme)
	}
	for _, row := range rows {
		r.Righe = append(r.Righe, *row)
	}
	slices.SortFunc(r.Righe, func(x, y RigaBandi) int { return compareGroups(x.Gruppo, y.Gruppo) })
	if slices.Contains(q.Per, PerTema) {
		if r.Totale, err = q.total(ctx, tx, v.bandi); err != nil {
			return r, err
		}
	}
	if len(q.Per) == 0 {
		r.Righe = []RigaBandi{{Somme: r.Totale}}
	}
	r.Fondi, err = q.fondi(ctx, tx, v, cells)
	return r, err
}

// total returns the figures of all projects, each counted once.
func (q QuesitoBandi) total(ctx context.Context, tx *db.Tx, bandi []bandoDiFondo) (total Somme, err error) {
	q.Per = nil
	cells, err := q.cells(ctx, tx, bandi)
	for _, c := range cells {
		total.add(c.Somme)
	}
	return total, err
}
