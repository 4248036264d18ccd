package coverage

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// Resolve returns the subject that people mean by the code of a programme and
// the codes of roles, any of which may be missing.
//
// Without a programme it is that of the roles when all of them belong to one,
// or else the only one of the database. Without roles they are the compulsory
// ones: those of the programme or, when there is none, the general ones. It
// returns a fault of kind Failed when a code is unknown or ambiguous, when a
// role belongs to another programme, and when no role is compulsory.
func Resolve(ctx context.Context, tx *db.Tx, codice string, ruoli []string) (Subject, error) {
	s, err := programmeOf(ctx, tx, codice)
	if err != nil {
		return s, err
	}
	if len(ruoli) == 0 {
		s.Ruoli, err = compulsory(ctx, tx, s.Programma)
		return s, err
	}
	s.Scelti = true
	seen := map[int64]bool{}
	for _, c := range ruoli {
		r, err := ruolo.Find(ctx, tx, c, s.Programma.ID)
		if err != nil {
			return s, err
		}
		if !seen[r.ID] {
			seen[r.ID] = true
			s.Ruoli = append(s.Ruoli, r)
		}
	}
	if owner := commonOwner(s.Ruoli); s.Programma.ID == 0 && owner != "" {
		s.Altri = nil
		s.Programma, err = programma.Find(ctx, tx, owner)
	}
	return s, err
}

// ResolveProgramme returns the subject of a metric without roles: that of the
// programme with that code or, without one, of the only programme of the
// database. It returns a fault of kind Failed when the code is unknown.
func ResolveProgramme(ctx context.Context, tx *db.Tx, codice string) (Subject, error) {
	return programmeOf(ctx, tx, codice)
}

// programmeOf returns the subject of the programme with that code or, without
// one, of the only programme of the database.
func programmeOf(ctx context.Context, tx *db.Tx, codice string) (s Subject, err error) {
	if codice != "" {
		s.Programma, err = programma.Find(ctx, tx, codice)
		return s, err
	}
	list, err := programma.List(ctx, tx)
	if len(list) == 1 {
		s.Programma = list[0]
		return s, err
	}
	for _, p := range list {
		s.Altri = append(s.Altri, p.Codice)
	}
	return s, err
}

// commonOwner returns the code of the programme to which all the roles belong,
// empty when there is no such programme.
func commonOwner(ruoli []ruolo.Ruolo) string {
	for _, r := range ruoli {
		if r.ProgrammaID != ruoli[0].ProgrammaID {
			return ""
		}
	}
	return ruoli[0].Programma
}

// compulsory returns the compulsory roles of the programme or, without one, the
// general ones.
func compulsory(ctx context.Context, tx *db.Tx, p programma.Programma) ([]ruolo.Ruolo, error) {
	list, err := ruolo.List(ctx, tx, 0)
	if err != nil {
		return nil, err
	}
	var found []ruolo.Ruolo
	other := ""
	for _, r := range list {
		switch {
		case r.ProgrammaID == p.ID && r.Obbligatorio:
			found = append(found, r)
		case other == "" && (r.ProgrammaID == p.ID || r.ProgrammaID == 0):
			other = r.Codice
		}
	}
	switch {
	case len(found) > 0:
		return found, nil
	case p.ID == 0:
		return nil, fault.New(fault.Failed, "no general role is compulsory").
			WithHint("name the roles with --role, or see them with: dtctl ruolo list")
	case other == "":
		return nil, fault.New(fault.Failed, "the programme %s has no compulsory role", p.Codice).
			WithHint("add one with: dtctl ruolo add CODE --name NAME --programma %s", p.Codice)
	}
	return nil, fault.New(fault.Failed, "the programme %s has no compulsory role", p.Codice).
		WithHint("add one with: dtctl ruolo add CODE --name NAME --programma %s; or name another role: --role %s",
			p.Codice, other)
}

// Compute returns the figures that answer a question. It returns a fault of
// kind Usage when the question weighs by residents enti that are no comuni.
func Compute(ctx context.Context, tx *db.Tx, q Question) (Answer, error) {
	a, err := scopeOfProgramme(ctx, tx, q)
	if err != nil {
		return Answer{}, err
	}
	m, err := measure(ctx, tx, q, a)
	if err != nil {
		return Answer{}, err
	}
	return count(q, m), nil
}

// scopeOfProgramme reads the scope of the question's programme, the zero one
// without a programme. It returns the fault of Compute.
func scopeOfProgramme(ctx context.Context, tx *db.Tx, q Question) (programma.Ambito, error) {
	if q.Peso == PerPopolazione {
		for _, t := range q.Filter.Tipi {
			if t != ente.Comune {
				return programma.Ambito{}, fault.New(fault.Usage, "only comuni can be weighed by residents, not the type %q", string(t)).
					WithHint("leave out --type: other enti would count the same residents again")
			}
		}
	}
	if q.Programma.ID == 0 {
		return programma.Ambito{}, nil
	}
	return programma.AmbitoDi(ctx, tx, q.Programma.ID)
}

// measured is what a metric says of a universe on a day.
type measured struct {
	// enti are those of the universe and those kept out of it by hand.
	enti []member
	// units are what is counted: the enti, or what they are parts of.
	units []member
	// lines say something of each unit.
	lines []line
}

// measure returns the enti of the universe and what the metric says of them,
// on the day of the question's filter.
func measure(ctx context.Context, tx *db.Tx, q Question, a programma.Ambito) (measured, error) {
	members, err := universe(ctx, tx, scopeOf(q, a), q)
	if err != nil {
		return measured{}, err
	}
	lines, err := q.Metric.lines(ctx, tx, members, q)
	m := measured{enti: members, units: members, lines: lines}
	if q.Metric.units != nil && err == nil {
		m.units, m.lines = q.Metric.units(members, lines)
	}
	return m, err
}
