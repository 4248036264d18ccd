package area

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Join puts an ente in an area from the day dal on. It returns a fault of kind
// Failed when the ente does not exist on that day, or when it lies in the area
// then or later already.
func Join(ctx context.Context, tx *db.Tx, areaID, enteID int64, dal periodo.Data) error {
	m, err := find(ctx, tx, areaID, enteID)
	if err != nil {
		return err
	}
	if !m.life.Contains(dal) {
		return fault.New(fault.Failed, "%s does not exist on %s", m.ente, dal).
			WithHint("see when it exists with: dtctl ente show %s", m.key)
	}
	for _, stay := range m.stays {
		if stay.Overlaps(periodo.Periodo{Dal: dal}) {
			return fault.New(fault.Failed, "%s already lies in the area %s %s", m.ente, m.area, extent(stay.Periodo)).
				WithHint("see the area with: dtctl area show %s --as-of %s", m.area, stay.Dal.String())
		}
	}
	_, err = tx.Insert(ctx, `INSERT INTO area_ente (area_id, ente_id, dal) VALUES (?, ?, ?)`, areaID, enteID, dal)
	return err
}

// Leave takes an ente out of an area; al is its last day in it. It returns a
// fault of kind Failed when the ente does not lie there on that day, or when
// the end of its stay is already written.
func Leave(ctx context.Context, tx *db.Tx, areaID, enteID int64, al periodo.Data) error {
	m, err := find(ctx, tx, areaID, enteID)
	if err != nil {
		return err
	}
	for _, stay := range m.stays {
		if !stay.Contains(al) {
			continue
		}
		if !stay.Al.IsZero() {
			return fault.New(fault.Failed, "%s already leaves the area %s on %s", m.ente, m.area, stay.Al).
				WithHint("see the area with: dtctl area show %s --as-of %s", m.area, stay.Dal.String())
		}
		_, err := tx.Exec(ctx, `UPDATE area_ente SET al = ? WHERE id = ?`, al, stay.id)
		return err
	}
	return fault.New(fault.Failed, "%s does not lie in the area %s on %s", m.ente, m.area, al).
		WithHint("see the area with: dtctl area show %s", m.area)
}

// pair is an area and an ente, with the stays of the one in the other.
type pair struct {
	area, ente, key string
	life            periodo.Periodo
	stays           []stay
}

type stay struct {
	id int64
	periodo.Periodo
}

func find(ctx context.Context, tx *db.Tx, areaID, enteID int64) (pair, error) {
	m, found, err := db.First(ctx, tx, func(scan db.Scan) (m pair, err error) {
		err = scan(&m.area, &m.ente, &m.key, &m.life.Dal, &m.life.Al)
		return m, err
	}, `SELECT a.codice, e.denominazione, coalesce(e.ipa, e.belfiore, '"' || e.denominazione || '"'), e.dal, e.al
		FROM area a CROSS JOIN ente e WHERE a.id = ? AND e.id = ?`, areaID, enteID)
	if err != nil {
		return m, err
	}
	if !found {
		return m, fault.New(fault.Failed, "there is no such area or ente").WithHint("see the areas with: dtctl area list")
	}
	m.stays, err = db.Collect(ctx, tx, func(scan db.Scan) (s stay, err error) {
		err = scan(&s.id, &s.Dal, &s.Al)
		return s, err
	}, `SELECT id, dal, al FROM area_ente WHERE area_id = ? AND ente_id = ? ORDER BY dal, id`, areaID, enteID)
	return m, err
}

// Enti returns the enti that lie in an area on the day asOf, by name. An ente
// that does not exist on that day is not among them.
func Enti(ctx context.Context, tx *db.Tx, areaID int64, asOf periodo.Data) ([]Appartenenza, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (m Appartenenza, err error) {
		err = scan(&m.ID, &m.EnteID, &m.Denominazione, &m.Tipo, &m.IPA, &m.Regione, &m.Provincia, &m.Istat, &m.Dal, &m.Al)
		return m, err
	}, `SELECT m.id, e.id, e.denominazione, e.tipo, coalesce(e.ipa, ''),
			coalesce(r.sigla, ''), coalesce(p.sigla, ''), coalesce(c.istat, ''), m.dal, m.al
		FROM area_ente m
		JOIN ente e ON e.id = m.ente_id AND (e.dal IS NULL OR e.dal <= ?2) AND (e.al IS NULL OR e.al >= ?2)
		LEFT JOIN ente_collocazione c ON c.ente_id = e.id
			AND (c.dal IS NULL OR c.dal <= ?2) AND (c.al IS NULL OR c.al >= ?2)
		LEFT JOIN regione r ON r.id = c.regione_id
		LEFT JOIN provincia p ON p.id = c.provincia_id
		WHERE m.area_id = ?1 AND m.dal <= ?2 AND (m.al IS NULL OR m.al >= ?2)
		ORDER BY e.norma, e.id, m.id`, areaID, asOf)
}
