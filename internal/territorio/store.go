package territorio

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Load writes regions and provinces with the ids that the caller gives them.
func Load(ctx context.Context, tx *db.Tx, regioni []Regione, province []Provincia) error {
	rows := make([][]any, len(regioni))
	for i, r := range regioni {
		rows[i] = []any{
			r.ID, r.Istat, r.Sigla, r.Sigla3, r.ISO, r.IPA,
			r.Denominazione, nome.Norm(r.Denominazione), r.Ripartizione,
		}
	}
	columns := []string{"id", "istat", "sigla", "sigla3", "iso", "ipa", "denominazione", "norma", "ripartizione"}
	if err := tx.InsertRows(ctx, "regione", columns, rows); err != nil {
		return err
	}
	rows = make([][]any, len(province))
	for i, p := range province {
		rows[i] = []any{
			p.ID, p.Istat, p.UTS, p.Sigla, nullable(p.Alias), p.RegioneID,
			p.Denominazione, nome.Norm(p.Denominazione), string(p.Tipo), p.Dal, p.Al,
		}
	}
	columns = []string{"id", "istat", "uts", "sigla", "alias", "regione_id", "denominazione", "norma", "tipo", "dal", "al"}
	return tx.InsertRows(ctx, "provincia", columns, rows)
}

func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Regioni returns the regions in the order of ISTAT, from north to south.
func Regioni(ctx context.Context, tx *db.Tx) ([]Regione, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (r Regione, err error) {
		err = scan(&r.ID, &r.Istat, &r.Sigla, &r.Sigla3, &r.ISO, &r.IPA, &r.Denominazione, &r.Ripartizione)
		return r, err
	}, `SELECT id, istat, sigla, sigla3, iso, ipa, denominazione, ripartizione FROM regione ORDER BY istat`)
}

// Filter chooses provinces.
type Filter struct {
	// Regioni are the ids of the regions in which they lie; none for all.
	Regioni []int64
	// AsOf is the day on which they exist; no day for all that ever did.
	AsOf periodo.Data
}

// Province returns the provinces that pass the filter, by sigla.
func Province(ctx context.Context, tx *db.Tx, f Filter) ([]Provincia, error) {
	where, args := []string{"1 = 1"}, []any{}
	if len(f.Regioni) > 0 {
		where = append(where, "p.regione_id IN (?"+strings.Repeat(", ?", len(f.Regioni)-1)+")")
		for _, id := range f.Regioni {
			args = append(args, id)
		}
	}
	if !f.AsOf.IsZero() {
		where = append(where, "(p.dal IS NULL OR p.dal <= ?) AND (p.al IS NULL OR p.al >= ?)")
		args = append(args, f.AsOf, f.AsOf)
	}
	return db.Collect(ctx, tx, readProvincia, `
		SELECT p.id, p.istat, p.uts, p.sigla, coalesce(p.alias, ''), p.denominazione,
		       p.regione_id, r.sigla, p.tipo, p.dal, p.al
		FROM provincia p JOIN regione r ON r.id = p.regione_id
		WHERE `+strings.Join(where, " AND ")+`
		ORDER BY p.sigla, p.istat`, args...)
}

func readProvincia(scan db.Scan) (p Provincia, err error) {
	err = scan(&p.ID, &p.Istat, &p.UTS, &p.Sigla, &p.Alias, &p.Denominazione,
		&p.RegioneID, &p.Regione, &p.Tipo, &p.Dal, &p.Al)
	return p, err
}
