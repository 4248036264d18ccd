package report

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/corso"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// Presenze are the counts of citizens of a row or of the total. Nobody is
// named, so who came twice counts twice.
type Presenze struct {
	// Enti is as in Figure; EntiConPresenze is how many of them had citizens
	// come to a course of theirs.
	Enti, EntiConPresenze int64
	// Persone is how many came. Residenti is how many of those whose residence
	// was asked, SuResidenza, live in the comune.
	Persone, Residenti, SuResidenza int64
	Province, Rappresentate         int
}

// RigaCittadini is the figure of one group of citizens.
type RigaCittadini struct {
	Gruppo []Voce
	Presenze
}

// Cittadini is the figures of the citizens who came to courses.
type Cittadini struct {
	Answer
	Righe  []RigaCittadini
	Totale Presenze
}

// PresenzeCittadini returns how many citizens came to the courses for them that
// a question chooses, up to its day. It returns a fault of kind Usage when the
// question divides by state or by responsabile, which citizens have not, and
// that of a choice of editions for another audience.
func PresenzeCittadini(ctx context.Context, tx *db.Tx, q Question) (Cittadini, error) {
	for _, d := range []Dimensione{PerStato, PerResponsabile} {
		if slices.Contains(q.Per, d) {
			return Cittadini{}, fault.New(fault.Usage, "citizens cannot be divided by %s", string(d)).
				WithHint("of citizens only numbers are kept; divide them by place, ente, course, edition or month")
		}
	}
	q.Scelta.Platea = corso.Cittadini
	t, err := newTally(ctx, tx, q, "frequenza")
	if err != nil {
		return Cittadini{}, err
	}
	c := Cittadini{}
	sums := map[string]*RigaCittadini{}
	err = t.eachPresenza(ctx, tx, func(k cell, p Presenze) {
		c.Totale.add(p)
		for _, g := range t.groups(k, "", "") {
			r := sums[keyOfGroup(g)]
			if r == nil {
				r = &RigaCittadini{Gruppo: g}
				sums[keyOfGroup(g)] = r
			}
			r.add(p)
		}
	})
	if err != nil {
		return Cittadini{}, err
	}
	c.Answer = t.answer()
	c.Totale.place(c.Total)
	for _, row := range c.Rows {
		r := RigaCittadini{Gruppo: row.Gruppo}
		if sum := sums[keyOfGroup(row.Gruppo)]; sum != nil {
			r = *sum
		}
		r.place(row.Figure)
		c.Righe = append(c.Righe, r)
	}
	return c, nil
}

// eachPresenza counts the citizens of each ente, edition and month where they
// came, and hands them to do.
func (t *tally) eachPresenza(ctx context.Context, tx *db.Tx, do func(k cell, p Presenze)) error {
	ids := make([]int64, len(t.chosen))
	for i, e := range t.chosen {
		ids[i] = e.id
	}
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var k cell
		var p Presenze
		if err := scan(&k.enteID, &k.edizioneID, &k.mese, &p.Persone, &p.Residenti, &p.SuResidenza); err != nil {
			return err
		}
		if t.enti[k.enteID] == nil && t.q.Ristretta {
			return nil
		}
		k.Iscritti = p.Persone
		t.addCell(k)
		do(k, p)
		return nil
	}, `SELECT coalesce(f.ente_id, 0), f.edizione_id, substr(f.data, 1, 7) AS mese, sum(f.persone),
			coalesce(sum(f.residenti), 0), coalesce(sum(CASE WHEN f.residenti IS NOT NULL THEN f.persone END), 0)
		FROM frequenza f WHERE f.data <= ? AND f.edizione_id IN (`+idList(ids)+`)
		GROUP BY f.ente_id, f.edizione_id, mese ORDER BY 1, 2, 3`, t.q.Filter.AsOf)
}

func (p *Presenze) add(o Presenze) {
	p.Persone += o.Persone
	p.Residenti += o.Residenti
	p.SuResidenza += o.SuResidenza
}

// place says where the citizens of a row came.
func (p *Presenze) place(f Figure) {
	p.Enti, p.EntiConPresenze, p.Province, p.Rappresentate = f.Enti, f.EntiConIscritti, f.Province, f.Rappresentate
}
