package ente

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Add writes a new ente, that lies from its first day where RegioneID,
// ProvinciaID, Istat and Capoluogo say, and returns it with its id. A
// provincia is enough to know the region. The end of its life, its figures and
// what Add does not need are ignored.
//
// A comune needs its provincia, its ISTAT and Belfiore codes and the day of its
// birth, on which the counts of comuni change; any other ente may have been
// there since before the register begins. Codes are checked and stored in
// their canonical form. It returns a fault of kind Usage for what is missing
// or malformed, of kind Failed when another ente has one of the codes, or the
// same type, name and place.
func Add(ctx context.Context, tx *db.Tx, e Ente) (Ente, error) {
	e, err := checked(e, Ente{})
	if err != nil {
		return Ente{}, err
	}
	if e.Tipo == Comune && e.Dal.IsZero() {
		return Ente{}, fault.New(fault.Usage, "a comune needs the day from which it exists").WithHint("add --from DATE")
	}
	place := Collocazione{
		RegioneID: e.RegioneID, ProvinciaID: e.ProvinciaID, Istat: e.Istat, Capoluogo: e.Capoluogo,
		Periodo: periodo.Periodo{Dal: e.Dal},
	}
	if place, err = checkedPlace(ctx, tx, e, place); err != nil {
		return Ente{}, err
	}
	if err := checkCodesFree(ctx, tx, e); err != nil {
		return Ente{}, err
	}
	if err := checkNameFree(ctx, tx, e, place); err != nil {
		return Ente{}, err
	}
	if e.ID, _, err = db.First(ctx, tx, db.Value[int64], `SELECT coalesce(max(id), 0) + 1 FROM ente`); err != nil {
		return Ente{}, err
	}
	e.Periodo, e.MotivoFine, e.SuccessoreID = place.Periodo, "", 0
	if err := Load(ctx, tx, []Scheda{{Ente: e, Collocazioni: []Collocazione{place}}}); err != nil {
		return Ente{}, err
	}
	return Find(ctx, tx, e.ID, e.Dal)
}

// checkNameFree refuses a second ente of the same type and name in the same
// place, which nothing could tell from the first.
func checkNameFree(ctx context.Context, tx *db.Tx, e Ente, place Collocazione) error {
	other, taken, err := db.First(ctx, tx, func(scan db.Scan) (o Ente, err error) {
		err = scan(&o.Denominazione, &o.IPA)
		return o, err
	}, `SELECT e.denominazione, coalesce(e.ipa, e.belfiore, e.cf, '') FROM ente_nome n
		JOIN ente e ON e.id = n.ente_id
		JOIN ente_collocazione c ON c.ente_id = e.id
		WHERE n.norma = ? AND n.tipo = 'ufficiale' AND e.tipo = ?
		AND c.regione_id = ? AND coalesce(c.provincia_id, 0) = ?
		AND (c.al IS NULL OR c.al >= coalesce(?, ''))
		ORDER BY e.id`, nome.Ente(e.Denominazione), string(e.Tipo), place.RegioneID, place.ProvinciaID, place.Dal)
	if err != nil || !taken {
		return err
	}
	return fault.New(fault.Failed, "there is already a %s called %s in the same place", string(e.Tipo), other.Denominazione).
		WithHint("see it with: dtctl ente show %s", other.Typed())
}
