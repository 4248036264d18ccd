package coverage

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// Metric is one way of measuring the enti of a universe. The arithmetic of the
// figures, their words and what can be asked of them know nothing more of it
// than this.
type Metric struct {
	// Nome is what people type for the metric.
	Nome string
	// Per100 tells the figure that counts persons for each hundred employees
	// from the one of the same name that counts enti.
	Per100 bool
	// Title says what is counted, as the heading of a report.
	Title message.Text
	// Ruoli says that there is a line for each role, Basi that the basis
	// matters, Pesi that enti can weigh their residents, Mancanti that there
	// are uncovered enti to list, Convenzioni that a platform can be asked for,
	// Iscrizioni that a course or an edition can, and Bandi that a call can and
	// the enti that are only concerned.
	Ruoli, Basi, Pesi, Mancanti, Convenzioni, Iscrizioni, Bandi bool
	// Dimensioni are those by which the figures can be divided, nil for all.
	Dimensioni []Dimensione
	parole     parole
	// lines returns what is counted, with something for every one of the enti.
	lines func(ctx context.Context, tx *db.Tx, members []member, q Question) ([]line, error)
	// units returns what is counted in place of the enti, nil for the enti.
	units func(members []member, lines []line) ([]member, []line)
}

// Metrics returns the metrics, the default first.
func Metrics() []Metric {
	return []Metric{
		{
			Nome: "nomina", Title: message.New("Coverage of nomine"), parole: paroleNomina(), lines: nomine,
			Ruoli: true, Basi: true, Pesi: true, Mancanti: true,
		},
		{
			Nome: "formazione", Title: message.New("Enti with people in training"), parole: paroleFormazione(), lines: formazione,
			Iscrizioni: true, Pesi: true, Mancanti: true,
		},
		{
			Nome: "formazione", Per100: true, Title: message.New("People in training for each 100 employees"),
			parole: parolePer100(), lines: per100, Iscrizioni: true,
		},
		{
			Nome: "completamento", Title: message.New("Completed enrolments"), parole: paroleCompletamento(),
			lines: completamento, Iscrizioni: true,
		},
		{
			Nome: "convenzione", Title: message.New("Enti under a convention"), parole: paroleConvenzione(), lines: convenzioni,
			Convenzioni: true, Pesi: true, Mancanti: true,
		},
		{
			Nome: "bando", Title: message.New("Enti with projects of calls"), parole: paroleBando(), lines: bandi,
			Bandi: true, Pesi: true, Mancanti: true,
		},
		{
			Nome: "province", Title: message.New("Provinces with people in training"), parole: paroleProvince(),
			lines: formazione, units: province, Iscrizioni: true, Dimensioni: []Dimensione{PerRegione, PerProvincia},
		},
	}
}

// MetricNames returns what people type for the metrics, the default first.
func MetricNames() []string {
	var names []string
	for _, m := range Metrics() {
		if !slices.Contains(names, m.Nome) {
			names = append(names, m.Nome)
		}
	}
	return names
}

// FindMetric returns the metric with that name, with per100 the one that counts
// persons for each hundred employees. It returns a fault of kind Usage when
// there is no such metric.
func FindMetric(name string, per100 bool) (Metric, error) {
	for _, m := range Metrics() {
		if m.Nome == name && m.Per100 == per100 {
			return m, nil
		}
	}
	if per100 && slices.Contains(MetricNames(), name) {
		return Metric{}, fault.New(fault.Usage, "the metric %s counts no people for each 100 employees", name).
			WithHint("add --metric formazione, or leave out --per-100")
	}
	return Metric{}, fault.New(fault.Usage, "there is no metric %q", name).
		WithHint("choose one of: %s", strings.Join(MetricNames(), ", "))
}

// Divides reports whether the figures of the metric can be divided so.
func (m Metric) Divides(d Dimensione) bool {
	return len(m.Dimensioni) == 0 || slices.Contains(m.Dimensioni, d)
}

// positions returns where each ente stands among the members.
func positions(members []member) map[int64]int {
	at := make(map[int64]int, len(members))
	for i, m := range members {
		at[m.id] = i
	}
	return at
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
