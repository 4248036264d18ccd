package coverage

import (
	"context"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
)

// convenzioni is the metric convenzione: an ente is covered by a convention of
// its own for the platform or, failing that, by one of a capofila.
func convenzioni(ctx context.Context, tx *db.Tx, members []member, q Question) ([]line, error) {
	l := line{stati: make([]stato, len(members))}
	if len(members) == 0 {
		return []line{l}, nil
	}
	at := positions(members)
	query, args := convenzioniQuery(members, q)
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var enteID int64
		var signed, through bool
		err := scan(&enteID, &signed, &through)
		switch i := at[enteID]; {
		case signed:
			l.stati[i] = diretto
		case through:
			l.stati[i] = tramite
		}
		return err
	}, query, args...)
	return []line{l}, err
}

// convenzioniQuery returns the SQL of the enti, with whether each has a
// convention of its own and whether that of a capofila covers it.
func convenzioniQuery(members []member, q Question) (sql string, args []any) {
	signed, args := convenzione.SignedAt("e.id", q.Piattaforma, q.Filter.AsOf)
	through, throughArgs := convenzione.ThroughAt("e.id", q.Piattaforma, q.Filter.AsOf)
	return `SELECT e.id, ` + signed + `, ` + through + ` FROM ente e WHERE e.id IN (` + idsOf(members) + `)`,
		append(args, throughArgs...)
}
