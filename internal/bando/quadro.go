package bando

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Quadro is a call with how far it has come on a day, and its figures.
type Quadro struct {
	Bando
	// AsOf is the day of the state, of the endowment and of what is granted.
	AsOf  periodo.Data
	Stato Stato
	// PubblicatoIl is when the call was published, no day where it was not.
	PubblicatoIl periodo.Data
	// HaDotazione says that there is an act of endowment, on any day.
	HaDotazione bool
	// Dotazione is the endowment, Concesso how much of it was granted, on the
	// day.
	Dotazione, Concesso euro.Importo
	// Progetti is how many applications had arrived by the day, those of which
	// nobody knows the day among them; Finanziati how many of them had a grant on
	// it.
	Progetti, Finanziati int64
}

// Residuo returns what is left of the endowment on the day.
func (q Quadro) Residuo() euro.Importo { return q.Dotazione - q.Concesso }

// Filter chooses among the calls; a zero field does not restrict.
type Filter struct {
	Gestione Gestione
	// Fonte and Misura are compared without regard to case; Misura is part of
	// the measure.
	Fonte, Misura string
	Stati         []Stato
	// Open restricts to the calls for which applications may arrive on the day.
	Open bool
	// Scade restricts to the calls whose applications end between the two days.
	Scade periodo.Periodo
	// AsOf is the day on which the calls are looked at.
	AsOf periodo.Data

	// ente restricts to the calls for which it may apply.
	ente *ente.Ente
}

// List returns the calls that pass the filter by the end of the applications,
// the latest first, those without one last, then by code.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Quadro, error) {
	where, args := f.where()
	kept, err := quadri(ctx, tx, where, args, f.AsOf)
	if err != nil {
		return nil, err
	}
	kept = slices.DeleteFunc(kept, func(q Quadro) bool { return !f.passes(q) })
	return kept, count(ctx, tx, kept)
}

func (f Filter) where() (string, []any) {
	where, args := `WHERE 1 = 1`, []any{}
	add := func(condition string, values ...any) {
		where += ` AND ` + condition
		args = append(args, values...)
	}
	if f.Gestione != "" {
		add(`b.gestione = ?`, string(f.Gestione))
	}
	if f.Fonte != "" {
		add(`lower(b.fonte) = lower(?)`, f.Fonte)
	}
	if f.Misura != "" {
		add(`instr(lower(b.misura), lower(?)) > 0`, f.Misura)
	}
	if !f.Scade.Al.IsZero() {
		add(`substr(b.scade_il, 1, 10) BETWEEN ? AND ?`, f.Scade.Dal, f.Scade.Al)
	}
	return where, args
}

// passes reports whether a call passes what only its state, and who may apply,
// can tell.
func (f Filter) passes(q Quadro) bool {
	if f.Open && !q.IsOpen() || f.ente != nil && !q.Admits(f.ente.Tipo, f.ente.Classe()) {
		return false
	}
	return len(f.Stati) == 0 || slices.Contains(f.Stati, q.Stato)
}

// IsOpen reports whether applications may arrive on the day: the call is
// published, the day lies between those of the applications, and the money is
// not declared gone.
func (q Quadro) IsOpen() bool {
	return q.Stato == Pubblicato && q.IsOpenAt(periodo.DayOnly(q.AsOf))
}

// QuadroDi returns a call with its figures on a day.
func QuadroDi(ctx context.Context, tx *db.Tx, b Bando, asOf periodo.Data) (Quadro, error) {
	found, err := quadri(ctx, tx, `WHERE b.id = ?`, []any{b.ID}, asOf)
	if err != nil || len(found) == 0 {
		return Quadro{Bando: b, AsOf: asOf}, err
	}
	return found[0], count(ctx, tx, found)
}

// quadri reads the calls that pass a condition, without the figures of their
// projects: counting those costs more, and is done only for the calls that stay.
func quadri(ctx context.Context, tx *db.Tx, where string, args []any, asOf periodo.Data) ([]Quadro, error) {
	list, err := db.Collect(ctx, tx, func(scan db.Scan) (q Quadro, err error) {
		q.AsOf = asOf
		err = scan(append(q.fields(), &q.HaDotazione, &q.Dotazione)...)
		return q, err
	}, `SELECT `+bandoFields+`,
			EXISTS (SELECT 1 FROM bando_dotazione d WHERE d.bando_id = b.id),
			(SELECT coalesce(sum(d.importo_cent), 0) FROM bando_dotazione d WHERE d.bando_id = b.id AND d.data <= ?)`+
		fromBando+where+` ORDER BY b.scade_il IS NULL, b.scade_il DESC, b.codice`, append([]any{asOf}, args...)...)
	if err != nil {
		return nil, err
	}
	return list, complete(ctx, tx, list)
}

// fewCalls is how many calls are counted by an index: over it, reading all projects
// and acts in the order in which they lie costs less.
const fewCalls = 8

// count fills the figures of the projects of calls, all on the same day. What was
// granted by it is what is granted now without the acts that came later.
func count(ctx context.Context, tx *db.Tx, list []Quadro) error {
	if len(list) == 0 {
		return nil
	}
	at := make(map[int64]*Quadro, len(list))
	ids := make([]string, len(list))
	for i := range list {
		at[list[i].ID] = &list[i]
		ids[i] = strconv.FormatInt(list[i].ID, 10)
	}
	of := `bando_id IN (` + strings.Join(ids, ", ") + `)`
	projects, acts := `p.`+of, ` AND a.progetto_id IN (SELECT z.id FROM progetto z WHERE z.`+of+`)`
	if len(list) > fewCalls {
		// The sign keeps the engine from an index.
		projects, acts = `+`+projects, ``
	}
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var id, arrived, funded int64
		var granted euro.Importo
		err := scan(&id, &arrived, &funded, &granted)
		q := at[id]
		q.Progetti, q.Finanziati, q.Concesso = arrived, funded, granted
		return err
	}, `SELECT g.bando_id, count(CASE WHEN g.arrivato THEN 1 END), count(CASE WHEN g.concesso > 0 THEN 1 END), sum(g.concesso) FROM (
			SELECT p.bando_id, p.stato <> 'bozza' AND (p.presentato_il IS NULL OR substr(p.presentato_il, 1, 10) <= ?1) AS arrivato,
				p.concesso_cent - coalesce(l.dopo, 0) AS concesso
			FROM progetto p LEFT JOIN (SELECT a.progetto_id, sum(a.concesso_cent) AS dopo FROM progetto_atto a
				WHERE a.data > ?1 AND a.concesso_cent <> 0`+acts+` GROUP BY +a.progetto_id) l ON l.progetto_id = p.id
			WHERE `+projects+`) g
		GROUP BY +g.bando_id ORDER BY 1`, list[0].AsOf)
}

// complete fills who may apply and the states of calls.
func complete(ctx context.Context, tx *db.Tx, list []Quadro) error {
	calls := make([]Bando, len(list))
	for i, q := range list {
		calls[i] = q.Bando
	}
	if err := readBeneficiari(ctx, tx, calls); err != nil {
		return err
	}
	acts := map[int64][]Atto{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var a Atto
		err := scan(&id, &a.Stato, &a.Data)
		acts[id] = append(acts[id], a)
		return err
	}, `SELECT bando_id, stato, data FROM bando_atto ORDER BY bando_id, `+Ordine("stato"))
	for i := range list {
		q := &list[i]
		q.Bando = calls[i]
		q.Stato = q.StatoAl(acts[q.ID], q.AsOf)
		for _, a := range acts[q.ID] {
			if a.Stato == Pubblicato {
				q.PubblicatoIl = a.Data
			}
		}
	}
	return err
}

// Match returns the calls for which an ente, as it is on the day, may apply on
// that day: those that end first before the others, those without an end last. It
// returns a fault of kind Failed when the ente does not exist then.
func Match(ctx context.Context, tx *db.Tx, e ente.Ente, asOf periodo.Data) ([]Quadro, error) {
	if !e.Contains(asOf) {
		return nil, fault.New(fault.Failed, "%s does not exist on %s: it can apply for nothing", e.Denominazione, asOf).
			WithHint("see its life with: dtctl ente show; or give another day with --as-of")
	}
	matching, err := List(ctx, tx, Filter{Open: true, AsOf: asOf, ente: &e})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(matching, func(a, b Quadro) int {
		if a.Scade.IsZero() != b.Scade.IsZero() {
			return b.Scade.Compare(a.Scade)
		}
		return cmp.Or(a.Scade.Compare(b.Scade), cmp.Compare(a.Codice, b.Codice))
	})
	return matching, nil
}

// Attesa returns how many days passed from the publication of a call to the
// admission of its projects until the day, as the median, and whether any was
// admitted.
func Attesa(ctx context.Context, tx *db.Tx, q Quadro) (days int, known bool, err error) {
	if q.PubblicatoIl.IsZero() {
		return 0, false, nil
	}
	admitted, err := db.Collect(ctx, tx, db.Value[periodo.Data], `SELECT min(a.data) FROM progetto p
		JOIN progetto_atto a ON a.progetto_id = p.id AND a.stato IN ('ammesso_finanziato', 'ammesso_non_finanziato')
		WHERE p.bando_id = ? AND a.data <= ? GROUP BY p.id ORDER BY 1`, q.ID, q.AsOf)
	if err != nil || len(admitted) == 0 {
		return 0, false, err
	}
	return admitted[(len(admitted)-1)/2].DaysSince(q.PubblicatoIl), true, nil
}
