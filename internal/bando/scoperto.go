package bando

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
)

// Scoperto is a call of which on some day more was granted than its endowment.
type Scoperto struct {
	Codice string
	// Oltre is by how much, on the worst day.
	Oltre euro.Importo
	// Dotazione and Concesso are the endowment and what is granted in all.
	Dotazione, Concesso euro.Importo
}

// Scoperti returns the calls of which on some day more was granted than their
// endowment, by code, or whether that is so of one call when bandoID is not 0. A
// call without any act of endowment has no limit. It tells of many calls at once
// what Fund.Overdrawn tells of one.
func Scoperti(ctx context.Context, tx *db.Tx, bandoID int64) ([]Scoperto, error) {
	calls, args := ``, []any{}
	if bandoID != 0 {
		calls, args = `b.id = ?1`, []any{bandoID}
	}
	return db.Collect(ctx, tx, func(scan db.Scan) (s Scoperto, err error) {
		err = scan(&s.Codice, &s.Oltre, &s.Dotazione, &s.Concesso)
		return s, err
	}, `SELECT k.codice, -q.minimo, q.dotazione, q.concesso FROM (`+Overdrawn(calls)+`) q JOIN bando k ON k.id = q.bando_id ORDER BY k.codice`, args...)
}

// Overdrawn returns the SELECT of the calls of a condition on the row b, of all for
// the empty one, of which on some day more was granted than their endowment:
// bando_id, minimo (the balance of the worst day), dotazione and concesso.
func Overdrawn(calls string) string {
	// Reading the acts in order costs least for all calls, an index for a few.
	endowed, granted := ``, `progetto_atto a CROSS JOIN progetto p ON p.id = a.progetto_id`
	if calls != `` {
		endowed = ` JOIN bando b ON b.id = d.bando_id WHERE ` + calls
		granted = `bando b CROSS JOIN progetto p ON p.bando_id = b.id CROSS JOIN progetto_atto a ON a.progetto_id = p.id AND ` + calls
	}
	return `SELECT s.bando_id AS bando_id, min(s.saldo) AS minimo, sum(s.entrate) AS dotazione, sum(s.uscite) AS concesso FROM (
		SELECT g.bando_id, g.entrate, g.uscite, sum(g.entrate - g.uscite) OVER (PARTITION BY g.bando_id ORDER BY g.data) AS saldo FROM (
			SELECT m.bando_id, m.data, sum(m.entrata) AS entrate, sum(m.uscita) AS uscite FROM (
				SELECT d.bando_id, d.data, d.importo_cent AS entrata, 0 AS uscita FROM bando_dotazione d` + endowed + `
				UNION ALL
				SELECT p.bando_id, a.data, 0, a.concesso_cent FROM ` + granted + ` WHERE a.concesso_cent <> 0
			) m GROUP BY m.bando_id, m.data
		) g
	) s WHERE EXISTS (SELECT 1 FROM bando_dotazione d WHERE d.bando_id = s.bando_id) GROUP BY s.bando_id HAVING min(s.saldo) < 0`
}
