package report

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
)

// Fondi is the money of the calls that a report is about, whatever projects of
// theirs it counts.
type Fondi struct {
	// Bandi is how many calls they are, SenzaDotazione the codes of those that
	// have no act of endowment by the day.
	Bandi          int
	SenzaDotazione []string
	// Dotazione is the endowment of the others on the day, Impegnato what of it
	// is granted now.
	Dotazione, Impegnato euro.Importo
	// Superate are the calls that grant more than their endowment.
	Superate []Superamento
}

// Disponibile returns what is left of the endowments; it is negative when more
// is granted.
func (f Fondi) Disponibile() euro.Importo { return f.Dotazione - f.Impegnato }

// Superamento is a call that grants more than its endowment, and by how much.
type Superamento struct {
	Bando string // its code
	Oltre euro.Importo
}

// bandoDiFondo is a call with its endowment.
type bandoDiFondo struct {
	id                     int64
	codice, titolo, misura string
	dotato                 bool
	dotazione              euro.Importo
}

// bandiDi returns the calls of a question by code: those that it chooses and,
// where it chooses a measure, that are of it or have projects that are.
func bandiDi(ctx context.Context, tx *db.Tx, q QuesitoBandi) ([]bandoDiFondo, error) {
	where, args := `1 = 1`, []any{q.AsOf}
	if len(q.BandoIDs) > 0 {
		where += ` AND b.id IN (` + idList(q.BandoIDs) + `)`
	}
	if q.Fonte != "" {
		where += ` AND lower(b.fonte) = lower(?)`
		args = append(args, q.Fonte)
	}
	if q.Misura != "" {
		where += ` AND (instr(lower(b.misura), lower(?)) > 0
			OR b.id IN (SELECT p.bando_id FROM progetto p WHERE p.misura IS NOT NULL AND instr(lower(p.misura), lower(?)) > 0))`
		args = append(args, q.Misura, q.Misura)
	}
	return db.Collect(ctx, tx, func(scan db.Scan) (b bandoDiFondo, err error) {
		err = scan(&b.id, &b.codice, &b.titolo, &b.misura, &b.dotato, &b.dotazione)
		return b, err
	}, `SELECT b.id, b.codice, b.titolo, coalesce(b.misura, ''), d.importo IS NOT NULL, coalesce(d.importo, 0)
		FROM bando b LEFT JOIN (SELECT bando_id, sum(importo_cent) AS importo FROM bando_dotazione WHERE data <= ? GROUP BY bando_id) d
			ON d.bando_id = b.id
		WHERE `+where+` ORDER BY b.codice`, args...)
}

// fondi returns the money of the calls of a question, of which the cells are
// known. It does not divide by theme.
func (q QuesitoBandi) fondi(ctx context.Context, tx *db.Tx, v *voci, cells []cella) (Fondi, error) {
	var f Fondi
	granted, err := q.grants(ctx, tx, v.bandi, cells)
	if err != nil {
		return f, err
	}
	for _, b := range v.bandi {
		f.Bandi++
		if !b.dotato {
			f.SenzaDotazione = append(f.SenzaDotazione, b.codice)
			continue
		}
		concesso := granted[number(b.id)]
		f.Dotazione += b.dotazione
		f.Impegnato += concesso
		if concesso > b.dotazione {
			f.Superate = append(f.Superate, Superamento{b.codice, concesso - b.dotazione})
		}
	}
	return f, nil
}

// grants returns what calls grant, by id. The cells of a report by call or by
// measure of all their projects tell it already.
func (q QuesitoBandi) grants(ctx context.Context, tx *db.Tx, bandi []bandoDiFondo, cells []cella) (map[string]euro.Importo, error) {
	granted := map[string]euro.Importo{}
	if i := slices.Index(q.keys(), callOf); i >= 0 && !q.choosesProjects() {
		for _, c := range cells {
			granted[*c.keys[i]] += c.Concesso
		}
		return granted, nil
	}
	// A draft is granted nothing, so that all projects are counted here.
	all := q
	all.Misura, all.Stati, all.Regioni, all.Province, all.Tipi = "", nil, nil, nil, nil
	if q.Misura != "" {
		for _, b := range bandi {
			all.BandoIDs = append(all.BandoIDs, b.id)
		}
	}
	where, args := all.where(bandi)
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var amount euro.Importo
		err := scan(&id, &amount)
		granted[number(id)] = amount
		return err
	}, `SELECT `+callOf+`, sum(p.concesso_cent)`+fromProgetti+where+` GROUP BY `+callOf, args...)
	return granted, err
}
