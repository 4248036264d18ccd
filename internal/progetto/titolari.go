package progetto

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/periodo"
)

// aliveOn returns the SQL condition under which the project p was presented by a
// day, its two parameters, and went on that day: its state is the one to which the
// last act up to the day led. Where nobody knows when it was presented, it counts
// from its first act.
func aliveOn() string {
	return `(p.presentato_il IS NULL OR substr(p.presentato_il, 1, 10) <= ?) AND ` +
		alive(`coalesce((SELECT a.stato FROM progetto_atto a WHERE a.progetto_id = p.id AND a.data <= ? ORDER BY a.id DESC LIMIT 1),
		CASE WHEN p.presentato_il IS NOT NULL THEN 'presentato' END)`)
}

// LedAt returns the SQL condition under which an ente, an expression of its id
// such as u.id, leads a project that was presented by the day and on that day
// was neither refused nor withdrawn, renounced or revoked, and its parameters.
// With a bandoID other than 0 only the projects of that call count.
func LedAt(ente string, day periodo.Data, bandoID int64) (sql string, args []any) {
	call, args := ofCall(bandoID)
	return `EXISTS (SELECT 1 FROM progetto p WHERE p.ente_id = ` + ente + call + ` AND ` + aliveOn() + `)`, append(args, day, day)
}

// ConcernedAt returns the SQL condition under which an ente is partner or
// interessato of a project that another one leads, and that counts as for LedAt.
func ConcernedAt(ente string, day periodo.Data, bandoID int64) (sql string, args []any) {
	call, args := ofCall(bandoID)
	// The cross join makes the engine begin from the ente, not from the call.
	return `EXISTS (SELECT 1 FROM progetto_ente x CROSS JOIN progetto p ON p.id = x.progetto_id WHERE x.ente_id = ` + ente + call +
		` AND ` + aliveOn() + `)`, append(args, day, day)
}

// ofCall returns the condition that the project p is of a call, none for 0.
func ofCall(bandoID int64) (sql string, args []any) {
	if bandoID == 0 {
		return ``, nil
	}
	return ` AND p.bando_id = ?`, []any{bandoID}
}

// Pendenza is the money of the projects of an ente that has still to move.
type Pendenza struct {
	// Progetti is how many projects have some.
	Progetti int
	// DaErogare is what is granted and not paid yet, DaRecuperare what was paid
	// over what is granted.
	DaErogare, DaRecuperare euro.Importo
}

// PendenzaDi returns the money that is still to be paid to an ente, or recovered
// from it, for the projects that it leads.
func PendenzaDi(ctx context.Context, tx *db.Tx, enteID int64) (Pendenza, error) {
	var all Pendenza
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var p Progetto
		if err := scan(&p.Concesso, &p.Erogato); err != nil {
			return err
		}
		all.Progetti++
		all.DaErogare += max(0, p.Residuo())
		all.DaRecuperare += max(0, -p.Residuo())
		return nil
	}, `SELECT q.concesso_cent, q.erogato FROM (SELECT p.id, p.concesso_cent,
			(SELECT coalesce(sum(x.importo_cent), 0) FROM erogazione x WHERE x.progetto_id = p.id AND x.data IS NOT NULL) AS erogato
		FROM progetto p WHERE p.ente_id = ?) q WHERE q.concesso_cent <> q.erogato ORDER BY q.id`, enteID)
	return all, err
}
