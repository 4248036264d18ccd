package coverage

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nomina"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// nomine is the metric nomina: an ente is covered in a role by a valid nomina
// of its own or, in the territorial basis, by that of an Unione that covers
// it.
func nomine(ctx context.Context, tx *db.Tx, members []member, q Question) ([]line, error) {
	lines := make([]line, len(q.Ruoli))
	for i, r := range q.Ruoli {
		lines[i] = line{ruolo: r.Codice, stati: make([]stato, len(members))}
	}
	if len(members) == 0 {
		return lines, nil
	}
	at := positions(members)
	query, args := nomineQuery(members, q)
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var enteID, ruoloID int64
		var byUnione bool
		if err := scan(&enteID, &ruoloID, &byUnione); err != nil {
			return err
		}
		state := diretto
		if byUnione {
			state = tramite
		}
		i := slices.IndexFunc(q.Ruoli, func(r ruolo.Ruolo) bool { return r.ID == ruoloID })
		stati := lines[i].stati
		stati[at[enteID]] = max(state, stati[at[enteID]])
		return nil
	}, query, args...)
	return lines, err
}

// nomineQuery returns the SQL of the nomine that cover the enti: the ente, the
// role, and 1 when the nomina is that of an Unione. The cross joins make the
// engine begin from the enti, of which there are few when a region is asked
// for.
func nomineQuery(members []member, q Question) (sql string, args []any) {
	day := q.Filter.AsOf
	valid := nomina.ValidAt + ` AND n.ruolo_id IN (?` + strings.Repeat(`, ?`, len(q.Ruoli)-1) + `)`
	validArgs := []any{day, day}
	for _, r := range q.Ruoli {
		validArgs = append(validArgs, r.ID)
	}
	ids := idsOf(members)
	sql = `SELECT e.id, n.ruolo_id, 0 FROM ente e CROSS JOIN nomina n
		WHERE e.id IN (` + ids + `) AND n.ente_id = e.id AND ` + valid
	if q.Base != Territoriale {
		return sql, validArgs
	}
	sql += `
		UNION ALL SELECT e.id, n.ruolo_id, 1
		FROM ente e CROSS JOIN adesione_unione a CROSS JOIN ente x CROSS JOIN nomina n
		WHERE e.id IN (` + ids + `) AND e.tipo = 'comune' AND a.comune_id = e.id AND ` + validOn("a") + `
			AND x.id = a.unione_id AND ` + validOn("x") + ` AND n.ente_id = x.id AND n.copre = 'aderenti' AND ` + valid + `
		UNION ALL SELECT e.id, n.ruolo_id, 1
		FROM ente e CROSS JOIN nomina_estensione s CROSS JOIN nomina n CROSS JOIN ente x
		WHERE e.id IN (` + ids + `) AND e.tipo = 'comune' AND s.ente_id = e.id AND n.id = s.nomina_id
			AND n.copre = 'elenco' AND x.id = n.ente_id AND ` + validOn("x") + ` AND ` + valid
	args = append(slices.Clone(validArgs), day, day, day, day)
	args = append(args, validArgs...)
	args = append(args, day, day)
	return sql, append(args, validArgs...)
}
