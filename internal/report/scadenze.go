package report

import (
	"cmp"
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/contatto"
	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// TipoScadenza says what comes to its end or is due.
type TipoScadenza string

// The kinds of deadlines.
const (
	// ChiusuraBando is the moment until which a published call takes
	// applications.
	ChiusuraBando TipoScadenza = "chiusura_bando"
	// Rata is an instalment that is not paid yet.
	Rata TipoScadenza = "rata"
	// FineEdizione is the last day of an edition of a course.
	FineEdizione TipoScadenza = "fine_edizione"
	// FineConvenzione and FineNomina are last days that nothing follows.
	FineConvenzione TipoScadenza = "fine_convenzione"
	FineNomina      TipoScadenza = "fine_nomina"
	// ProssimoContatto is a contact that is to be made again.
	ProssimoContatto TipoScadenza = "prossimo_contatto"
)

// TipiScadenza returns the kinds of deadlines in the order in which those of one
// day are listed.
func TipiScadenza() []TipoScadenza {
	return []TipoScadenza{ChiusuraBando, Rata, FineEdizione, FineConvenzione, FineNomina, ProssimoContatto}
}

// Scadenza is something that comes to its end or is due. It names no person.
type Scadenza struct {
	Quando periodo.Momento
	Tipo   TipoScadenza
	// Oggetto names the record: a call, a project, an edition, a platform, a
	// role, the part of the staff that is to make a contact.
	Oggetto string
	// Ente and IPA are those of the ente concerned, empty where none is.
	Ente, IPA string
	// Importo is what is due, or what a call has left; nil where there is none.
	Importo   *euro.Importo
	Dettaglio message.Text
}

// QuesitoScadenze is what is asked of the deadlines.
type QuesitoScadenze struct {
	// AsOf is the first day, Entro the number of days after it.
	AsOf  periodo.Data
	Entro int
	// Tipi restricts to these kinds, all where there are none.
	Tipi []TipoScadenza
	// Enti restricts what is of an ente to those that pass, as they are on its
	// day. Calls and editions are of nobody in particular: they stay.
	Enti *ente.Filter
}

// Fine returns the last day.
func (q QuesitoScadenze) Fine() periodo.Data { return q.AsOf.AddDays(q.Entro) }

// Scadenze returns what comes to its end or is due from the first day to the
// last, and the instalments and contacts that were due before and are not made:
// the oldest first.
func Scadenze(ctx context.Context, tx *db.Tx, q QuesitoScadenze) ([]Scadenza, error) {
	list := []Scadenza{}
	for _, tipo := range TipiScadenza() {
		if len(q.Tipi) > 0 && !slices.Contains(q.Tipi, tipo) {
			continue
		}
		found, err := q.find(ctx, tx, tipo)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			s.Tipo = tipo
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b Scadenza) int { return cmp.Compare(a.Quando.Giorno().DaysSince(b.Quando.Giorno()), 0) })
	return list, nil
}

// find returns the deadlines of one kind in an order of their own.
func (q QuesitoScadenze) find(ctx context.Context, tx *db.Tx, tipo TipoScadenza) ([]Scadenza, error) {
	switch tipo {
	case ChiusuraBando:
		return q.chiusure(ctx, tx)
	case Rata:
		return q.rate(ctx, tx)
	case FineEdizione:
		return q.edizioni(ctx, tx)
	case FineConvenzione:
		return q.convenzioni(ctx, tx)
	case FineNomina:
		return q.nomine(ctx, tx)
	}
	return q.contatti(ctx, tx)
}

// ofEnti is the condition that an ente passes the filter, and its parameters.
func (q QuesitoScadenze) ofEnti(column string) (string, []any) {
	if q.Enti == nil {
		return ``, nil
	}
	query, args := q.Enti.Query()
	return ` AND ` + column + ` IN (SELECT u.id FROM (` + query + `) u)`, args
}

func (q QuesitoScadenze) chiusure(ctx context.Context, tx *db.Tx) ([]Scadenza, error) {
	calls, err := bando.List(ctx, tx, bando.Filter{
		Stati: []bando.Stato{bando.Pubblicato}, Scade: periodo.Periodo{Dal: q.AsOf, Al: q.Fine()}, AsOf: q.AsOf,
	})
	slices.SortStableFunc(calls, func(a, b bando.Quadro) int { return a.Scade.Compare(b.Scade) })
	list := make([]Scadenza, len(calls))
	for i, b := range calls {
		list[i] = Scadenza{
			Quando: b.Scade, Oggetto: b.Codice, Ente: b.Ente, IPA: b.IPA,
			Dettaglio: message.Count(int(b.Progetti), "%s (%d application)", "%s (%d applications)", b.Titolo, b.Progetti),
		}
		if left := b.Residuo(); b.HaDotazione {
			list[i].Importo = &left
		}
	}
	return list, err
}

func (q QuesitoScadenze) rate(ctx context.Context, tx *db.Tx) ([]Scadenza, error) {
	where, args := q.ofEnti(`p.ente_id`)
	return db.Collect(ctx, tx, func(scan db.Scan) (s Scadenza, err error) {
		var amount euro.Importo
		var due periodo.Data
		var kind, state, call string
		err = scan(&due, &amount, &kind, &s.Oggetto, &state, &call, &s.Ente, &s.IPA)
		s.Quando, s.Importo = periodo.DayOnly(due), &amount
		s.Dettaglio = message.New("%s of the call %s; the project is %s", kind, call, state)
		return s, err
	}, rateQuery+`?`+where+` ORDER BY x.prevista_il, x.id`, append([]any{q.Fine()}, args...)...)
}

// rateQuery chooses the instalments that are not paid and are due by a day, which
// ends it.
const rateQuery = `SELECT x.prevista_il, x.importo_cent, x.tipo, coalesce(p.codice, CAST(p.id AS TEXT)), p.stato, b.codice, e.denominazione, coalesce(e.ipa, '')
	FROM erogazione x JOIN progetto p ON p.id = x.progetto_id JOIN bando b ON b.id = p.bando_id JOIN ente e ON e.id = p.ente_id
	WHERE x.data IS NULL AND x.prevista_il <= `

func (q QuesitoScadenze) edizioni(ctx context.Context, tx *db.Tx) ([]Scadenza, error) {
	// A month alone ends on its last day, which SQL does not know.
	found, err := db.Collect(ctx, tx, func(scan db.Scan) (s Scadenza, err error) {
		var end periodo.Piano
		var number, title string
		err = scan(&end, &s.Oggetto, &number, &title, &s.Ente, &s.IPA)
		s.Oggetto += "/" + number
		s.Quando, s.Dettaglio = periodo.DayOnly(end.Fine()), message.New("%s", title)
		return s, err
	}, `SELECT d.al, c.codice, CAST(d.numero AS TEXT), c.titolo, coalesce(e.denominazione, ''), coalesce(e.ipa, '')
		FROM edizione d JOIN corso c ON c.id = d.corso_id LEFT JOIN ente e ON e.id = c.ente_id
		WHERE d.al >= substr(?1, 1, 7) AND d.al <= ?2 AND (d.stato IS NULL OR d.stato NOT IN ('conclusa', 'annullata'))
		ORDER BY c.codice, d.numero`, q.AsOf, q.Fine())
	return slices.DeleteFunc(found, func(s Scadenza) bool {
		return s.Quando.Giorno().Before(q.AsOf) || s.Quando.Giorno().After(q.Fine())
	}), err
}

func (q QuesitoScadenze) convenzioni(ctx context.Context, tx *db.Tx) ([]Scadenza, error) {
	ending, err := convenzione.List(ctx, tx, convenzione.Filter{
		Enti: q.Enti, Ends: periodo.Periodo{Dal: q.AsOf, Al: q.Fine()}, AsOf: q.AsOf,
	})
	if err != nil {
		return nil, err
	}
	var list []Scadenza
	for _, c := range ending {
		next, err := convenzione.List(ctx, tx, convenzione.Filter{EnteID: c.EnteID, Tipo: c.Tipo, ValidAt: c.Al.AddDays(1), AsOf: q.AsOf})
		if err != nil {
			return nil, err
		}
		if len(next) > 0 {
			continue
		}
		s := Scadenza{
			Quando: periodo.DayOnly(c.Al), Oggetto: c.Tipo, Ente: c.Ente, IPA: c.IPA,
			Dettaglio: message.New("convention %s", number(c.ID)),
		}
		if n := c.NumeroCoperti; n > 0 {
			s.Dettaglio = message.Count(n, "%s, which covers %d other ente", "%s, which covers %d other enti", s.Dettaglio, n)
		}
		list = append(list, s)
	}
	return list, nil
}

func (q QuesitoScadenze) nomine(ctx context.Context, tx *db.Tx) ([]Scadenza, error) {
	where, args := q.ofEnti(`n.ente_id`)
	return db.Collect(ctx, tx, func(scan db.Scan) (s Scadenza, err error) {
		var end periodo.Data
		var id, role string
		err = scan(&end, &id, &s.Oggetto, &role, &s.Ente, &s.IPA)
		s.Quando, s.Dettaglio = periodo.DayOnly(end), message.New("%s, nomina %s", role, id)
		return s, err
	}, `SELECT n.al, CAST(n.id AS TEXT), r.codice, r.nome, e.denominazione, coalesce(e.ipa, '')
		FROM nomina n JOIN ruolo r ON r.id = n.ruolo_id JOIN ente e ON e.id = n.ente_id
		WHERE n.stato IN ('attiva', 'cessata') AND n.al BETWEEN ? AND ? AND NOT EXISTS (
			SELECT 1 FROM nomina m WHERE m.ente_id = n.ente_id AND m.ruolo_id = n.ruolo_id AND m.id <> n.id
				AND m.stato IN ('attiva', 'cessata', 'sostituita') AND (m.al IS NULL OR m.al > n.al))`+where+`
		ORDER BY n.al, e.norma, r.codice, n.id`, append([]any{q.AsOf, q.Fine()}, args...)...)
}

func (q QuesitoScadenze) contatti(ctx context.Context, tx *db.Tx) ([]Scadenza, error) {
	due, err := contatto.List(ctx, tx, contatto.Filter{Enti: q.Enti, Due: q.Fine()})
	list := make([]Scadenza, len(due))
	for i, c := range due {
		day := c.ProssimoIl
		if day.IsZero() {
			day = c.Data
		}
		list[i] = Scadenza{
			Quando: periodo.DayOnly(day), Oggetto: string(c.Parte), Ente: c.Ente, IPA: c.IPA,
			Dettaglio: message.New("%s, last contact on %s: %s", string(c.Canale), c.Data, string(c.Esito)),
		}
	}
	return list, err
}
