// Package coverage answers which share of the territory is covered: how many
// enti of a universe have what a metric asks for on a day, how many have not,
// and which ones.
//
// Covered and uncovered enti always add up to the universe, a total is counted
// on the union of its groups and never averaged, and no share exists without
// something to divide by. The definitions are those of the office's coverage
// semantics; the arithmetic is pure, and every metric goes through it.
package coverage

import (
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/quota"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// Base says which nomine cover an ente.
type Base string

// The bases of a figure.
const (
	// Diretta counts the enti with a nomina of their own.
	Diretta Base = "diretta"
	// Territoriale also counts the comuni that a nomina of their Unione covers
	// (CAD, d.lgs. 82/2005, art. 17 c. 1-septies).
	Territoriale Base = "territoriale"
)

// Basi returns the bases, the default first.
func Basi() []Base { return []Base{Diretta, Territoriale} }

// Peso says what an ente weighs in a figure.
type Peso string

// The weights of an ente.
const (
	// PerEnte lets every ente count as one.
	PerEnte Peso = "enti"
	// PerPopolazione lets every comune count as its residents. Other enti do
	// not count: they would count the same residents again.
	PerPopolazione Peso = "popolazione"
)

// Pesi returns the weights, the default first.
func Pesi() []Peso { return []Peso{PerEnte, PerPopolazione} }

// Dimensione is what the enti of a figure are divided by.
type Dimensione string

// The dimensions. The provincia of an ente is where it lies, whether or not
// the body of that name still exists.
const (
	PerRegione   Dimensione = "regione"
	PerProvincia Dimensione = "provincia"
	PerTipo      Dimensione = "tipo"
	PerClasse    Dimensione = "classe"
	PerUnione    Dimensione = "unione"
	PerArea      Dimensione = "area"
	PerCapoluogo Dimensione = "capoluogo"
)

// Dimensioni returns the dimensions.
func Dimensioni() []Dimensione {
	return []Dimensione{PerRegione, PerProvincia, PerTipo, PerClasse, PerUnione, PerArea, PerCapoluogo}
}

// The lines that sum up the roles of a figure, beside those of the roles.
const (
	// Tutti counts the enti in which every role is covered.
	Tutti = "tutti"
	// AlmenoUno counts the enti in which at least one role is covered.
	AlmenoUno = "almeno_uno"
)

// Question is what is asked.
type Question struct {
	Metric Metric
	Subject
	// Filter narrows the universe; its day AsOf is the day of the figures.
	Filter ente.Filter
	Base   Base
	Peso   Peso
	// Piattaforma is that of the conventions that count, for the metrics that
	// count conventions.
	Piattaforma string
	// SenzaConvenzioni says that no convention for the platform is recorded, so
	// that no ente can be under one.
	SenzaConvenzioni bool
	// Corsi restricts the enrolments that count, for the metrics that count
	// enrolments.
	Corsi Corsi
	// Bandi says which projects count, for the metric that counts them.
	Bandi Bandi
	// Per divides the enti into groups; empty for one figure of all.
	Per Dimensione
	// Decimali are those of the percentages: 0, 1 or 2.
	Decimali int
}

// Subject is whose coverage is asked, and of which roles.
type Subject struct {
	// Programma is the programme whose scope is the universe; without one, the
	// zero Programma, the universe is every local body.
	Programma programma.Programma
	// Altri are the codes of the programmes when there are several and none of
	// them was meant.
	Altri []string
	Ruoli []ruolo.Ruolo
	// Scelti says that the roles were asked for by name, and not taken because
	// they are compulsory.
	Scelti bool
}

// Fondamento returns the basis of the figures as people name it, empty for a
// metric that has only one.
func (q Question) Fondamento() string {
	switch {
	case q.Metric.Basi:
		return string(q.Base)
	case q.Metric.Bandi && q.Bandi.Interessati:
		return "interessati"
	case q.Metric.Bandi:
		return "titolari"
	}
	return ""
}

// sums reports whether the lines tutti and almeno_uno follow those of the
// roles: always but for a single role asked for by name, and for a metric that
// has no roles.
func (q Question) sums() bool { return q.Metric.Ruoli && (!q.Scelti || len(q.Ruoli) > 1) }

// Row is the figure of one line (a role, a sum of roles, or all that a metric
// without roles counts) in one group. What it counts, the metric says: enti
// or, by population, residents; enrolments; provinces; persons for the
// employees of their enti.
type Row struct {
	// Gruppo is empty for the enti that are in no group and for a total.
	Gruppo string
	Ruolo  string
	// Misurati is the denominator.
	Misurati int64
	// Diretti and Tramite add up to the numerator: what is covered by itself
	// and what is covered through an Unione or a capofila alone.
	Diretti, Tramite int64
	// Esclusi are the enti, or residents, kept out of the universe by hand.
	Esclusi int64
	// Iscrizioni are the enrolments by state, for the metrics that count them.
	Iscrizioni Iscrizioni
}

// Coperti returns the numerator.
func (r Row) Coperti() int64 { return r.Diretti + r.Tramite }

// Scoperti returns what is left of the denominator.
func (r Row) Scoperti() int64 { return r.Misurati - r.Coperti() }

// Quota returns the share that is covered, unknown when there is nothing to
// divide by.
func (r Row) Quota(decimals int) quota.Quota { return quota.Of(r.Coperti(), r.Misurati, decimals) }

// Answer is the figures that answer a question.
type Answer struct {
	Question Question
	Universe Universe
	// Rows has one figure for each line and group, line by line.
	Rows []Row
	// Totals has one figure for each line, counted on all groups together.
	Totals []Row
	// InPiuGruppi is the number of enti that are in more than one group, so
	// that the rows add up to more than the total.
	InPiuGruppi int
	// PersoneInPiuGruppi is the number of persons that are counted in the enti
	// of more than one group, with the same effect.
	PersoneInPiuGruppi int
	// Residenti and Dipendenti say which figures of population and of employees
	// were used, zero when none was.
	Residenti, Dipendenti Statistica
}

// Universe says what the figures are measured against, in enti whatever they
// weigh.
type Universe struct {
	Enti, Esclusi int
	// Tipi are the types of the enti, in the order of ente.Tipi, without those
	// that are missing.
	Tipi []Tipo
}

// Tipo is how many enti of the universe have a type.
type Tipo struct {
	Tipo ente.Tipo
	Enti int
}

// Statistica says which figures of the enti, such as their residents, an answer
// used.
type Statistica struct {
	// Dal and Al are the first and the last day that the figures describe, zero
	// when there are none.
	Dal, Al periodo.Data
	// Ignoti is the number of enti without a figure. Where figures are added
	// up, they are left out of both the numerator and the denominator.
	Ignoti int
}

// add notes a figure of that day, or with no day that there is none.
func (s *Statistica) add(on periodo.Data) {
	if on.IsZero() {
		s.Ignoti++
		return
	}
	if s.Dal.IsZero() || on.Before(s.Dal) {
		s.Dal = on
	}
	if s.Al.IsZero() || on.After(s.Al) {
		s.Al = on
	}
}

// usesResidents reports whether the answer depends on the population of enti.
func (q Question) usesResidents() bool {
	return q.Peso == PerPopolazione || q.Per == PerClasse || len(q.Filter.Classi) > 0 || q.Bandi.hasClasses()
}
