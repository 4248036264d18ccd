package coverage

import (
	"context"
	"slices"
	"time"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Passo is the distance between two days of a trend.
type Passo string

// The steps of a trend.
const (
	Giorno    Passo = "day"
	Settimana Passo = "week"
	Mese      Passo = "month"
	Trimestre Passo = "quarter"
)

// Passi returns the steps, the shortest first.
func Passi() []Passo { return []Passo{Giorno, Settimana, Mese, Trimestre} }

// maxSteps bounds a trend, each day of which is measured anew: ten years of
// days.
const maxSteps = 3660

// days returns the days from the first up to the last, n steps after the first
// each, and the last one in any case. A month that lacks the day of the first
// ends on its last day.
func (p Passo) days(from, to periodo.Data) []periodo.Data {
	var days []periodo.Data
	for n := 0; ; n++ {
		var d periodo.Data
		switch p {
		case Giorno:
			d = from.AddDays(n)
		case Settimana:
			d = from.AddDays(7 * n)
		case Mese:
			d = addMonths(from, n)
		default:
			d = addMonths(from, 3*n)
		}
		switch {
		case len(days) > maxSteps:
			return days
		case d.After(to):
			if n > 0 && days[n-1].Before(to) {
				days = append(days, to)
			}
			return days
		}
		days = append(days, d)
	}
}

func addMonths(d periodo.Data, n int) periodo.Data {
	year, month, day := d.Time().Date()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	// The day before the first of the month after.
	last := periodo.Day(first.Year(), first.Month()+1, 0)
	return periodo.On(first).AddDays(min(day, last.Time().Day()) - 1)
}

// Trend is the same figures on several days.
type Trend struct {
	Punti []Punto
	// Universe is that of the last day.
	Universe Universe
	// Residenti and Dipendenti say which figures of population and of employees
	// were used on the last day.
	Residenti, Dipendenti Statistica
	// Movimenti say what entered and left the universe between the first and
	// the last day.
	Movimenti []Movimento
}

// Punto is the figures of one day.
type Punto struct {
	Data periodo.Data
	// Totals has one figure for each line.
	Totals []Row
	// Mossa says that enti entered or left the universe since the point before.
	Mossa bool
}

// ComputeTrend returns the figures of the question on the days from the first
// to the last, at the given steps, and on the last; the day of the question's filter counts for
// nothing. It returns a fault of kind Usage when the last day comes before the
// first, when there are too many days, and as Compute does.
func ComputeTrend(ctx context.Context, tx *db.Tx, q Question, from, to periodo.Data, step Passo) (Trend, error) {
	days := step.days(from, to)
	switch {
	case len(days) == 0:
		return Trend{}, fault.New(fault.Usage, "a trend cannot go from %s back to %s", from, to).
			WithHint("exchange --from and --to")
	case len(days) > maxSteps:
		return Trend{}, fault.New(fault.Usage, "from %s to %s there are more than %d steps", from, to, maxSteps).
			WithHint("take a longer --step or a shorter period")
	}
	a, err := scopeOfProgramme(ctx, tx, q)
	if err != nil {
		return Trend{}, err
	}
	q.Per = ""
	var t Trend
	var moves []move
	var before []int64
	for i, d := range days {
		q.Filter.AsOf = d
		m, err := measure(ctx, tx, q, a)
		if err != nil {
			return Trend{}, err
		}
		present := presentIDs(m.enti)
		answer := count(q, m)
		t.Universe, t.Residenti, t.Dipendenti = answer.Universe, answer.Residenti, answer.Dipendenti
		point := Punto{Data: d, Totals: answer.Totals}
		if i > 0 {
			found := movesBetween(before, present, days[i-1], d)
			point.Mossa = len(found) > 0
			moves = append(moves, found...)
		}
		before = present
		t.Punti = append(t.Punti, point)
	}
	t.Movimenti, err = explainMoves(ctx, tx, moves)
	return t, err
}

// presentIDs returns the ids of the enti that count, in order.
func presentIDs(members []member) []int64 {
	ids := make([]int64, 0, len(members))
	for _, m := range members {
		if !m.escluso {
			ids = append(ids, m.id)
		}
	}
	return ids
}

// movesBetween compares two universes.
func movesBetween(before, after []int64, from, to periodo.Data) []move {
	var moves []move
	for _, id := range after {
		if _, was := slices.BinarySearch(before, id); !was {
			moves = append(moves, move{enteID: id, entered: true, after: from, upTo: to})
		}
	}
	for _, id := range before {
		if _, is := slices.BinarySearch(after, id); !is {
			moves = append(moves, move{enteID: id, after: from, upTo: to})
		}
	}
	return moves
}
