package cli

import (
	"slices"

	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/report"
)

// bandoReportNotes say what must be known to read the figures.
func bandoReportNotes(a report.RispostaBandi) []message.Text {
	notes := bandoMoneyNotes(a)
	if n := a.Ripetuti(); n > 0 {
		notes = append(notes, message.Count(int(n),
			"a project counts in each of its themes, with its money: the rows add up to %d project more than the total, which is of distinct projects",
			"a project counts in each of its themes, with its money: the rows add up to %d projects more than the total, which is of distinct projects", n))
	}
	for _, d := range a.Quesito.Per {
		if n := a.Senza[d]; n > 0 {
			notes = append(notes, withoutValueNote(d, int(n)))
		}
	}
	shared := slices.ContainsFunc(a.Righe, func(r report.RigaBandi) bool { return r.Dotazione > 0 })
	switch {
	case len(a.Righe) < 2 || !shared:
	case a.Quesito.DivideBandi():
		notes = append(notes, message.New("the percentage of a row is of the endowment of its own calls, that of the total of the endowment of all calls, those without projects too"))
	default:
		notes = append(notes, roundingNote())
	}
	return notes
}

// bandoMoneyNotes say which money the figures hold, and which they do not.
func bandoMoneyNotes(a report.RispostaBandi) []message.Text {
	var notes []message.Text
	for _, s := range a.Superate {
		notes = append(notes, message.New("the call %s grants %s euro over its endowment: see dtctl bando check %s", s.Bando, s.Oltre, s.Bando))
	}
	if n := len(a.SenzaDotazione); n > 0 {
		notes = append(notes, message.Count(n,
			"%d call has no recorded endowment: what it grants is in the column Granted and in no percentage (%s)",
			"%d calls have no recorded endowment: what they grant is in the column Granted and in no percentage (%s)", n, a.SenzaDotazione))
	}
	if amount := a.AltraMisura; amount > 0 {
		notes = append(notes, message.New("%s euro are granted to projects of another measure than that of their call: they are in the column Granted of their row and in the percentage of the total alone", amount))
	}
	if amount := a.Totale.DaRecuperare; amount > 0 {
		notes = append(notes, message.New("%s euro were paid over what is granted and are to be given back: they are subtracted in the column Left", amount))
	}
	return notes
}

// withoutValueNote says of how many projects it is not known what they are in a
// dimension, and why.
func withoutValueNote(d report.Dimensione, n int) message.Text {
	switch d {
	case report.PerTema:
		return message.Count(n, "%d project has no theme", "%d projects have no theme", n)
	case report.PerMisura:
		return message.Count(n,
			"%d project has no measure: neither it nor its call says one",
			"%d projects have no measure: neither they nor their calls say one", n)
	case report.PerRegione:
		return message.Count(n,
			"%d project has no region: its lead lay in none when it applied",
			"%d projects have no region: their leads lay in none when they applied", n)
	case report.PerProvincia:
		return message.Count(n,
			"%d project has no provincia: its lead lay in none when it applied",
			"%d projects have no provincia: their leads lay in none when they applied", n)
	}
	return message.Count(n,
		"of %d project it is not recorded when it applied",
		"of %d projects it is not recorded when they applied", n)
}

// roundingNote is what ISTAT writes under a composition.
func roundingNote() message.Text {
	return message.New("Percentages are rounded to the first decimal: they may not add up to that of the total")
}
