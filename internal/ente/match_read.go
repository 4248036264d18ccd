package ente

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/territorio"
)

// NewMatcher reads what a Matcher needs to know of all enti.
func NewMatcher(ctx context.Context, tx *db.Tx) (*Matcher, error) {
	const size = 1 << 13
	m := &Matcher{
		enti: make(map[int64]*record, size),
		ipa:  make(map[string]int64, size), cf: make(map[string]int64, size), belfiore: make(map[string]int64, size),
		istat:     make(map[string][]holder, size),
		addresses: map[string][]int64{}, domains: map[string][]int64{},
		names: make(map[string][]bearer, size), looseNames: make(map[string][]bearer, size),
		remembered: map[Chiavi]remembered{}, suggested: map[suggestKey][]Suggerito{},
	}
	for _, read := range []func(context.Context, *db.Tx) error{m.readEnti, m.readAddresses, m.readPlaces, m.readNames} {
		if err := read(ctx, tx); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *Matcher) readEnti(ctx context.Context, tx *db.Tx) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		r := &record{}
		err := scan(&r.ID, &r.Tipo, &r.Denominazione, &r.IPA, &r.CF, &r.Belfiore, &r.Dal, &r.Al, &r.SuccessoreID)
		if err != nil {
			return err
		}
		m.enti[r.ID] = r
		for _, code := range []struct {
			value string
			index map[string]int64
		}{{r.IPA, m.ipa}, {r.CF, m.cf}, {r.Belfiore, m.belfiore}} {
			if code.value != "" {
				code.index[code.value] = r.ID
			}
		}
		return nil
	}, `SELECT id, tipo, denominazione, coalesce(ipa, ''), coalesce(cf, ''), coalesce(belfiore, ''),
		dal, al, coalesce(successore_id, 0) FROM ente ORDER BY id`)
}

func (m *Matcher) readAddresses(ctx context.Context, tx *db.Tx) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var id int64
		var pec, email, sito string
		if err := scan(&id, &pec, &email, &sito); err != nil {
			return err
		}
		m.indexAddress(pec, id)
		m.indexAddress(email, id)
		m.indexDomain(host(sito), id)
		return nil
	}, `SELECT id, coalesce(pec, ''), coalesce(email, ''), coalesce(sito, '') FROM ente
		WHERE pec IS NOT NULL OR email IS NOT NULL OR sito IS NOT NULL ORDER BY id`)
}

// readPlaces reads where the enti lay, and the regions and provinces where that
// was.
func (m *Matcher) readPlaces(ctx context.Context, tx *db.Tx) error {
	province, err := territorio.Province(ctx, tx, territorio.Filter{})
	if err != nil {
		return err
	}
	regioni, err := territorio.Regioni(ctx, tx)
	if err != nil {
		return err
	}
	m.province = newProvinceNames(province)
	ofProvincia, ofRegione := map[int64]string{}, map[int64]string{}
	for _, p := range province {
		ofProvincia[p.ID] = p.Sigla
	}
	for _, r := range regioni {
		ofRegione[r.ID] = r.Sigla
	}
	err = db.Each(ctx, tx, func(scan db.Scan) error {
		var c Collocazione
		if err := scan(&c.EnteID, &c.RegioneID, &c.ProvinciaID, &c.Istat, &c.Dal, &c.Al); err != nil {
			return err
		}
		c.Regione, c.Provincia = ofRegione[c.RegioneID], ofProvincia[c.ProvinciaID]
		r := m.enti[c.EnteID]
		r.places = append(r.places, c)
		if c.Istat != "" {
			m.istat[c.Istat] = append(m.istat[c.Istat], holder{c.EnteID, c.Periodo})
		}
		return nil
	}, `SELECT ente_id, regione_id, coalesce(provincia_id, 0), coalesce(istat, ''), dal, al FROM ente_collocazione ORDER BY id`)
	if err != nil {
		return err
	}
	for _, r := range m.enti {
		slices.SortFunc(r.places, func(a, b Collocazione) int { return a.Dal.DaysSince(b.Dal) })
	}
	return nil
}

func (m *Matcher) readNames(ctx context.Context, tx *db.Tx) error {
	return db.Each(ctx, tx, func(scan db.Scan) error {
		var b bearer
		var norma string
		if err := scan(&b.id, &b.tipo, &norma); err != nil {
			return err
		}
		m.names[norma] = append(m.names[norma], b)
		for _, key := range looseForms(norma) {
			m.looseNames[key] = append(m.looseNames[key], b)
		}
		return nil
	}, `SELECT ente_id, tipo, norma FROM ente_nome ORDER BY id`)
}
