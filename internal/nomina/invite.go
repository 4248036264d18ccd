package nomina

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/programma"
)

// Inviti says what Invite did.
type Inviti struct {
	// Universo is the number of enti in the scope, without those kept out by
	// hand.
	Universo int
	// Enti is the number of enti that received at least one invitation.
	Enti int
	// Inviti is the number of invitations: one for each ente and role.
	Inviti int
	// Saltati is the number of invitations that were not needed: the ente was
	// invited before, or it has proposed or appointed somebody.
	Saltati int
}

// Invite asks every ente of a scope that passes the filter on the day f.AsOf to
// appoint the holders of the given roles, on that day. An ente kept out of the
// scope by hand is not asked; one that has an open invitation or proposal for
// the role, an answer to an invitation of that same day, or a nomina that is
// valid on that day or later is skipped, so that inviting twice changes
// nothing.
func Invite(ctx context.Context, tx *db.Tx, a programma.Ambito, f ente.Filter, ruoli []int64) (Inviti, error) {
	type pair struct {
		ente, ruolo int64
		skip        bool
	}
	query, args := programma.Query(a, f)
	in, roles := list(ruoli)
	args = append([]any{f.AsOf, f.AsOf}, append(args, roles...)...)
	pairs, err := db.Collect(ctx, tx, func(scan db.Scan) (p pair, err error) {
		err = scan(&p.ente, &p.ruolo, &p.skip)
		return p, err
	}, `SELECT u.id, r.id, EXISTS (SELECT 1 FROM nomina n WHERE n.ente_id = u.id AND n.ruolo_id = r.id
			AND (`+Open+` OR n.invitato_il = ? AND n.stato <> 'annullata' OR `+Valid+` AND (n.al IS NULL OR n.al >= ?)))
		FROM (`+query+`) u CROSS JOIN ruolo r
		WHERE u.escluso = 0 AND r.id IN `+in+`
		ORDER BY u.norma, u.id, r.codice, r.id`, args...)
	if err != nil {
		return Inviti{}, err
	}
	var done Inviti
	var rows [][]any
	seen, invited := map[int64]bool{}, map[int64]bool{}
	for _, p := range pairs {
		seen[p.ente] = true
		if p.skip {
			done.Saltati++
			continue
		}
		invited[p.ente] = true
		rows = append(rows, []any{p.ente, p.ruolo, Invitato, f.AsOf, Singola, Nessuno})
	}
	done.Universo, done.Enti, done.Inviti = len(seen), len(invited), len(rows)
	return done, tx.InsertRows(ctx, "nomina",
		[]string{"ente_id", "ruolo_id", "stato", "invitato_il", "forma", "copre"}, rows)
}
