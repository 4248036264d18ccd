package controllo

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
)

// touched is what an operation changed: which rules that may concern, and the
// projects.
type touched struct {
	rules []rule
	ids   map[int64]bool
}

// mostProjects is how many projects are looked at one by one: over it, reading all
// of them once costs less.
const mostProjects = 1000

// touchedBy returns what an operation changed.
func touchedBy(ctx context.Context, tx *db.Tx, op journal.Operation) (touched, error) {
	t := touched{ids: map[int64]bool{}}
	tables, err := db.Collect(ctx, tx, db.Value[string],
		`SELECT DISTINCT tabella FROM modifica WHERE operazione_id = ? ORDER BY tabella`, op.ID)
	if err != nil {
		return t, err
	}
	for _, r := range rules() {
		if slices.ContainsFunc(r.tables(), func(name string) bool { return slices.Contains(tables, name) }) {
			t.rules = append(t.rules, r)
		}
	}
	return t, t.addProjects(ctx, tx, op)
}

// addProjects adds the projects that are there now, of those that an operation
// changed or of whose acts and payments it changed some.
func (t *touched) addProjects(ctx context.Context, tx *db.Tx, op journal.Operation) error {
	if !slices.ContainsFunc(t.rules, func(r rule) bool { return r.among != nil }) || len(t.ids) > mostProjects {
		return nil
	}
	of := func(table, id string) string {
		return `SELECT x.` + id + ` FROM modifica m CROSS JOIN ` + table + ` x ON x.id BETWEEN m.da_id AND m.a_id
			WHERE m.operazione_id = ?1 AND m.tabella = '` + table + `'`
	}
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		err := scan(&id)
		t.ids[id] = true
		return err
	}, `SELECT DISTINCT * FROM (`+of("progetto", "id")+` UNION ALL `+of("progetto_atto", "progetto_id")+` UNION ALL `+of("erogazione", "progetto_id")+`) LIMIT ?2`,
		op.ID, mostProjects+1)
}

// projects returns the condition that a project p is one of those, the empty one
// when they are too many.
func (t *touched) projects() string {
	if len(t.ids) > mostProjects {
		return ``
	}
	ids := make([]string, 0, len(t.ids))
	for id := range t.ids {
		ids = append(ids, strconv.FormatInt(id, 10))
	}
	return `p.id IN (` + strings.Join(ids, ", ") + `)`
}

// tables returns the tables that the query of a rule reads.
func (r rule) tables() []string {
	var names []string
	words := strings.Fields(r.query)
	for i, word := range words[:len(words)-1] {
		if word == "FROM" || word == "JOIN" {
			names = append(names, strings.Trim(words[i+1], "()"))
		}
	}
	return names
}
