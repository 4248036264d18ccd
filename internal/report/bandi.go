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
	// PerBando divides by call.
	PerBando Dimensione = "bando"
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
	return []Dimensione{PerTipo, PerTema, PerProvincia, PerRegione, PerBando, PerMisura, PerStato, PerCategoria, PerMese}
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
	// Dotato is what of Concesso comes from an endowment that is recorded.
	Dotato euro.Importo
	// DaRecuperare is what projects were paid over what they are granted now.
	DaRecuperare euro.Importo
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
	s.Dotato += o.Dotato
	s.DaRecuperare += o.DaRecuperare
}

// RigaBandi is the figures of one group of projects.
type RigaBandi struct {
	Gruppo []Voce
	Somme
	// Dotazione is the endowment that Dotato is a share of: that of the calls of
	// the group where a dimension divides the calls, else that of all.
	Dotazione euro.Importo
}

// RispostaBandi is the figures that answer a QuesitoBandi.
type RispostaBandi struct {
	Quesito QuesitoBandi
	Fondi
	Righe []RigaBandi
	// Totale counts each project once, in whatever rows it is.
	Totale Somme
	// Senza says how many projects have no value in a dimension: it is not
	// known, or there is none.
	Senza map[Dimensione]int64
	// AltraMisura is what of Dotato of the total is in that of no row, because
	// its projects count to another measure than that of their call.
	AltraMisura euro.Importo
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

// Bandi returns the figures of the projects of calls that a question asks for.
// PerCategoria cannot be among its dimensions.
func Bandi(ctx context.Context, tx *db.Tx, q QuesitoBandi) (RispostaBandi, error) {
	r := RispostaBandi{Quesito: q, Righe: []RigaBandi{}, Senza: map[Dimensione]int64{}}
	v, err := newVoci(ctx, tx, q)
	if err != nil {
		return r, err
	}
	cells, err := q.cells(ctx, tx, v.bandi)
	if err != nil {
		return r, err
	}
	r.Righe = v.righe(cells)
	// A project of several themes is in several cells.
	once, each := q.withoutTemi(), cells
	if len(once.Per) < len(q.Per) {
		if each, err = once.cells(ctx, tx, v.bandi); err != nil {
			return r, err
		}
	}
	r.sum(v.without(PerTema), each)
	if r.Fondi, err = once.fondi(ctx, tx, v, each); err != nil {
		return r, err
	}
	if len(q.Per) == 0 {
		r.Righe = []RigaBandi{{Somme: r.Totale}}
	}
	err = r.endow(ctx, tx, v)
	return r, err
}

// withoutTemi is the question that divides no project among its themes.
func (q QuesitoBandi) withoutTemi() QuesitoBandi {
	q.Per = slices.DeleteFunc(slices.Clone(q.Per), func(d Dimensione) bool { return d == PerTema })
	return q
}

// righe adds cells up by what they are in the dimensions.
func (v *voci) righe(cells []cella) []RigaBandi {
	rows := map[string]*RigaBandi{}
	for _, c := range cells {
		group := v.group(c.keys)
		key := keyOfGroup(group)
		if rows[key] == nil {
			rows[key] = &RigaBandi{Gruppo: group}
		}
		if v.isOfAnother(group, c) {
			c.Dotato = 0
		}
		rows[key].add(c.Somme)
	}
	list := make([]RigaBandi, 0, len(rows))
	for _, row := range rows {
		list = append(list, *row)
	}
	slices.SortFunc(list, func(x, y RigaBandi) int { return compareGroups(x.Gruppo, y.Gruppo) })
	return list
}

// sum closes the answer with cells in which each project is once.
func (r *RispostaBandi) sum(v *voci, cells []cella) {
	for _, c := range cells {
		r.Totale.add(c.Somme)
		group := v.group(c.keys)
		if v.isOfAnother(group, c) {
			r.AltraMisura += c.Dotato
		}
		for i, d := range v.per {
			if group[i].chiave == "" {
				r.Senza[d] += c.Progetti
			}
		}
	}
	// What has no theme is in one row alone.
	if i := slices.Index(r.Quesito.Per, PerTema); i >= 0 {
		for _, row := range r.Righe {
			if row.Gruppo[i].chiave == "" {
				r.Senza[PerTema] += row.Progetti
			}
		}
	}
}
