package periodo

// Periodo is a validity interval, both ends included. A zero Dal means since
// before the register begins, a zero Al means still valid.
type Periodo struct {
	Dal, Al Data
}

// Contains reports whether the interval includes the day d.
func (p Periodo) Contains(d Data) bool {
	return (p.Dal.IsZero() || !d.Before(p.Dal)) && (p.Al.IsZero() || !d.After(p.Al))
}

// Overlaps reports whether the two intervals share a day; neither may be
// reversed.
func (p Periodo) Overlaps(q Periodo) bool {
	return (p.Al.IsZero() || q.Dal.IsZero() || !q.Dal.After(p.Al)) &&
		(q.Al.IsZero() || p.Dal.IsZero() || !p.Dal.After(q.Al))
}

// IsReversed reports whether the interval ends before it begins.
func (p Periodo) IsReversed() bool {
	return !p.Dal.IsZero() && !p.Al.IsZero() && p.Al.Before(p.Dal)
}
