package report

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/contatto"
	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Blocco says why an ente is among those without a convention.
type Blocco string

// The blocks, in the order in which they are listed.
const (
	// ConIscritti has no convention and persons enrolled on the platform.
	ConIscritti Blocco = "con_iscritti"
	// SenzaIscritti has neither.
	SenzaIscritti Blocco = "senza_iscritti"
	// InScadenza has a convention, which ends soon and which no other follows.
	InScadenza Blocco = "in_scadenza"
)

// Blocchi returns the blocks in the order in which they are listed.
func Blocchi() []Blocco { return []Blocco{ConIscritti, SenzaIscritti, InScadenza} }

// NonConvenzionato is an ente that is under no convention, or soon will not be,
// with what is needed to reach its office.
type NonConvenzionato struct {
	Blocco        Blocco
	EnteID        int64
	Denominazione string
	Tipo          ente.Tipo
	// IPA and Provincia (a sigla) are empty where there is none.
	IPA, Provincia string
	// Responsabili are the holders of the role formazione, those of its Unione
	// where the ente has none of its own.
	Responsabili []Voce
	// Iscritti is how many persons are enrolled in courses of the platform.
	Iscritti int64
	// Dipendenti is the number of employees nearest to the day, nil when it is
	// not known.
	Dipendenti *int64
	// UltimoContatto is the day of the last contact up to the day, zero when
	// there was none; Esito and ProssimoIl are what it says.
	UltimoContatto periodo.Data
	Esito          contatto.Esito
	ProssimoIl     periodo.Data
	// PEC is that of the office.
	PEC string
	// ScadeIl is the last day under a convention, zero outside InScadenza.
	ScadeIl periodo.Data
}

// NonConvenzionati returns the enti that pass the filter and are under no
// convention for the platform on its day, and those that will not be any more
// the given number of days later; block by block, by provincia and name.
//
// Where the filter asks for no type they are the local bodies that a coverage
// figure counts, and any other with persons enrolled. Enti in liquidation are
// left out.
func NonConvenzionati(ctx context.Context, tx *db.Tx, q Question, entro int) ([]NonConvenzionato, error) {
	platform := q.Scelta.Piattaforma
	q.Per = []Dimensione{PerEnte}
	enrolled, err := Iscritti(ctx, tx, q)
	if err != nil {
		return nil, err
	}
	iscritti := map[string]int64{}
	for _, r := range enrolled.Rows {
		iscritti[r.Gruppo[0].chiave] = r.Persone
	}
	list, err := uncovered(ctx, tx, q.Filter, platform, entro)
	if err != nil {
		return nil, err
	}
	holders := map[int64]*member{}
	for i := range list {
		n := &list[i]
		holders[n.EnteID] = &member{id: n.EnteID}
		n.Iscritti = iscritti[number(n.EnteID)]
		if n.Blocco == "" {
			n.Blocco = SenzaIscritti
			if n.Iscritti > 0 {
				n.Blocco = ConIscritti
			}
		}
	}
	if err := joinResponsabili(ctx, tx, holders, q.Filter.AsOf); err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Responsabili = holders[list[i].EnteID].responsabili
	}
	list = slices.DeleteFunc(list, func(n NonConvenzionato) bool {
		return len(q.Filter.Tipi) == 0 && n.Iscritti == 0 && !slices.Contains(ente.TipiPredefiniti(), n.Tipo)
	})
	slices.SortStableFunc(list, func(a, b NonConvenzionato) int {
		return slices.Index(Blocchi(), a.Blocco) - slices.Index(Blocchi(), b.Blocco)
	})
	return list, nil
}

// uncovered returns the enti that pass the filter without those that are under
// a convention on its day and the given number of days later. The block is
// empty where there is no convention on the day.
func uncovered(ctx context.Context, tx *db.Tx, f ente.Filter, platform string, entro int) ([]NonConvenzionato, error) {
	later := f.AsOf.AddDays(entro)
	query, queryArgs := f.Query()
	now, nowArgs := convenzione.CoveredAt("u.id", platform, f.AsOf)
	then, thenArgs := convenzione.CoveredAt("u.id", platform, later)
	args := append(slices.Clone(nowArgs), f.AsOf, platform, f.AsOf, later)
	args = append(append(args, queryArgs...), f.AsOf)
	args = append(append(args, nowArgs...), thenArgs...)
	return db.Collect(ctx, tx, func(scan db.Scan) (n NonConvenzionato, err error) {
		var covered bool
		err = scan(&n.EnteID, &n.Denominazione, &n.Tipo, &n.IPA, &n.Provincia, &covered, &n.Dipendenti,
			&n.UltimoContatto, &n.Esito, &n.ProssimoIl, &n.PEC, &n.ScadeIl)
		if covered {
			n.Blocco = InScadenza
		} else {
			n.ScadeIl = periodo.Data{}
		}
		return n, err
	}, `SELECT u.id, u.denominazione, u.tipo, coalesce(e.ipa, ''), coalesce(p.sigla, ''), `+now+`,
			(SELECT d.valore FROM ente_dato d WHERE d.ente_id = u.id AND d.grandezza = 'dipendenti'
				ORDER BY abs(julianday(d.data_rif) - julianday(?)), d.data_rif LIMIT 1),
			t.data, coalesce(t.esito, ''), t.prossimo_il, coalesce(e.pec, ''),
			(SELECT max(k.al) FROM convenzione k WHERE lower(k.tipo) = lower(?) AND k.al BETWEEN ? AND ?
				AND (k.ente_id = u.id OR k.id IN (SELECT s.convenzione_id FROM convenzione_ente s WHERE s.ente_id = u.id)))
		FROM (`+query+`) u
		JOIN ente e ON e.id = u.id
		LEFT JOIN provincia p ON p.id = u.provincia_id
		LEFT JOIN contatto t ON t.id = (SELECT c.id FROM contatto c WHERE c.ente_id = u.id AND c.data <= ?
			ORDER BY c.data DESC, c.id DESC LIMIT 1)
		WHERE u.in_liquidazione = 0 AND NOT (`+now+` AND `+then+`)
		ORDER BY p.sigla IS NULL, p.sigla, u.norma, u.id`, args...)
}
