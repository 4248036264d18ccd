package bando

import (
	"context"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Stato says how far a call has come, as it is stored.
type Stato string

// The states of a call in the order of its life.
const (
	// Bozza is a call that is not published yet.
	Bozza Stato = "bozza"
	// Pubblicato is a call that is known; applications arrive between its days.
	Pubblicato Stato = "pubblicato"
	// Esaurito is a call whose money is gone before its end: it takes no more
	// applications.
	Esaurito Stato = "esaurito"
	// Chiuso is a call that takes no more applications.
	Chiuso Stato = "chiuso"
	// Istruttoria is a call whose applications are being examined.
	Istruttoria Stato = "istruttoria"
	// Concluso is a call of which every decision is taken.
	Concluso Stato = "concluso"
)

// Stati returns the states of a call in the order of its life.
func Stati() []Stato {
	return []Stato{Bozza, Pubblicato, Esaurito, Chiuso, Istruttoria, Concluso}
}

// Chiusure returns the states to which Close brings a call, in the order of its
// life.
func Chiusure() []Stato { return Stati()[2:] }

// Ordine returns the SQL of the place that a state, an expression such as a.stato,
// has in the life of a call.
func Ordine(state string) string {
	sql := `CASE ` + state
	for i, s := range Stati() {
		sql += ` WHEN '` + string(s) + `' THEN ` + strconv.Itoa(i)
	}
	return sql + ` END`
}

// Atto is an act by which a call entered a state.
type Atto struct {
	Stato Stato
	Data  periodo.Data
	// Atto is the act as people cite it, empty where it is not known.
	Atto string
}

// StatoAl returns the state of a call on a day, of which the acts are given in
// the order of their states: the last that was entered, and chiuso when that is
// pubblicato and the last day of the applications has passed.
func (b Bando) StatoAl(acts []Atto, day periodo.Data) Stato {
	s := Bozza
	for _, a := range acts {
		if !a.Data.After(day) {
			s = a.Stato
		}
	}
	if s == Pubblicato && !b.Scade.IsZero() && day.After(b.Scade.Giorno()) {
		return Chiuso
	}
	return s
}

// Atti returns the acts of a call in the order of their states.
func Atti(ctx context.Context, tx *db.Tx, bandoID int64) ([]Atto, error) {
	acts, err := db.Collect(ctx, tx, func(scan db.Scan) (a Atto, err error) {
		err = scan(&a.Stato, &a.Data, &a.Atto)
		return a, err
	}, `SELECT stato, data, coalesce(atto, '') FROM bando_atto WHERE bando_id = ? ORDER BY id`, bandoID)
	slices.SortStableFunc(acts, func(a, b Atto) int {
		return slices.Index(Stati(), a.Stato) - slices.Index(Stati(), b.Stato)
	})
	return acts, err
}

// Publish writes, or corrects, the day on which a call was published. It returns a
// fault of kind Failed when applications have ended before that day, or when the
// call was in a later state before it.
func Publish(ctx context.Context, tx *db.Tx, b Bando, data periodo.Data, atto string) error {
	acts, err := Atti(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	if !b.Scade.IsZero() && data.After(b.Scade.Giorno()) {
		return fault.New(fault.Failed, "dates out of order: the call %s cannot be published on %s, after the end of its applications on %s",
			b.Codice, data, b.Scade).WithHint("correct one of the two with --published or --closes")
	}
	return enter(ctx, tx, b, acts, Atto{Stato: Pubblicato, Data: data, Atto: atto})
}

// checkDays returns a fault of kind Failed when the days of the applications,
// where one of them is another than before, do not agree with the acts of the call:
// they end before it is published, or begin after it took no more of them.
func (b Bando) checkDays(before Bando, acts []Atto) error {
	for _, a := range acts {
		switch {
		case a.Stato == Pubblicato && b.Scade != before.Scade && !b.Scade.IsZero() && a.Data.After(b.Scade.Giorno()):
			return fault.New(fault.Failed, "dates out of order: applications for the call %s cannot end on %s, before its publication on %s",
				b.Codice, b.Scade, a.Data).WithHint("correct one of the two with --published or --closes")
		case a.Stato != Pubblicato && b.Apre != before.Apre && !b.Apre.IsZero() && b.Apre.Giorno().After(a.Data):
			return fault.New(fault.Failed, "dates out of order: applications for the call %s cannot begin on %s: it is %s on %s",
				b.Codice, b.Apre, string(a.Stato), a.Data).
				WithHint("correct the day with --opens; see its acts with: dtctl bando show %s", b.Codice)
		}
	}
	return nil
}

// Close brings a call to a later state on a day: esaurito, chiuso, istruttoria
// or concluso. It returns a fault of kind Failed when the call is not published,
// is in that state or a later one already, or when the day comes before that of
// an earlier state.
func Close(ctx context.Context, tx *db.Tx, b Bando, a Atto) error {
	acts, err := Atti(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	if len(acts) == 0 {
		return fault.New(fault.Failed, "the call %s is not published yet", b.Codice).
			WithHint("write when it was with: dtctl bando edit %s --published DAY", b.Codice)
	}
	if last := acts[len(acts)-1]; slices.Index(Stati(), last.Stato) >= slices.Index(Stati(), a.Stato) {
		return fault.New(fault.Failed, "the call %s is %s since %s", b.Codice, string(last.Stato), last.Data).
			WithHint("see its acts with: dtctl bando show %s; take a wrong one back with dtctl undo", b.Codice)
	}
	return enter(ctx, tx, b, acts, a)
}

// enter writes the act by which a call entered a state, in place of the one
// there is.
func enter(ctx context.Context, tx *db.Tx, b Bando, acts []Atto, a Atto) error {
	at := slices.Index(Stati(), a.Stato)
	for _, other := range acts {
		i := slices.Index(Stati(), other.Stato)
		if i < at && other.Data.After(a.Data) || i > at && other.Data.Before(a.Data) {
			return fault.New(fault.Failed, "the call %s cannot be %s on %s: it is %s on %s",
				b.Codice, string(a.Stato), a.Data, string(other.Stato), other.Data).
				WithHint("give the days in the order of the life of a call: %s", list(Stati()[1:]))
		}
	}
	_, err := tx.Exec(ctx, `INSERT INTO bando_atto (bando_id, stato, data, atto) VALUES (?1, ?2, ?3, nullif(?4, ''))
		ON CONFLICT (bando_id, stato) DO UPDATE SET data = ?3, atto = coalesce(nullif(?4, ''), atto)
			WHERE data <> ?3 OR coalesce(atto, '') <> ?4`,
		b.ID, string(a.Stato), a.Data, a.Atto)
	return err
}
