// Package controllo looks for data that contradict each other: what the schema
// of the database cannot forbid by itself, and a ledger that does not tell
// what the rows say.
package controllo

import (
	"context"
	"slices"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/journal"
	"github.com/dtctl/dtctl/internal/message"
)

// Riscontro is one contradiction that was found.
type Riscontro struct {
	// Controllo names the rule that is broken; it never changes with the
	// language.
	Controllo string
	// Tabella and ID point at the row.
	Tabella string
	ID      int64
	// Dettaglio says what is wrong.
	Dettaglio message.Text
}

// Verify returns every contradiction in the data, rule by rule, and every row
// that is not as the ledger says.
func Verify(ctx context.Context, tx *db.Tx) ([]Riscontro, error) {
	found, err := Contradictions(ctx, tx)
	if err != nil {
		return nil, err
	}
	mismatches, err := journal.Check(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, m := range mismatches {
		found = append(found, Riscontro{
			Controllo: "registro_operazioni", Tabella: m.Table, ID: m.ID,
			Dettaglio: message.New("the row is not as the ledger says: it was changed with another program"),
		})
	}
	return found, nil
}

// Contradictions returns every contradiction in the data, rule by rule.
func Contradictions(ctx context.Context, tx *db.Tx) ([]Riscontro, error) {
	return broken(ctx, tx, rules(), ``)
}

// broken returns the rows that break some rules. Those that can look at single
// projects look only at the projects p of a condition, unless it is empty.
func broken(ctx context.Context, tx *db.Tx, rules []rule, projects string) ([]Riscontro, error) {
	found := []Riscontro{}
	for _, r := range rules {
		query := r.query
		if r.among != nil && projects != `` {
			query = r.among(projects)
		}
		ids, err := db.Collect(ctx, tx, db.Value[int64], query)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			found = append(found, Riscontro{Controllo: r.name, Tabella: r.table, ID: id, Dettaglio: r.meaning})
		}
	}
	return found, nil
}

// Unaltered runs fn, which takes back an operation, and returns a fault of kind
// Failed when it leaves a contradiction that was not there before. It looks only
// where the operation changed something.
func Unaltered(ctx context.Context, tx *db.Tx, op journal.Operation, fn func() error) error {
	t, err := touchedBy(ctx, tx, op)
	if err != nil {
		return err
	}
	before, err := broken(ctx, tx, t.rules, t.projects())
	if err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	// What the operation had deleted is there only now.
	if err := t.addProjects(ctx, tx, op); err != nil {
		return err
	}
	after, err := broken(ctx, tx, t.rules, t.projects())
	if err != nil {
		return err
	}
	for _, a := range after {
		known := slices.ContainsFunc(before, func(b Riscontro) bool {
			return a.Controllo == b.Controllo && a.ID == b.ID
		})
		if !known {
			return fault.New(fault.Failed, "%s %s would contradict the rest: %s",
				a.Tabella, strconv.FormatInt(a.ID, 10), a.Dettaglio).
				WithHint("undo the later operations first; dtctl history list shows them")
		}
	}
	return nil
}

// Rules returns how many rules Verify looks at, the ledger included.
func Rules() int { return len(rules()) + 1 }
