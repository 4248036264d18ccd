package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
	"github.com/dtctl/dtctl/internal/render"
)

// showTrend prints the figures over time.
func (f *coverageFlags) showTrend(ctx context.Context, tx *db.Tx, env *Env, _ *cobra.Command) error {
	q, err := f.question(ctx, tx, env)
	if err != nil {
		return err
	}
	trend, err := coverage.ComputeTrend(ctx, tx, q, f.from, f.to, f.step)
	if err != nil {
		return err
	}
	words, err := coverage.WordsOf(ctx, tx, q.Filter)
	if err != nil {
		return err
	}
	parameters := append(coverageParameters(q, words),
		render.Parameter{Key: "dal", Title: "From", Value: f.from},
		render.Parameter{Key: "al", Title: "To", Value: f.to},
		render.Parameter{Key: "passo", Title: "Step", Value: stepWords(f.step)})
	return env.report(render.Report{
		Title:      message.New("%s — trend", coverageTitle(q, words)),
		Parameters: parameters,
		AsOf:       trend.Punti[len(trend.Punti)-1].Data,
		Universe:   universeOf(trend.Universe),
		Rows:       render.List(trendColumns(q), trendRows(trend)),
		Notes: slices.Concat(universeNotes(q, trend.Universe, words), dayNotes(f.from, f.to, env.Today()),
			movementNotes(trend.Movimenti), residentNotes(q, trend.Residenti), headcountNotes(q, trend.Dipendenti)),
	})
}

// stepWords is how far apart the days of a trend are, in words.
func stepWords(step coverage.Passo) message.Text {
	switch step {
	case coverage.Giorno:
		return message.New("day")
	case coverage.Settimana:
		return message.New("week")
	case coverage.Mese:
		return message.New("month")
	}
	return message.New("quarter")
}

// trendRow is the figure of a line on a day.
type trendRow struct {
	day periodo.Data
	coverage.Row
	// before is the figure of the point before, nil for the first.
	before *coverage.Row
	moved  bool
}

func trendRows(t coverage.Trend) []trendRow {
	var rows []trendRow
	for i, p := range t.Punti {
		for n, r := range p.Totals {
			row := trendRow{day: p.Data, Row: r, moved: p.Mossa}
			if i > 0 {
				row.before = &t.Punti[i-1].Totals[n]
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func trendColumns(q coverage.Question) []render.Column[trendRow] {
	figure := func(r trendRow) coverage.Row { return r.Row }
	columns := []render.Column[trendRow]{{Key: "data", Title: "Day", Value: func(r trendRow) any { return r.day }}}
	columns = append(columns, keyColumns(q, func(r trendRow) (gruppo, ruolo string) { return "", r.Ruolo })...)
	columns = append(columns, []render.Column[trendRow]{
		countColumn(q.Misurati(), false, figure),
		{Key: "segno", Title: "†", Value: func(r trendRow) any {
			if !r.moved {
				return ""
			}
			return "†"
		}},
		countColumn(q.Coperti(), false, figure),
		quotaColumn(q.Quota(), q, figure),
		{Key: "delta", Title: "Δ p.p.", Number: true, Value: func(r trendRow) any {
			if r.before == nil {
				return nil
			}
			return quota.Punti{From: r.before.Quota(q.Decimali), To: r.Quota(q.Decimali)}
		}},
	}...)
	return append(columns, askedColumns[trendRow](q)...)
}

// movementNotes say why the universe moved.
func movementNotes(list []coverage.Movimento) []message.Text {
	var notes []message.Text
	for _, m := range list {
		n, names := len(m.Enti), strings.Join(m.Enti, ", ")
		if m.Entrati {
			notes = append(notes, message.New("† %s: +%d %s (%s)", m.Data, n, names, cause(m)))
		} else {
			notes = append(notes, message.New("† %s: −%d %s (%s)", m.Data, n, names, cause(m)))
		}
	}
	return notes
}

// cause says in words why enti entered or left.
func cause(m coverage.Movimento) message.Text {
	switch m.Causa {
	case coverage.Nascita:
		return message.New("new")
	case coverage.Fine:
		if m.Altrove != "" {
			return message.New("now %s", m.Altrove)
		}
		return message.New("ended")
	case coverage.CambioRegione:
		if m.Entrati {
			return message.New("from %s", m.Altrove)
		}
		return message.New("to %s", m.Altrove)
	case coverage.CambioProvincia:
		if m.Entrati {
			return message.New("from the province %s", m.Altrove)
		}
		return message.New("to the province %s", m.Altrove)
	}
	return message.New("by another change of what was asked for: area, Unione, class, capoluogo, liquidation")
}
