package report

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/progetto"
)

// ProgettoAmmesso is a project that was admitted, as it is published.
type ProgettoAmmesso struct {
	progetto.Progetto
	TitoloBando string
	// NomeRegione is the full name of the region of Progetto.
	NomeRegione string
	// AmmessoIl is the day of the first act that admitted it, no day where it is
	// not recorded.
	AmmessoIl periodo.Data
}

// ProgettiAmmessi returns the projects of the calls, of all calls where there are
// no ids, that were admitted, whatever became of them: by call, lead and moment
// of the application.
func ProgettiAmmessi(ctx context.Context, tx *db.Tx, bandoIDs []int64) ([]ProgettoAmmesso, error) {
	projects, err := progetto.List(ctx, tx, progetto.Filter{BandoIDs: bandoIDs, Stati: progetto.StatiAmmessi()})
	if err != nil {
		return nil, err
	}
	titles, regions := map[int64]string{}, map[string]string{}
	if err := eachPair(ctx, tx, titles, `SELECT id, titolo FROM bando`); err != nil {
		return nil, err
	}
	if err := eachPair(ctx, tx, regions, `SELECT sigla, denominazione FROM regione`); err != nil {
		return nil, err
	}
	admitted := map[int64]periodo.Data{}
	if err := eachPair(ctx, tx, admitted, `SELECT progetto_id, min(data) FROM progetto_atto
		WHERE stato IN ('ammesso_finanziato', 'ammesso_non_finanziato') GROUP BY progetto_id`); err != nil {
		return nil, err
	}
	list := make([]ProgettoAmmesso, len(projects))
	for i, p := range projects {
		list[i] = ProgettoAmmesso{Progetto: p, TitoloBando: titles[p.BandoID], NomeRegione: regions[p.Regione], AmmessoIl: admitted[p.ID]}
	}
	return list, nil
}

// eachPair reads a query of two columns, the first of which is unique.
func eachPair[K comparable, V any](ctx context.Context, tx *db.Tx, into map[K]V, query string) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var k K
		var v V
		err := scan(&k, &v)
		into[k] = v
		return err
	}, query)
}
