package iscrizione

import (
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// become passes the enrolment to another state, or says why it cannot: a state
// only goes forward unless regress allows it to go back. The days that belong
// to another state are forgotten, those of a row that is taken out are not.
func (i *Iscrizione) become(to Stato, regress bool) error {
	if i.Stato == to || !regress && !i.Stato.CanBecome(to) {
		return i.refusal(to)
	}
	i.Stato = to
	if to != Completato && to != Annullata {
		i.CompletatoIl = periodo.Data{}
	}
	if to != Ritirato && to != Annullata {
		i.RitiratoIl = periodo.Data{}
	}
	return nil
}

func (i *Iscrizione) refusal(to Stato) error {
	id := number(i.ID)
	switch {
	case i.Stato == Annullata:
		return fault.New(fault.Failed, "enrolment %s was removed", id).
			WithHint("to bring it back: dtctl iscrizione edit %s --status iscritto --allow-regress", id)
	case i.Stato == to:
		return fault.New(fault.Failed, "the status of enrolment %s is %s already", id, string(to)).
			WithHint("correct its days with: dtctl iscrizione edit %s", id)
	}
	return fault.New(fault.Failed, "enrolment %s would go back from %s to %s", id, string(i.Stato), string(to)).
		WithHint("if it was recorded by mistake: dtctl iscrizione edit %s --status %s --allow-regress", id, string(to))
}

// checkDays says whether the days of the enrolment agree with its state and
// with each other, and had come on the day of which the row is true.
func (i *Iscrizione) checkDays() error {
	switch {
	case i.IscrittoIl.IsZero():
		return fault.New(fault.Usage, "an enrolment needs its day").WithHint("add --date DAY")
	case !i.CompletatoIl.IsZero() && i.Stato != Completato && i.Stato != Annullata:
		return fault.New(fault.Usage, "an enrolment whose status is %s has no day of completion", string(i.Stato)).
			WithHint("leave --completed out, or write --status completato")
	case !i.RitiratoIl.IsZero() && i.Stato != Ritirato && i.Stato != Annullata:
		return fault.New(fault.Usage, "an enrolment whose status is %s has no day of withdrawal", string(i.Stato)).
			WithHint("leave --withdrawn out, or write --status ritirato")
	case i.IscrittoIl.After(i.RilevatoIl):
		return fault.New(fault.Failed, "the day of the enrolment, %s, is in the future", i.IscrittoIl).
			WithHint("record it when the day has come, or correct the day")
	case i.CompletatoIl.After(i.RilevatoIl):
		return fault.New(fault.Failed, "the day of the completion, %s, is in the future", i.CompletatoIl).
			WithHint("record it when the day has come, or correct the day")
	case i.RitiratoIl.After(i.RilevatoIl):
		return fault.New(fault.Failed, "the day of the withdrawal, %s, is in the future", i.RitiratoIl).
			WithHint("record it when the day has come, or correct the day")
	case !i.CompletatoIl.IsZero() && i.CompletatoIl.Before(i.IscrittoIl):
		return fault.New(fault.Failed, "the completion, on %s, would come before the enrolment, of %s",
			i.CompletatoIl, i.IscrittoIl).WithHint("correct one of the two days")
	case !i.RitiratoIl.IsZero() && i.RitiratoIl.Before(i.IscrittoIl):
		return fault.New(fault.Failed, "the withdrawal, on %s, would come before the enrolment, of %s",
			i.RitiratoIl, i.IscrittoIl).WithHint("correct one of the two days")
	}
	return nil
}

// checkEnd says whether the day is known on which the enrolment came to the end
// that its state tells. Only who records an end by hand must know it.
func (i *Iscrizione) checkEnd() error {
	switch {
	case i.Stato == Completato && i.CompletatoIl.IsZero():
		return fault.New(fault.Usage, "the day of the completion is missing").WithHint("add --completed DAY")
	case i.Stato == Ritirato && i.RitiratoIl.IsZero():
		return fault.New(fault.Usage, "the day of the withdrawal is missing").WithHint("add --withdrawn DAY")
	}
	return nil
}

// edition is what the rules need to know of an edition.
type edition struct {
	// label is the code of the course and the number.
	label string
	// forCitizens says that the course is for citizens.
	forCitizens bool
	// annulled says that the edition is not held.
	annulled bool
	dal, al  periodo.Piano
}

// accepts says whether persons may enrol in the edition.
func (e edition) accepts() error {
	switch {
	case e.forCitizens:
		return fault.New(fault.Failed, "%s is a course for citizens, of whom only numbers are kept", e.label).
			WithHint("record how many attended with: dtctl frequenza add %s", e.label)
	case e.annulled:
		return fault.New(fault.Failed, "edition %s was annulled: nobody enrols in it", e.label).
			WithHint("see the editions of the course with: dtctl edizione list")
	}
	return nil
}

// year is how many days before its beginning and after its end the days of an
// edition's enrolments are still likely.
const year = 366

// isFar reports whether a day lies more than a year outside the edition; no day
// and an edition without dates are far from nothing.
func (e edition) isFar(d periodo.Data) bool {
	first, last := e.dal.Giorno(), e.al.Fine()
	if first.IsZero() {
		first = e.al.Giorno()
	}
	if last.IsZero() {
		last = e.dal.Fine()
	}
	if d.IsZero() || first.IsZero() {
		return false
	}
	return d.Before(first.AddDays(-year)) || d.After(last.AddDays(year))
}
