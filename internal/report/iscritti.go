package report

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/iscrizione"
)

// Iscritti returns the figures of the enrolments that a question asks for. It
// returns the fault of a choice of editions for another audience.
func Iscritti(ctx context.Context, tx *db.Tx, q Question) (Answer, error) {
	t, err := newTally(ctx, tx, q, "iscrizione")
	if err != nil {
		return Answer{}, err
	}
	s, err := sourceOf(ctx, tx, q, t.list, t.chosen)
	if err != nil {
		return Answer{}, err
	}
	byEdition := slices.Contains(q.Per, PerCorso) || slices.Contains(q.Per, PerEdizione) || len(t.covered) > 1
	cells, err := s.cells(ctx, tx, q, byEdition)
	if err != nil {
		return Answer{}, err
	}
	for _, c := range cells {
		t.addCell(c)
	}
	repeats, err := s.repeats(ctx, tx, q)
	if err != nil {
		return Answer{}, err
	}
	var hard []int64
	for _, r := range repeats {
		t.total.Persone -= r.enrolments - r.persons
		t.total.InPiuEdizioni += r.persons
		if r.hard != 0 {
			hard = append(hard, r.hard)
			continue
		}
		t.addRepeated(r)
	}
	if len(hard) > 0 && !slices.Contains(q.Per, PerEdizione) {
		keys, err := s.keysOf(ctx, tx, q, hard)
		if err != nil {
			return Answer{}, err
		}
		for _, k := range keys {
			t.addHard(k)
		}
	}
	return t.answer(), nil
}

// addCell counts a cell in its groups and in the total.
func (t *tally) addCell(c cell) {
	if t.enti[c.enteID] == nil {
		t.unknown = true
	}
	t.total.add(c, t)
	if len(t.q.Per) == 0 {
		return
	}
	if !slices.Contains(t.q.Per, PerStato) {
		for _, g := range t.groups(c, "", "") {
			t.row(g).add(c, t)
		}
		return
	}
	for state, part := range byState(c) {
		for _, g := range t.groups(part, "", state) {
			t.row(g).add(part, t)
		}
	}
}

// byState parts a cell by its states, those without enrolments left out.
func byState(c cell) map[string]cell {
	parts := map[string]cell{}
	part := func(state iscrizione.Stato, f Figure) {
		if f != (Figure{}) {
			parts[string(state)] = cell{enteID: c.enteID, edizioneID: c.edizioneID, mese: c.mese, Figure: f}
		}
	}
	part(iscrizione.Iscritto, Figure{Iscritti: c.Iscritti})
	part(iscrizione.InCorso, Figure{InCorso: c.InCorso})
	part(iscrizione.Completato, Figure{Completati: c.Completati})
	part(iscrizione.NonCompletato, Figure{NonCompletati: c.NonCompletati})
	part(iscrizione.Ritirato, Figure{Ritirati: c.Ritirati})
	return parts
}

// add counts a cell in a row.
func (l *line) add(c cell, t *tally) {
	l.Iscritti += c.Iscritti
	l.InCorso += c.InCorso
	l.Completati += c.Completati
	l.NonCompletati += c.NonCompletati
	l.Ritirati += c.Ritirati
	n := c.Iscrizioni()
	l.Persone += n
	if n == 0 {
		return
	}
	if t.enti[c.enteID] != nil {
		l.with[c.enteID] = true
	}
	if platform, known := t.platformOf(c); known && !t.covered[platform][c.enteID] {
		l.DaNonConvenzionati += n
	}
}

// platformOf returns the platform of what a cell counts, in lower case. Cells
// without an edition are counted only where there is one platform.
func (t *tally) platformOf(c cell) (platform string, known bool) {
	if e, found := t.editions[c.edizioneID]; found {
		platform = strings.ToLower(e.piattaforma)
	} else {
		for platform = range t.covered {
			break
		}
	}
	return platform, platform != ""
}

// addRepeated takes the persons who were counted twice off the rows.
func (t *tally) addRepeated(r repeated) {
	if len(t.q.Per) == 0 || slices.Contains(t.q.Per, PerEdizione) {
		return
	}
	first := t.groupsOfKey(r.first)
	for _, g := range first {
		row := t.row(g)
		switch {
		case r.first == r.last:
			row.Persone -= r.enrolments - r.persons
			row.InPiuEdizioni += r.persons
		case slices.ContainsFunc(t.groupsOfKey(r.last), func(h []Voce) bool { return keyOfGroup(h) == keyOfGroup(g) }):
			row.Persone -= r.persons
			row.InPiuEdizioni += r.persons
		}
	}
}

// addHard takes a person who was counted several times off the rows.
func (t *tally) addHard(keys map[string]int64) {
	times := map[string]int64{}
	groups := map[string][]Voce{}
	for key, n := range keys {
		for _, g := range t.groupsOfKey(key) {
			times[keyOfGroup(g)] += n
			groups[keyOfGroup(g)] = g
		}
	}
	for key, n := range times {
		if n > 1 {
			row := t.row(groups[key])
			row.Persone -= n - 1
			row.InPiuEdizioni++
		}
	}
}

func (t *tally) groupsOfKey(key string) [][]Voce {
	c, corsoID, state := cellOf(t.q, key)
	return t.groups(c, t.courses[corsoID], state)
}
