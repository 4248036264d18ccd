package convenzione

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// valid is the SQL condition under which the row k of table convenzione is for
// a platform and valid on a day: its parameters are the platform and twice the
// day.
const valid = `lower(k.tipo) = lower(?) AND k.dal <= ? AND (k.al IS NULL OR k.al >= ?)`

// SignedAt returns the SQL condition under which an ente, an expression of its
// id such as u.id, has signed a convention for the platform that is valid on
// the day, and its parameters.
func SignedAt(ente, platform string, day periodo.Data) (sql string, args []any) {
	return `EXISTS (SELECT 1 FROM convenzione k WHERE k.ente_id = ` + ente + ` AND ` + valid + `)`,
		[]any{platform, day, day}
}

// ThroughAt returns the SQL condition under which an ente is covered by a
// convention of another, its capofila, that is valid on the day. The
// convention of a capofila that has ended covers nobody.
func ThroughAt(ente, platform string, day periodo.Data) (sql string, args []any) {
	return `EXISTS (SELECT 1 FROM convenzione_ente s JOIN convenzione k ON k.id = s.convenzione_id
			JOIN ente x ON x.id = k.ente_id AND (x.dal IS NULL OR x.dal <= ?) AND (x.al IS NULL OR x.al >= ?)
			WHERE s.ente_id = ` + ente + ` AND ` + valid + `)`,
		[]any{day, day, platform, day, day}
}

// CoveredAt returns the SQL condition under which an ente is under a
// convention for the platform on the day, its own or that of a capofila, and
// its parameters. Together with the two that it is made of it is the only
// definition of who is under a convention.
func CoveredAt(ente, platform string, day periodo.Data) (sql string, args []any) {
	signed, signedArgs := SignedAt(ente, platform, day)
	through, throughArgs := ThroughAt(ente, platform, day)
	return `(` + signed + ` OR ` + through + `)`, append(signedArgs, throughArgs...)
}

// Coperto is an ente that the convention of a capofila covers.
type Coperto struct {
	EnteID        int64
	Denominazione string
	// IPA is empty where there is none; Provincia is the sigla of where it lies
	// on the day asked, or lay last before it.
	IPA, Provincia string
}

// Covered returns the enti that a convention covers besides the one that
// signed it, by name, with where they lie on the day asOf.
func Covered(ctx context.Context, tx *db.Tx, id int64, asOf periodo.Data) ([]Coperto, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (c Coperto, err error) {
		err = scan(&c.EnteID, &c.Denominazione, &c.IPA, &c.Provincia)
		return c, err
	}, `SELECT e.id, e.denominazione, coalesce(e.ipa, ''), coalesce(p.sigla, '')
		FROM convenzione_ente s
		JOIN ente e ON e.id = s.ente_id
		LEFT JOIN ente_collocazione c ON c.id = (`+lastPlace+`)
		LEFT JOIN provincia p ON p.id = c.provincia_id
		WHERE s.convenzione_id = ? ORDER BY e.norma, e.id`, asOf, id)
}

// lastPlace finds where the ente e lies on a day, its parameter, or lay last
// before it; without a day it finds the latest place.
const lastPlace = `SELECT z.id FROM ente_collocazione z
	WHERE z.ente_id = e.id AND (z.dal IS NULL OR z.dal <= coalesce(?, '9999-12-31')) ORDER BY z.dal DESC LIMIT 1`
