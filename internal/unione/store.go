package unione

import (
	"context"
	"strconv"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Join writes that a comune belongs to an Unione from the day dal on. A comune
// belongs to one Unione at most (TUEL, d.lgs. 267/2000, art. 32 c. 2): Join
// returns a fault of kind Failed naming the other one when the comune belongs
// to it then or later, and also when the two are not an Unione and a comune or
// do not exist on that day.
func Join(ctx context.Context, tx *db.Tx, unioneID, comuneID int64, dal periodo.Data) error {
	u, err := bodyOf(ctx, tx, unioneID)
	if err != nil {
		return err
	}
	c, err := bodyOf(ctx, tx, comuneID)
	if err != nil {
		return err
	}
	for _, check := range []error{u.checkUnione(), c.checkComune(), u.checkExists(dal), c.checkExists(dal)} {
		if check != nil {
			return check
		}
	}
	list, err := ofComune(ctx, tx, comuneID)
	if err != nil {
		return err
	}
	for _, a := range list {
		if !a.Overlaps(periodo.Periodo{Dal: dal}) {
			continue
		}
		if a.UnioneID == unioneID {
			return fault.New(fault.Failed, "%s already belongs to %s %s", c.name, a.Unione, extent(a.Periodo)).
				WithHint("see the members with: dtctl unione members %s --as-of %s", u.key, a.Dal.String())
		}
		other, err := bodyOf(ctx, tx, a.UnioneID)
		if err != nil {
			return err
		}
		return fault.New(fault.Failed, "%s belongs to %s %s, and a comune is in one Unione at a time",
			c.name, other.name, extent(a.Periodo)).
			WithHint("end that membership first with: dtctl unione leave %s %s --to %s",
				other.key, c.key, dal.AddDays(-1).String())
	}
	_, err = tx.Insert(ctx, `INSERT INTO adesione_unione (unione_id, comune_id, dal) VALUES (?, ?, ?)`,
		unioneID, comuneID, dal)
	return err
}

// Leave writes that a comune leaves an Unione; al is its last day in it. It
// returns a fault of kind Failed when the comune does not belong to it on that
// day, or when its last day is already written.
func Leave(ctx context.Context, tx *db.Tx, unioneID, comuneID int64, al periodo.Data) error {
	u, err := bodyOf(ctx, tx, unioneID)
	if err != nil {
		return err
	}
	c, err := bodyOf(ctx, tx, comuneID)
	if err != nil {
		return err
	}
	list, err := ofComune(ctx, tx, comuneID)
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.UnioneID != unioneID || !a.Contains(al) {
			continue
		}
		if !a.Al.IsZero() {
			return fault.New(fault.Failed, "%s already leaves %s on %s", c.name, u.name, a.Al).
				WithHint("see the members with: dtctl unione members %s --as-of %s", u.key, a.Dal.String())
		}
		_, err := tx.Exec(ctx, `UPDATE adesione_unione SET al = ? WHERE id = ?`, al, a.ID)
		return err
	}
	return fault.New(fault.Failed, "%s does not belong to %s on %s", c.name, u.name, al).
		WithHint("see the members with: dtctl unione members %s", u.key)
}

func bodyOf(ctx context.Context, tx *db.Tx, id int64) (body, error) {
	b, found, err := db.First(ctx, tx, func(scan db.Scan) (b body, err error) {
		err = scan(&b.tipo, &b.name, &b.key, &b.Dal, &b.Al)
		return b, err
	}, `SELECT tipo, denominazione, coalesce(ipa, belfiore, '"' || denominazione || '"'), dal, al
		FROM ente WHERE id = ?`, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no ente %s", strconv.FormatInt(id, 10)).
			WithHint("see the enti with: dtctl ente list")
	}
	return b, err
}

// ofComune returns the memberships of a comune at any time, the first first.
func ofComune(ctx context.Context, tx *db.Tx, comuneID int64) ([]Adesione, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (a Adesione, err error) {
		err = scan(&a.ID, &a.UnioneID, &a.Unione, &a.Dal, &a.Al)
		return a, err
	}, `SELECT a.id, a.unione_id, u.denominazione, a.dal, a.al
		FROM adesione_unione a JOIN ente u ON u.id = a.unione_id
		WHERE a.comune_id = ? ORDER BY a.dal, a.id`, comuneID)
}

// Members returns the comuni that belong to an Unione on the day asOf, by
// name. A comune that does not exist on that day is not among them, and an
// Unione that does not exist has none.
func Members(ctx context.Context, tx *db.Tx, unioneID int64, asOf periodo.Data) ([]Adesione, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (a Adesione, err error) {
		err = scan(&a.ID, &a.UnioneID, &a.ComuneID, &a.Unione, &a.Comune, &a.IPA, &a.Provincia, &a.Istat, &a.Dal, &a.Al)
		return a, err
	}, `SELECT a.id, u.id, e.id, u.denominazione, e.denominazione, coalesce(e.ipa, ''),
			coalesce(p.sigla, ''), coalesce(c.istat, ''), a.dal, a.al
		FROM adesione_unione a
		JOIN ente u ON u.id = a.unione_id AND (u.dal IS NULL OR u.dal <= ?2) AND (u.al IS NULL OR u.al >= ?2)
		JOIN ente e ON e.id = a.comune_id AND (e.dal IS NULL OR e.dal <= ?2) AND (e.al IS NULL OR e.al >= ?2)
		LEFT JOIN ente_collocazione c ON c.ente_id = e.id
			AND (c.dal IS NULL OR c.dal <= ?2) AND (c.al IS NULL OR c.al >= ?2)
		LEFT JOIN provincia p ON p.id = c.provincia_id
		WHERE a.unione_id = ?1 AND a.dal <= ?2 AND (a.al IS NULL OR a.al >= ?2)
		ORDER BY e.norma, e.id`, unioneID, asOf)
}
