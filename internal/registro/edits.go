package registro

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
)

// command is the command that brings the register of a database up to date.
// The ledger's operations of any other command are the work of people, which a
// refresh keeps.
const command = "db upgrade"

// edits are the values that people wrote by hand, by table and ente.
type edits map[edit]byHand

type edit struct {
	table  string
	enteID int64
}

// byHand says what people wrote of an ente in one table.
type byHand struct {
	// inserted says that they wrote a whole row of it.
	inserted bool
	columns  map[string]bool
}

// has reports whether somebody wrote by hand the value of the field. Who adds
// an ente leaves open what is not known, and open values are for the register
// to fill; who clears a value means it.
func (e edits) has(f field, enteID int64, isSet bool) bool {
	b := e[edit{f.table, enteID}]
	if f.column == "" {
		return len(b.columns) > 0 || b.inserted && isSet
	}
	return b.columns[f.column] || b.inserted && isSet
}

// readEdits asks the ledger what people changed in the enti and is not undone.
func readEdits(ctx context.Context, tx *db.Tx, stored world) (edits, error) {
	placeOwner, figureOwner := map[int64]int64{}, map[int64]int64{}
	for _, s := range stored.enti {
		for _, c := range s.Collocazioni {
			placeOwner[c.ID] = s.ID
		}
	}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var id, owner int64
		err := scan(&id, &owner)
		figureOwner[id] = owner
		return err
	}, `SELECT id, ente_id FROM ente_dato WHERE grandezza = 'popolazione' AND data_rif = ? ORDER BY id`, populationDay)
	if err != nil {
		return nil, err
	}
	e := edits{}
	for table, owner := range map[string]func(id int64) int64{
		"ente":              func(id int64) int64 { return id },
		"ente_collocazione": func(id int64) int64 { return placeOwner[id] },
		"ente_dato":         func(id int64) int64 { return figureOwner[id] },
	} {
		changes, err := journal.Standing(ctx, tx, table, command)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			for id := c.FirstID; id <= c.LastID; id++ {
				e.add(edit{table, owner(id)}, c)
			}
		}
	}
	return e, nil
}

func (e edits) add(key edit, c journal.Change) {
	b := e[key]
	if b.columns == nil {
		b.columns = map[string]bool{}
	}
	if len(c.After) == 0 {
		b.inserted = true
	}
	for _, f := range c.After {
		b.columns[f.Column] = true
	}
	e[key] = b
}
