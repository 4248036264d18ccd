package coverage

import (
	"context"
	"slices"
	"strings"

	"github.com/dtctl/dtctl/internal/contatto"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Mancante is an ente that is not covered, or lacks at least one role, with
// what is needed to reach its office.
type Mancante struct {
	EnteID        int64
	Denominazione string
	Tipo          ente.Tipo
	// IPA, Istat and Provincia (a sigla) are empty where there is none.
	IPA, Istat, Provincia string
	// Unione is the name of the Unione to which the ente belongs on the day,
	// empty when it belongs to none.
	Unione string
	// Popolazione is the number of residents nearest to the day, nil when it is
	// not known.
	Popolazione *int64
	// RuoliMancanti are the codes of the roles that are not covered, none for a
	// metric without roles.
	RuoliMancanti []string
	// InvitatoIl is the last invitation, up to the day, to appoint somebody to
	// one of those roles; zero when there was none.
	InvitatoIl periodo.Data
	// UltimoContatto is the day of the last contact up to the day, zero when
	// there was none; Canale, Esito and ProssimoIl are what it says.
	UltimoContatto periodo.Data
	Canale         contatto.Canale
	Esito          contatto.Esito
	ProssimoIl     periodo.Data
	// PEC, Email and Telefono are those of the office.
	PEC, Email, Telefono string
}

// Mancanti are the enti of a universe that are not covered.
type Mancanti struct {
	Universe Universe
	Enti     []Mancante
}

// Missing returns the enti of the universe that are not covered or, of a metric
// with roles, in which a role of the question is not covered, each once: as
// many as are uncovered in the line tutti or, of a single role asked for by
// name, in its own. The oldest invitation to a role comes first, and the enti
// that were never invited last. The metric must be one that has uncovered
// enti. The fault is that of Compute.
func Missing(ctx context.Context, tx *db.Tx, q Question) (Mancanti, error) {
	a, err := scopeOfProgramme(ctx, tx, q)
	if err != nil {
		return Mancanti{}, err
	}
	m, err := measure(ctx, tx, q, a)
	if err != nil {
		return Mancanti{}, err
	}
	missing := Mancanti{Universe: universeOf(m.enti)}
	lacking, ruoli := uncovered(m.enti, m.lines)
	if len(lacking) > 0 {
		missing.Enti, err = explain(ctx, tx, q, scopeOf(q, a), lacking, ruoli)
	}
	return missing, err
}

// explain returns what is to be known of the enti that lack roles.
func explain(ctx context.Context, tx *db.Tx, q Question, s scope, lacking []member, ruoli map[int64][]string) ([]Mancante, error) {
	list, err := describe(ctx, tx, s, lacking)
	if err != nil || !q.Metric.Ruoli {
		return list, err
	}
	invited, err := invitations(ctx, tx, lacking, q)
	for i := range list {
		m := &list[i]
		m.RuoliMancanti = ruoli[m.EnteID]
		for _, r := range m.RuoliMancanti {
			if on := invited[asked{m.EnteID, r}]; m.InvitatoIl.IsZero() || on.After(m.InvitatoIl) {
				m.InvitatoIl = on
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Mancante) int { return oldestFirst(a.InvitatoIl, b.InvitatoIl) })
	return list, err
}

// uncovered returns the enti that a line does not cover, and the roles that
// each of them lacks.
func uncovered(members []member, lines []line) (lacking []member, ruoli map[int64][]string) {
	ruoli = map[int64][]string{}
	for i, m := range members {
		for _, l := range lines {
			if !m.escluso && l.stati[i] == scoperto {
				ruoli[m.id] = append(ruoli[m.id], l.ruolo)
			}
		}
		if len(ruoli[m.id]) > 0 {
			lacking = append(lacking, m)
		}
	}
	return lacking, ruoli
}

// asked is an ente and the code of a role for which it was invited.
type asked struct {
	enteID int64
	ruolo  string
}

// invitations returns the last invitation of each ente to each role, up to the
// day.
func invitations(ctx context.Context, tx *db.Tx, enti []member, q Question) (map[asked]periodo.Data, error) {
	args := []any{q.Filter.AsOf}
	for _, r := range q.Ruoli {
		args = append(args, r.ID)
	}
	invited := map[asked]periodo.Data{}
	err := db.Each(ctx, tx, func(scan db.Scan) error {
		var a asked
		var on periodo.Data
		err := scan(&a.enteID, &a.ruolo, &on)
		invited[a] = on
		return err
	}, `SELECT n.ente_id, r.codice, max(n.invitato_il) FROM nomina n JOIN ruolo r ON r.id = n.ruolo_id
		WHERE n.ente_id IN (`+idsOf(enti)+`) AND n.stato <> 'annullata' AND n.invitato_il <= ?
			AND n.ruolo_id IN (?`+strings.Repeat(`, ?`, len(q.Ruoli)-1)+`)
		GROUP BY n.ente_id, r.codice`, args...)
	return invited, err
}

// describe returns what is to be known of the enti, by provincia and name.
func describe(ctx context.Context, tx *db.Tx, s scope, enti []member) ([]Mancante, error) {
	args := append([]any{s.day, s.day, s.day, s.day}, s.args...)
	args = append(args, s.day)
	return db.Collect(ctx, tx, func(scan db.Scan) (m Mancante, err error) {
		err = scan(&m.EnteID, &m.Denominazione, &m.Tipo, &m.IPA, &m.Istat, &m.Provincia, &m.Unione, &m.Popolazione,
			&m.UltimoContatto, &m.Canale, &m.Esito, &m.ProssimoIl, &m.PEC, &m.Email, &m.Telefono)
		return m, err
	}, `SELECT u.id, u.denominazione, u.tipo, coalesce(e.ipa, ''), coalesce(u.istat, ''), coalesce(p.sigla, ''),
			coalesce((SELECT min(x.denominazione) FROM adesione_unione a JOIN ente x ON x.id = a.unione_id
				WHERE a.comune_id = u.id AND `+validOn("a")+` AND `+validOn("x")+`), ''), u.popolazione,
			k.data, coalesce(k.canale, ''), coalesce(k.esito, ''), k.prossimo_il,
			coalesce(e.pec, ''), coalesce(e.email, ''), coalesce(e.telefono, '')
		FROM (`+s.sql+`) u
		JOIN ente e ON e.id = u.id
		LEFT JOIN provincia p ON p.id = u.provincia_id
		LEFT JOIN contatto k ON k.id = (SELECT c.id FROM contatto c WHERE c.ente_id = u.id AND c.data <= ?
			ORDER BY c.data DESC, c.id DESC LIMIT 1)
		WHERE u.id IN (`+idsOf(enti)+`)
		ORDER BY p.sigla IS NULL, p.sigla, u.norma, u.id`, args...)
}

// oldestFirst orders days, no day last.
func oldestFirst(a, b periodo.Data) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.DaysSince(b)
}
