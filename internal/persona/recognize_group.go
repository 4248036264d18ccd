package persona

import (
	"github.com/dtctl/dtctl/internal/batch"
)

// groups meets the rows in the order of their codes with the persons who have
// one, in the same order. Its rows, as a stream, are the persons to add.
type groups struct {
	r       *Recognizer
	rows    *batch.Sorted
	persons *batch.SpoolRecords
	// person is the next one that may have the code of a group; ended says that
	// there is none.
	person known
	ended  bool
	// ahead is the first row of the next group, if hasAhead.
	ahead    member
	hasAhead bool
	group    []member
	// new is the row that tells most of the person to add, id its number.
	new *member
	id  int64
}

func newGroups(r *Recognizer, persons *batch.SpoolRecords) (*groups, error) {
	sorted, err := r.rows.Sorted()
	if err != nil {
		return nil, err
	}
	g := &groups{r: r, rows: sorted, persons: persons, id: r.base}
	if err := g.read(); err != nil {
		return nil, err
	}
	return g, g.nextPerson()
}

// read reads the row ahead. What it holds is its own: the group that it begins
// outlives the record.
func (g *groups) read() error {
	more, err := g.rows.Next()
	if g.hasAhead = more && err == nil; g.hasAhead {
		g.ahead = memberOf(append([]byte(nil), g.rows.Record...))
	}
	return err
}

func (g *groups) nextPerson() error {
	more, err := g.persons.Next()
	if err != nil || !more {
		g.ended = true
		return err
	}
	record := g.persons.Record
	g.person = known{cf: string(g.persons.Key), id: batch.TakeInt(&record)}
	flags := batch.TakeInt(&record)
	g.person.noEmail, g.person.noIDEsterno = flags&1 != 0, flags&2 != 0
	return nil
}

// Next goes on to the next group whose person is to be added.
func (g *groups) Next() (bool, error) {
	for g.hasAhead {
		g.group = append(g.group[:0], g.ahead)
		if err := g.read(); err != nil {
			return false, err
		}
		for first := g.group[0]; first.Decisa == 0 && first.CF != "" && g.hasAhead && g.ahead.Decisa == 0 && g.ahead.CF == first.CF; {
			g.group = append(g.group, g.ahead)
			if err := g.read(); err != nil {
				return false, err
			}
		}
		if added, err := g.resolve(); err != nil || added {
			return added, err
		}
	}
	return false, nil
}

// Column returns a value of the person to add.
func (g *groups) Column(i int) any {
	switch i {
	case 0:
		return g.id
	case 1:
		return g.new.Cognome
	case 2:
		return g.new.Nome
	case 3:
		return g.new.Norma
	case 4:
		return g.new.CF
	}
	return orNull(g.new.Email)
}

// resolve finds out who the rows of the group mean, and reports whether that is
// a person to add.
func (g *groups) resolve() (added bool, err error) {
	cf := g.group[0].CF
	switch meant := g.group[0].Decisa; {
	case meant != 0:
		return false, g.settle(known{id: meant})
	case cf == "":
		return false, g.seek()
	}
	for !g.ended && g.person.cf < cf {
		if err := g.nextPerson(); err != nil {
			return false, err
		}
	}
	if !g.ended && g.person.cf == cf {
		return false, g.settle(g.person)
	}
	if !g.r.add {
		return false, g.seek()
	}
	g.new = &g.group[0]
	for i := range g.group {
		m := &g.group[i]
		if g.r.isLoose(m) {
			return false, g.seek()
		}
		if m.Email != "" && (g.new.Email == "" || m.n < g.new.n) {
			g.new = m
		}
	}
	g.id++
	g.r.added++
	return true, g.settle(known{id: g.id, noIDEsterno: true})
}

// settle gives the rows of the group to a person. Those that may tell something
// of it, or of somebody else, are looked at again.
func (g *groups) settle(person known) error {
	for i := range g.group {
		m := &g.group[i]
		g.r.foundRows++
		if err := g.r.found.Add(head(m.n, person.id), m.payload); err != nil {
			return err
		}
		if person.noEmail && m.Email != "" || person.noIDEsterno && m.IDEsterno != "" || g.r.isNamed(m) {
			if err := g.r.look(m, person.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// seek puts the rows of the group aside, to be sought in the database.
func (g *groups) seek() error {
	for i := range g.group {
		m := &g.group[i]
		if err := g.r.others.Add(head(m.n, 0), m.payload); err != nil {
			return err
		}
		if err := g.r.look(m, 0); err != nil {
			return err
		}
	}
	return nil
}

// head is what Resolved reads before the payload.
func head(n, person int64) []byte { return batch.AppendInt(batch.AppendInt(nil, n), person) }

// look keeps a row for the table anonima.
func (r *Recognizer) look(m *member, person int64) error {
	record := m.Riga.append(batch.AppendInt(head(m.n, m.enteID), person))
	return r.looked.Add(nil, record)
}
