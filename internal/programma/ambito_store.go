package programma

import (
	"context"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
)

// The two ways in which a single ente departs from the rule, as stored.
const (
	incluso = "incluso"
	escluso = "escluso"
)

// regola is a row of programma_ambito: one of its values is not zero.
type regola struct {
	regione int64
	tipo    string
	area    int64
}

// eccezione is a row of programma_ente.
type eccezione struct {
	ente           int64
	azione, motivo string
}

// AmbitoDi returns the scope of a programme.
func AmbitoDi(ctx context.Context, tx *db.Tx, programmaID int64) (Ambito, error) {
	regole, err := db.Collect(ctx, tx, func(scan db.Scan) (r regola, err error) {
		err = scan(&r.regione, &r.tipo, &r.area)
		return r, err
	}, `SELECT coalesce(regione_id, 0), coalesce(tipo, ''), coalesce(area_id, 0)
		FROM programma_ambito WHERE programma_id = ? ORDER BY id`, programmaID)
	if err != nil {
		return Ambito{}, err
	}
	eccezioni, err := db.Collect(ctx, tx, func(scan db.Scan) (e eccezione, err error) {
		err = scan(&e.ente, &e.azione, &e.motivo)
		return e, err
	}, `SELECT ente_id, azione, motivo FROM programma_ente WHERE programma_id = ? ORDER BY id`, programmaID)
	return assemble(regole, eccezioni), err
}

func assemble(regole []regola, eccezioni []eccezione) Ambito {
	var a Ambito
	for _, r := range regole {
		switch {
		case r.regione != 0:
			a.Regioni = append(a.Regioni, r.regione)
		case r.tipo != "":
			a.Tipi = append(a.Tipi, ente.Tipo(r.tipo))
		default:
			a.Aree = append(a.Aree, r.area)
		}
	}
	for _, e := range eccezioni {
		if e.azione == incluso {
			a.Inclusi = append(a.Inclusi, Eccezione{EnteID: e.ente, Motivo: e.motivo})
		} else {
			a.Esclusi = append(a.Esclusi, Eccezione{EnteID: e.ente, Motivo: e.motivo})
		}
	}
	return a
}

// take is the inverse of assemble; a value given twice counts once.
func (a Ambito) take() (regole []regola, eccezioni []eccezione) {
	for _, id := range a.Regioni {
		regole = append(regole, regola{regione: id})
	}
	for _, t := range a.Tipi {
		regole = append(regole, regola{tipo: string(t)})
	}
	for _, id := range a.Aree {
		regole = append(regole, regola{area: id})
	}
	for _, e := range a.Inclusi {
		eccezioni = append(eccezioni, eccezione{e.EnteID, incluso, e.Motivo})
	}
	for _, e := range a.Esclusi {
		eccezioni = append(eccezioni, eccezione{e.EnteID, escluso, e.Motivo})
	}
	return unique(regole), eccezioni
}

func unique[T comparable](values []T) []T { return without(values, nil) }

// without returns the values that are not among the others, each once.
func without[T comparable](values, others []T) []T {
	var left []T
	for _, v := range values {
		if !slices.Contains(others, v) && !slices.Contains(left, v) {
			left = append(left, v)
		}
	}
	return left
}

// saveAmbito writes what has changed between two scopes of a programme, and
// nothing else, so that the ledger tells it as it was.
func saveAmbito(ctx context.Context, tx *db.Tx, programmaID int64, before, after Ambito) error {
	oldRules, oldExceptions := before.take()
	rules, exceptions := after.take()
	for _, r := range without(oldRules, rules) {
		_, err := tx.Exec(ctx, `DELETE FROM programma_ambito WHERE programma_id = ?
			AND coalesce(regione_id, 0) = ? AND coalesce(tipo, '') = ? AND coalesce(area_id, 0) = ?`,
			programmaID, r.regione, r.tipo, r.area)
		if err != nil {
			return err
		}
	}
	for _, r := range without(rules, oldRules) {
		_, err := tx.Insert(ctx, `INSERT INTO programma_ambito (programma_id, regione_id, tipo, area_id)
			VALUES (?, nullif(?, 0), nullif(?, ''), nullif(?, 0))`, programmaID, r.regione, r.tipo, r.area)
		if err != nil {
			return err
		}
	}
	return saveExceptions(ctx, tx, programmaID, oldExceptions, exceptions)
}

func saveExceptions(ctx context.Context, tx *db.Tx, programmaID int64, before, after []eccezione) error {
	for _, e := range without(before, after) {
		if slices.ContainsFunc(after, func(o eccezione) bool { return o.ente == e.ente }) {
			continue
		}
		_, err := tx.Exec(ctx, `DELETE FROM programma_ente WHERE programma_id = ? AND ente_id = ?`, programmaID, e.ente)
		if err != nil {
			return err
		}
	}
	for _, e := range without(after, before) {
		_, err := tx.Exec(ctx, `INSERT INTO programma_ente (programma_id, ente_id, azione, motivo) VALUES (?, ?, ?, ?)
			ON CONFLICT (programma_id, ente_id) DO UPDATE SET azione = excluded.azione, motivo = excluded.motivo`,
			programmaID, e.ente, e.azione, e.motivo)
		if err != nil {
			return err
		}
	}
	return nil
}
