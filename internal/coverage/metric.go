package coverage

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// Metric is one way in which an ente can be covered. The arithmetic of the
// figures knows nothing more of it than this.
type Metric struct {
	// Nome is what people type for the metric.
	Nome string
	// Title says what is counted, as the heading of a report.
	Title message.Text
	// universe returns the enti that are measured.
	universe func(ctx context.Context, tx *db.Tx, s scope, q Question) ([]member, error)
	// lines returns what is counted: for each line the state of every one of
	// the enti that is covered.
	lines func(ctx context.Context, tx *db.Tx, members []member, q Question) ([]covered, error)
}

// covered is one line of a metric: the states of the enti that are covered, by
// id.
type covered struct {
	ruolo string
	stati map[int64]stato
}

// Metrics returns the metrics, the default first.
func Metrics() []Metric {
	return []Metric{
		{Nome: "nomina", Title: message.New("Coverage of nomine"), universe: universe, lines: nomine},
	}
}

// MetricNames returns what people type for the metrics, the default first.
func MetricNames() []string {
	var names []string
	for _, m := range Metrics() {
		names = append(names, m.Nome)
	}
	return names
}

// FindMetric returns the metric with that name, or a fault of kind Usage.
func FindMetric(name string) (Metric, error) {
	for _, m := range Metrics() {
		if m.Nome == name {
			return m, nil
		}
	}
	return Metric{}, fault.New(fault.Usage, "there is no metric %q", name).
		WithHint("choose one of: %s", strings.Join(MetricNames(), ", "))
}

// nomine is the metric nomina: an ente is covered in a role by a valid nomina
// of its own or, in the territorial basis, by that of an Unione that covers
// it.
func nomine(ctx context.Context, tx *db.Tx, members []member, q Question) ([]covered, error) {
	lines := make([]covered, len(q.Ruoli))
	for i, r := range q.Ruoli {
		lines[i] = covered{ruolo: r.Codice, stati: map[int64]stato{}}
	}
	if len(members) == 0 {
		return lines, nil
	}
	query, args := nomineQuery(members, q)
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var enteID, ruoloID int64
		var byUnione bool
		if err := scan(&enteID, &ruoloID, &byUnione); err != nil {
			return err
		}
		state := diretto
		if byUnione {
			state = tramiteUnione
		}
		i := slices.IndexFunc(q.Ruoli, func(r ruolo.Ruolo) bool { return r.ID == ruoloID })
		lines[i].stati[enteID] = max(state, lines[i].stati[enteID])
		return nil
	}, query, args...)
	return lines, err
}

// nomineQuery returns the SQL of the nomine that cover the enti: the ente, the
// role, and 1 when the nomina is that of an Unione. The cross joins make the
// engine begin from the enti, of which there are few when a region is asked
// for.
func nomineQuery(members []member, q Question) (sql string, args []any) {
	day := q.Filter.AsOf
	valid := nomina.ValidAt + ` AND n.ruolo_id IN (?` + strings.Repeat(`, ?`, len(q.Ruoli)-1) + `)`
	validArgs := []any{day, day}
	for _, r := range q.Ruoli {
		validArgs = append(validArgs, r.ID)
	}
	ids := idsOf(members)
	sql = `SELECT e.id, n.ruolo_id, 0 FROM ente e CROSS JOIN nomina n
		WHERE e.id IN (` + ids + `) AND n.ente_id = e.id AND ` + valid
	if q.Base != Territoriale {
		return sql, validArgs
	}
	sql += `
		UNION ALL SELECT e.id, n.ruolo_id, 1
		FROM ente e CROSS JOIN adesione_unione a CROSS JOIN ente x CROSS JOIN nomina n
		WHERE e.id IN (` + ids + `) AND e.tipo = 'comune' AND a.comune_id = e.id AND ` + validOn("a") + `
			AND x.id = a.unione_id AND ` + validOn("x") + ` AND n.ente_id = x.id AND n.copre = 'aderenti' AND ` + valid + `
		UNION ALL SELECT e.id, n.ruolo_id, 1
		FROM ente e CROSS JOIN nomina_estensione s CROSS JOIN nomina n CROSS JOIN ente x
		WHERE e.id IN (` + ids + `) AND e.tipo = 'comune' AND s.ente_id = e.id AND n.id = s.nomina_id
			AND n.copre = 'elenco' AND x.id = n.ente_id AND ` + validOn("x") + ` AND ` + valid
	args = append(slices.Clone(validArgs), day, day, day, day)
	args = append(args, validArgs...)
	args = append(args, day, day)
	return sql, append(args, validArgs...)
}

// idsOf writes the ids of enti for an IN: as numbers, because there may be more
// of them than a statement has parameters.
func idsOf(members []member) string {
	var b []byte
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, m.id, 10)
	}
	return string(b)
}
