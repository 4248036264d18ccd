package programma

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Scheda is a programme with its scope in words and in figures.
type Scheda struct {
	Programma
	// Regioni, Tipi and Aree are the rule of the scope: sigle of the regions,
	// types of ente, the usual ones when the scope names none, and codes of the
	// areas. All are empty for a scope of single enti alone.
	Regioni, Tipi, Aree []string
	// Inclusioni and Esclusioni are the enti let in and kept out by hand, by name.
	Inclusioni, Esclusioni []Caso
	// Ruoli are the codes of the roles of the programme.
	Ruoli []string
	// AsOf is the day of the figures: Enti are in the scope, Esclusi would be,
	// were they not kept out by hand.
	AsOf          periodo.Data
	Enti, Esclusi int
}

// Caso is an ente that is let in or kept out by hand, and why.
type Caso struct {
	EnteID                     int64
	Denominazione, IPA, Motivo string
}

// Describe returns all that there is to know of a programme; its enti are
// counted on the day asOf.
func Describe(ctx context.Context, tx *db.Tx, p Programma, asOf periodo.Data) (Scheda, error) {
	s := Scheda{Programma: p, AsOf: asOf}
	a, err := AmbitoDi(ctx, tx, p.ID)
	if err != nil {
		return s, err
	}
	if s.Enti, s.Esclusi, err = Count(ctx, tx, a, ente.Filter{AsOf: asOf}); err != nil {
		return s, err
	}
	if !a.IsByHand() {
		for _, t := range a.tipi() {
			s.Tipi = append(s.Tipi, string(t))
		}
	}
	for _, words := range []struct {
		to    *[]string
		query string
	}{
		{&s.Regioni, `SELECT r.sigla FROM programma_ambito m JOIN regione r ON r.id = m.regione_id
			WHERE m.programma_id = ? ORDER BY r.istat`},
		{&s.Aree, `SELECT a.codice FROM programma_ambito m JOIN area a ON a.id = m.area_id
			WHERE m.programma_id = ? ORDER BY a.codice`},
		{&s.Ruoli, `SELECT codice FROM ruolo WHERE programma_id = ? ORDER BY codice`},
	} {
		if *words.to, err = db.Collect(ctx, tx, db.Value[string], words.query, p.ID); err != nil {
			return s, err
		}
	}
	if s.Inclusioni, err = casi(ctx, tx, p.ID, incluso); err != nil {
		return s, err
	}
	s.Esclusioni, err = casi(ctx, tx, p.ID, escluso)
	return s, err
}

func casi(ctx context.Context, tx *db.Tx, programmaID int64, azione string) ([]Caso, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (c Caso, err error) {
		err = scan(&c.EnteID, &c.Denominazione, &c.IPA, &c.Motivo)
		return c, err
	}, `SELECT e.id, e.denominazione, coalesce(e.ipa, ''), m.motivo
		FROM programma_ente m JOIN ente e ON e.id = m.ente_id
		WHERE m.programma_id = ? AND m.azione = ? ORDER BY e.norma, e.id`, programmaID, azione)
}
