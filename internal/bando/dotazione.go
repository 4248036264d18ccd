package bando

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Dotazione is an act that gives a call money or, when negative, takes it away.
type Dotazione struct {
	ID      int64
	BandoID int64
	Data    periodo.Data
	Importo euro.Importo
	// Atto is the act as people cite it, empty where it is not known.
	Atto string
}

// Dotazioni returns the acts of endowment of a call by day.
func Dotazioni(ctx context.Context, tx *db.Tx, bandoID int64) ([]Dotazione, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (d Dotazione, err error) {
		err = scan(&d.ID, &d.BandoID, &d.Data, &d.Importo, &d.Atto)
		return d, err
	}, `SELECT id, bando_id, data, importo_cent, coalesce(atto, '') FROM bando_dotazione WHERE bando_id = ? ORDER BY data, id`, bandoID)
}

// Refinance writes an act of endowment of a call. It returns a fault of kind
// Usage when the amount is nothing and, for a call of the office, of kind Failed
// when it takes away money that is granted on some day, or when it is the first
// act and does not cover what is granted already. What others decided of their
// calls is for Check to judge.
func Refinance(ctx context.Context, tx *db.Tx, b Bando, d Dotazione) error {
	if d.Importo == 0 {
		return fault.New(fault.Usage, "an act of endowment is of an amount other than 0").WithHint("add --amount EURO")
	}
	if b.Gestione == Propria {
		if err := checkDotazione(ctx, tx, b, d); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `INSERT INTO bando_dotazione (bando_id, data, importo_cent, atto) VALUES (?, ?, ?, nullif(?, ''))`,
		b.ID, d.Data, d.Importo, d.Atto)
	return err
}

// checkDotazione returns a fault of kind Failed when, after an act, more is granted
// on some day than the endowment of that day.
func checkDotazione(ctx context.Context, tx *db.Tx, b Bando, d Dotazione) error {
	fund, err := FundOf(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	left := fund.Available(d.Data)
	switch {
	case !fund.Known && d.Importo > 0:
		return fund.checkFirst(b, d)
	case d.Importo < 0 && left < -d.Importo:
		return fault.New(fault.Failed, "of the endowment of the call %s %s euro are free from %s on: %s cannot be taken away",
			b.Codice, left, d.Data, -d.Importo).
			WithHint("free what is granted first, with dtctl progetto renounce or revoke; see it with: dtctl bando show %s", b.Codice)
	}
	return nil
}

// checkFirst returns a fault of kind Failed when the first act of endowment of a
// call leaves, on some day, more granted than there is.
func (f Fund) checkFirst(b Bando, d Dotazione) error {
	most := -f.Available(periodo.Data{})
	if most <= 0 {
		return nil
	}
	first := f.moves[0].day
	switch {
	case d.Importo < most:
		return fault.New(fault.Failed, "granted ≤ endowment: %s euro of the call %s are granted already, and its first endowment is of %s",
			most, b.Codice, d.Importo).
			WithHint("the first act must be of at least %s euro, and of a day not after %s", most, first)
	case d.Data.After(first):
		return fault.New(fault.Failed, "granted ≤ endowment: projects of the call %s are granted money from %s on, and its first endowment is of %s",
			b.Codice, first, d.Data).
			WithHint("give the day of the act from which there was money, not after %s, with --date", first)
	}
	return nil
}

// Fund is the money of a call over time: its endowment, and what is granted of
// it.
type Fund struct {
	// Known says that there is an act of endowment: without one, nothing limits
	// what is granted.
	Known bool
	moves []move
}

// move is money that enters the fund (positive) or leaves it on a day.
type move struct {
	day    periodo.Data
	amount euro.Importo
	// granted tells what was granted, or freed, from an act of endowment.
	granted bool
}

// FundOf returns the money of a call.
func FundOf(ctx context.Context, tx *db.Tx, bandoID int64) (Fund, error) {
	var f Fund
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var m move
		err := scan(&m.day, &m.amount, &m.granted)
		f.moves = append(f.moves, m)
		f.Known = f.Known || !m.granted
		return err
	}, `SELECT data, importo_cent, 0 FROM bando_dotazione WHERE bando_id = ?1
		UNION ALL
		SELECT a.data, -sum(a.concesso_cent), 1 FROM progetto p JOIN progetto_atto a ON a.progetto_id = p.id
		WHERE p.bando_id = ?1 AND a.concesso_cent <> 0 GROUP BY a.data`, bandoID)
	f.sort()
	return f, err
}

func (f *Fund) sort() {
	slices.SortStableFunc(f.moves, func(a, b move) int { return a.day.DaysSince(b.day) })
}

// Available returns how much can be granted on a day so that on no later day
// more is granted than the endowment of that day. It may be negative.
func (f Fund) Available(day periodo.Data) euro.Importo {
	var left euro.Importo
	i := 0
	for ; i < len(f.moves) && !f.moves[i].day.After(day); i++ {
		left += f.moves[i].amount
	}
	least := left
	for ; i < len(f.moves); i++ {
		left += f.moves[i].amount
		if i+1 == len(f.moves) || f.moves[i+1].day != f.moves[i].day {
			least = min(least, left)
		}
	}
	return least
}

// At returns the endowment on a day, and how much of it was granted then.
func (f Fund) At(day periodo.Data) (endowment, granted euro.Importo) {
	for _, m := range f.moves {
		switch {
		case m.day.After(day):
		case m.granted:
			granted -= m.amount
		default:
			endowment += m.amount
		}
	}
	return endowment, granted
}

// Overdrawn returns by how much more was granted than the endowment on the worst
// day, nothing where there is no endowment.
func (f Fund) Overdrawn() euro.Importo {
	if !f.Known {
		return 0
	}
	return max(0, -f.Available(periodo.Data{}))
}

// Grant notes that an amount is granted on a day.
func (f *Fund) Grant(day periodo.Data, amount euro.Importo) {
	f.moves = append(f.moves, move{day: day, amount: -amount, granted: true})
	f.sort()
}
