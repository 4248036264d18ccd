package registro

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/territorio"
)

// world is a register with what its ids stand for: the embedded one, or that of
// a database.
type world struct {
	register
	regione   map[int64]string // sigla
	provincia map[int64]territorio.Provincia
	code      map[int64]string // of the enti
}

func worldOf(r register) world {
	w := world{
		register: r, regione: map[int64]string{}, provincia: map[int64]territorio.Provincia{}, code: map[int64]string{},
	}
	for _, g := range r.regioni {
		w.regione[g.ID] = g.Sigla
	}
	for _, p := range r.province {
		w.provincia[p.ID] = p
	}
	for _, s := range r.enti {
		w.code[s.ID] = codeOf(s)
	}
	return w
}

// codeOf returns the code by which an ente is known again: the Belfiore code of
// a comune, which outlives its recodings, the IPA code of any other, empty for
// one that has neither.
func codeOf(s ente.Scheda) string {
	if s.Belfiore != "" {
		return s.Belfiore
	}
	return s.IPA
}

// readWorld reads the register of a database: all its enti, as far as the
// embedded register could hold them.
func readWorld(ctx context.Context, tx *db.Tx) (world, error) {
	var r register
	var err error
	if r.regioni, err = territorio.Regioni(ctx, tx); err != nil {
		return world{}, err
	}
	if r.province, err = territorio.Province(ctx, tx, territorio.Filter{}); err != nil {
		return world{}, err
	}
	if r.enti, err = readEnti(ctx, tx); err != nil {
		return world{}, err
	}
	place := make(map[int64]*ente.Scheda, len(r.enti))
	for i := range r.enti {
		place[r.enti[i].ID] = &r.enti[i]
	}
	if err := readPlaces(ctx, tx, place); err != nil {
		return world{}, err
	}
	return worldOf(r), readFigures(ctx, tx, place)
}

func readEnti(ctx context.Context, tx *db.Tx) ([]ente.Scheda, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (s ente.Scheda, err error) {
		err = scan(&s.ID, &s.Tipo, &s.Denominazione, &s.Belfiore, &s.IPA, &s.CF,
			&s.Dal, &s.Al, &s.MotivoFine, &s.SuccessoreID)
		return s, err
	}, `SELECT id, tipo, denominazione, coalesce(belfiore, ''), coalesce(ipa, ''), coalesce(cf, ''),
			dal, al, coalesce(motivo_fine, ''), coalesce(successore_id, 0)
		FROM ente ORDER BY id`)
}

func readPlaces(ctx context.Context, tx *db.Tx, enti map[int64]*ente.Scheda) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var c ente.Collocazione
		err := scan(&c.ID, &c.EnteID, &c.RegioneID, &c.ProvinciaID, &c.Istat, &c.Capoluogo, &c.Dal, &c.Al)
		if err != nil {
			return err
		}
		s := enti[c.EnteID]
		s.Collocazioni = append(s.Collocazioni, c)
		return nil
	}, `SELECT id, ente_id, regione_id, coalesce(provincia_id, 0), coalesce(istat, ''), capoluogo, dal, al
		FROM ente_collocazione ORDER BY ente_id, coalesce(dal, ''), id`)
}

// readFigures reads the residents, the only figure of the register.
func readFigures(ctx context.Context, tx *db.Tx, enti map[int64]*ente.Scheda) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var d ente.Dato
		if err := scan(&id, &d.Grandezza, &d.Valore, &d.DataRif, &d.Fonte); err != nil {
			return err
		}
		s := enti[id]
		s.Dati = append(s.Dati, d)
		return nil
	}, `SELECT ente_id, grandezza, valore, data_rif, fonte FROM ente_dato
		WHERE grandezza = 'popolazione' ORDER BY ente_id, data_rif`)
}
