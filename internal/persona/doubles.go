package persona

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/db"
)

// Motivo says why two records may be of one person.
type Motivo string

// The reasons to take two records for the same person.
const (
	// StessoNome means the same name in the same ente.
	StessoNome Motivo = "stesso_nome_e_ente"
	// StessaEmail means the same personal e-mail address.
	StessaEmail Motivo = "stessa_email"
	// Omocodia means the same name and codici fiscali that are the same but for
	// letters in place of digits: two persons, unless the tax office changed
	// the code of one.
	Omocodia Motivo = "omocodia"
)

// Doppione is a record that may be of the same person as the others of its
// group.
type Doppione struct {
	// Gruppo numbers the groups from 1.
	Gruppo int
	Persona
	// Motivi say what the records of the group have in common.
	Motivi []Motivo
	// Enti are the names of the enti for which the person enrolled in a course
	// or holds a role, by name.
	Enti []string
}

// Doubles returns the records that may be of one person, group by group, each
// group by name. Records that have each a codice fiscale of their own are of
// different persons and make no group, omocodia excepted; neither does a
// mailbox of an office. Nothing is merged.
func Doubles(ctx context.Context, tx *db.Tx) ([]Doppione, error) {
	found := map[string]*group{}
	for _, find := range []func(context.Context, *db.Tx, map[string]*group) error{sameName, sameEmail, omocodia} {
		if err := find(ctx, tx, found); err != nil {
			return nil, err
		}
	}
	all, err := bearers(ctx, tx, found)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(found, func(_ string, g *group) bool {
		return !slices.Contains(g.motivi, Omocodia) && !slices.ContainsFunc(g.ids, func(id int64) bool { return all[id].CF == "" })
	})
	groups := slices.SortedFunc(maps.Values(found), func(a, b *group) int {
		return cmp.Or(strings.Compare(all[a.ids[0]].norma(), all[b.ids[0]].norma()), slices.Compare(a.ids, b.ids))
	})
	doubles := []Doppione{}
	for n, g := range groups {
		for _, id := range g.ids {
			d := all[id]
			d.Gruppo, d.Motivi = n+1, g.motivi
			doubles = append(doubles, d)
		}
	}
	return doubles, nil
}

// group is a set of records, by number.
type group struct {
	ids    []int64
	motivi []Motivo
}

// note adds a reason to the group of the records, when they are several.
func note(found map[string]*group, ids []int64, why Motivo) {
	if len(ids) < 2 {
		return
	}
	slices.Sort(ids)
	var key strings.Builder
	for _, id := range ids {
		key.WriteString(number(id) + " ")
	}
	g := found[key.String()]
	if g == nil {
		g = &group{ids: ids}
		found[key.String()] = g
	}
	if !slices.Contains(g.motivi, why) {
		g.motivi = append(g.motivi, why)
	}
}

// sameName finds those of the same name in one ente. It reads the names and
// then the enrolments once, each in the order in which they lie: to look up
// half a million enrolments one by one takes many times as long.
func sameName(ctx context.Context, tx *db.Tx, found map[string]*group) error {
	bearersOf, err := namesakes(ctx, tx)
	if err != nil {
		return err
	}
	// place is a name, by its first bearer, in an ente.
	type place struct{ name, ente int64 }
	first, more := map[place]int64{}, map[place][]int64{}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var p place
		if err := scan(&id, &p.ente); err != nil {
			return err
		}
		var shared bool
		if p.name, shared = bearersOf[id]; !shared {
			return nil
		}
		switch one, seen := first[p]; {
		case !seen:
			first[p] = id
		case one != id && !slices.Contains(more[p], id):
			more[p] = append(more[p], id)
		}
		return nil
	}, `SELECT persona_id, ente_id FROM iscrizione WHERE stato <> 'annullata'
		UNION ALL SELECT persona_id, ente_id FROM nomina WHERE persona_id IS NOT NULL AND stato <> 'annullata'`)
	for p, others := range more {
		note(found, append(others, first[p]), StessoNome)
	}
	return err
}

// namesakes returns the first bearer of the name of each person whose name
// several bear.
func namesakes(ctx context.Context, tx *db.Tx) (map[int64]int64, error) {
	shared := map[int64]int64{}
	var name string
	var first int64
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var n string
		var id int64
		if err := scan(&n, &id); err != nil {
			return err
		}
		if n != name {
			name, first = n, id
			return nil
		}
		shared[first], shared[id] = first, first
		return nil
	}, `SELECT norma, id FROM persona ORDER BY norma, id`)
	return shared, err
}

// sameEmail finds those with the same address, that of an office excepted.
func sameEmail(ctx context.Context, tx *db.Tx, found map[string]*group) error {
	records, err := collect(ctx, tx, `SELECT email, id, '' FROM persona WHERE unita_a IS NULL AND email IN
		(SELECT email FROM persona WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1) ORDER BY email, id`)
	for email, same := range records {
		if !codice.IsRoleMailbox(email) {
			note(found, ids(same), StessaEmail)
		}
	}
	return err
}

// omocodia finds those of the same name whose codes are the same but for
// letters in place of digits. It starts from the few codes that have such a
// letter.
func omocodia(ctx context.Context, tx *db.Tx, found map[string]*group) error {
	records, err := collect(ctx, tx, `SELECT norma, id, cf FROM persona WHERE cf IS NOT NULL AND unita_a IS NULL AND norma IN
		(SELECT norma FROM persona WHERE substr(cf, 7, 1) > '9' OR substr(cf, 8, 1) > '9' OR substr(cf, 10, 1) > '9'
			OR substr(cf, 11, 1) > '9' OR substr(cf, 13, 1) > '9' OR substr(cf, 14, 1) > '9' OR substr(cf, 15, 1) > '9')
		ORDER BY norma, id`)
	for _, namesakes := range records {
		for len(namesakes) > 0 {
			one := namesakes[0]
			var same, rest []record
			for _, r := range namesakes {
				if r == one || codice.DifferByOmocodia(one.cf, r.cf) {
					same = append(same, r)
				} else {
					rest = append(rest, r)
				}
			}
			note(found, ids(same), Omocodia)
			namesakes = rest
		}
	}
	return err
}

// record is a record of which others have the same key.
type record struct {
	id int64
	cf string
}

// collect runs a query of a key, a number and a code and returns the records of
// each key.
func collect(ctx context.Context, tx *db.Tx, query string) (map[string][]record, error) {
	records := map[string][]record{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var key string
		var r record
		err := scan(&key, &r.id, &r.cf)
		records[key] = append(records[key], r)
		return err
	}, query)
	return records, err
}

func ids(records []record) []int64 {
	list := make([]int64, len(records))
	for i, r := range records {
		list[i] = r.id
	}
	return list
}

// atOnce is how many records one statement reads.
const atOnce = 500

// bearers returns the persons of the groups, by number, with their enti.
func bearers(ctx context.Context, tx *db.Tx, found map[string]*group) (map[int64]Doppione, error) {
	wanted := map[int64]bool{}
	for _, g := range found {
		for _, id := range g.ids {
			wanted[id] = true
		}
	}
	all := map[int64]Doppione{}
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(wanted)), atOnce) {
		args := make([]any, len(ids))
		for i, id := range ids {
			args[i] = id
		}
		in := " IN (?" + strings.Repeat(", ?", len(ids)-1) + ")"
		persons, err := db.Collect(ctx, tx, read, selectPersona+" WHERE id"+in, args...)
		if err != nil {
			return nil, err
		}
		for _, p := range persons {
			all[p.ID] = Doppione{Persona: p}
		}
		err = db.Each(ctx, tx, func(scan db.Scan) error {
			var id int64
			var name string
			err := scan(&id, &name)
			d := all[id]
			d.Enti = append(d.Enti, name)
			all[id] = d
			return err
		}, `SELECT l.persona_id, e.denominazione FROM (
				SELECT persona_id, ente_id FROM iscrizione WHERE stato <> 'annullata' AND persona_id`+in+`
				UNION SELECT persona_id, ente_id FROM nomina WHERE stato <> 'annullata' AND persona_id`+in+`) l
			JOIN ente e ON e.id = l.ente_id ORDER BY l.persona_id, e.norma, e.id`, append(args, args...)...)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
