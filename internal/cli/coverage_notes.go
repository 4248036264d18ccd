package cli

import (
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/coverage"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// coverageNotes say what must be known to read the figures.
func coverageNotes(a coverage.Answer, names coverage.Words, today periodo.Data) []message.Text {
	q := a.Question
	notes := append(universeNotes(q, a.Universe, names), dayNotes(q.Filter.AsOf, q.Filter.AsOf, today)...)
	if n := a.InPiuGruppi; n > 0 {
		notes = append(notes, message.Count(n,
			"%d ente is in more than one group, so that the rows add up to more than the total",
			"%d enti are in more than one group, so that the rows add up to more than the total", n))
	}
	if n := a.PersoneInPiuGruppi; n > 0 {
		notes = append(notes, message.Count(n,
			"%d person is enrolled for enti of more than one group, so that the rows add up to more than the total",
			"%d persons are enrolled for enti of more than one group, so that the rows add up to more than the total", n))
	}
	for _, r := range a.Rows {
		if r.Gruppo == "" && q.Per != "" {
			notes = append(notes, message.New("the row without a group has the enti that are in none"))
			break
		}
	}
	return append(append(notes, residentNotes(q, a.Residenti)...), headcountNotes(q, a.Dipendenti)...)
}

// headcountNotes say where the figures of employees come from, and for how many
// enti there are none.
func headcountNotes(q coverage.Question, s coverage.Statistica) []message.Text {
	if !q.Metric.Per100 {
		return nil
	}
	var notes []message.Text
	switch {
	case s.Al.IsZero():
	case s.Dal == s.Al:
		notes = append(notes, message.New("employees on %s", s.Al))
	default:
		notes = append(notes, message.New("figures of employees dated from %s to %s", s.Dal, s.Al))
	}
	if n := s.Ignoti; n > 0 {
		notes = append(notes, message.Count(n,
			"employees not known for %d ente, which is left out with its people",
			"employees not known for %d enti, which are left out with their people", n))
	}
	return notes
}

// residentNotes say where the figures of population come from.
func residentNotes(q coverage.Question, r coverage.Statistica) []message.Text {
	var notes []message.Text
	if q.Peso == coverage.PerPopolazione {
		notes = append(notes, message.New("the figures count the residents of the comuni, not the enti"))
	}
	switch {
	case r.Al.IsZero():
	case r.Dal == r.Al:
		notes = append(notes, message.New("population of %s", r.Al))
	default:
		notes = append(notes, message.New("population figures dated from %s to %s", r.Dal, r.Al))
	}
	if n := r.Ignoti; n > 0 && q.Peso == coverage.PerPopolazione {
		notes = append(notes, message.Count(n,
			"population not known for %d ente, which is left out of both sums",
			"population not known for %d enti, which are left out of both sums", n))
	}
	return notes
}

// universeNotes say how the universe came about where that may surprise.
func universeNotes(q coverage.Question, u coverage.Universe, names coverage.Words) []message.Text {
	var notes []message.Text
	if q.SenzaConvenzioni {
		notes = append(notes, noConventionNote(q.Piattaforma))
	}
	if n := len(q.Altri); n > 0 && !q.Metric.Ruoli {
		notes = append(notes, message.New("%d programmes (%s): choose one with --programma; this figure counts every local body",
			n, strings.Join(q.Altri, ", ")))
	} else if n > 0 {
		var roles []string
		for _, r := range q.Ruoli {
			roles = append(roles, r.Codice)
		}
		notes = append(notes, message.Count(len(roles),
			"%d programmes (%s): choose one with --programma; this figure counts every local body for the role %s",
			"%d programmes (%s): choose one with --programma; these figures count every local body for the roles %s",
			n, strings.Join(q.Altri, ", "), strings.Join(roles, ", ")))
	}
	if u.Enti+u.Esclusi > 0 {
		return append(notes, callNotes(q.Bandi.Bando)...)
	}
	if b := q.Bandi.Bando; len(b.Beneficiari) > 0 {
		return append(notes, message.New("no ente of the scope may apply for the call %s, which is for: %s", b.Codice, b.Ammessi()))
	}
	if places := slices.Concat(names.Regioni, names.Province, names.Aree, names.Unioni); len(places) > 0 {
		return append(notes, message.New("no ente of the scope lies in %s: check the filters", strings.Join(places, ", ")))
	}
	return append(notes, message.New("no ente of the scope passes the filters: check them"))
}

// callNotes say whom the projects of one call are measured against.
func callNotes(b bando.Bando) []message.Text {
	switch {
	case b.ID == 0:
		return nil
	case len(b.Beneficiari) == 0:
		return []message.Text{message.New("the call %s does not say who may apply: the universe is every ente of the scope", b.Codice)}
	}
	return []message.Text{message.New("only the enti that may apply for the call %s count", b.Codice)}
}

// noConventionNote says that the figures of a platform can only be none.
func noConventionNote(platform string) message.Text {
	return message.New("no convention for %s is recorded", platform)
}

// dayNotes say what the data cannot know of the days from the first to the
// last.
func dayNotes(first, last, today periodo.Data) []message.Text {
	var notes []message.Text
	if begins := ente.InizioRegistro(); first.Before(begins) {
		notes = append(notes, message.New("the register begins on %s: comuni that ended before are missing", begins))
	}
	if last.After(today) {
		notes = append(notes, message.New("%s has not come yet: the figures are those that the data say today", last))
	}
	return notes
}
