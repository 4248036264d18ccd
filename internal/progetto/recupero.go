package progetto

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
)

// DaRecuperare returns how much of a call was paid, over what is granted to them
// now, to projects that renounced or were revoked, and was not given back.
func DaRecuperare(ctx context.Context, tx *db.Tx, bandoID int64) (euro.Importo, error) {
	owed, _, err := db.First(ctx, tx, db.Value[euro.Importo], `SELECT coalesce(sum(x.erogato - x.concesso), 0)
		FROM (SELECT p.concesso_cent AS concesso, sum(e.importo_cent) AS erogato
			FROM progetto p JOIN erogazione e ON e.progetto_id = p.id AND e.data IS NOT NULL
			WHERE p.bando_id = ? AND p.stato IN (?, ?) GROUP BY p.id) x
		WHERE x.erogato > x.concesso`, bandoID, string(Rinunciato), string(Revocato))
	return owed, err
}
