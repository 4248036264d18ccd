package unione

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// record writes a membership with all that is known of its days, where Join
// knows only the first, and gives it an id when it has none. It keeps the rules
// of Join for every one of those days.
func record(ctx context.Context, tx *db.Tx, a *Adesione) error {
	if a.ID == 0 && a.Al.IsZero() {
		err := Join(ctx, tx, a.UnioneID, a.ComuneID, a.Dal)
		if err != nil {
			return err
		}
		a.ID, _, err = db.First(ctx, tx, db.Value[int64], `SELECT max(id) FROM adesione_unione`)
		return err
	}
	u, err := bodyOf(ctx, tx, a.UnioneID)
	if err != nil {
		return err
	}
	c, err := bodyOf(ctx, tx, a.ComuneID)
	if err != nil {
		return err
	}
	if a.IsReversed() {
		return fault.New(fault.Failed, "a membership that begins on %s cannot end on %s", a.Dal, a.Al).
			WithHint("correct one of the two days")
	}
	for _, check := range []error{u.checkUnione(), c.checkComune(), u.checkExists(a.Dal), c.checkExists(a.Dal)} {
		if check != nil {
			return check
		}
	}
	list, err := ofComune(ctx, tx, a.ComuneID)
	if err != nil {
		return err
	}
	for _, other := range list {
		if other.ID != a.ID && other.Overlaps(a.Periodo) {
			return fault.New(fault.Failed, "%s belongs to %s %s, and a comune is in one Unione at a time",
				c.name, other.Unione, extent(other.Periodo)).
				WithHint("see the members with: dtctl unione members %s --as-of %s", u.key, other.Dal.String())
		}
	}
	if a.ID != 0 {
		_, err = tx.Exec(ctx, `UPDATE adesione_unione SET dal = ?, al = ? WHERE id = ?`, a.Dal, a.Al, a.ID)
		return err
	}
	a.ID, err = tx.Insert(ctx, `INSERT INTO adesione_unione (unione_id, comune_id, dal, al) VALUES (?, ?, ?, ?)`,
		a.UnioneID, a.ComuneID, a.Dal, a.Al)
	return err
}
