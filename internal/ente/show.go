package ente

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Dettaglio is an ente with its history and its ties.
type Dettaglio struct {
	Ente
	// Successore is the ente that took its place, zero when there is none.
	Successore Legame
	// Predecessori are the enti whose place it took, the first to end first;
	// the period is their life.
	Predecessori []Legame
	// Collocazioni, Nomi and Dati are the whole history: the places and the
	// figures in the order of time, the official name first.
	Collocazioni []Collocazione
	Nomi         []Nome
	Dati         []Dato
	// Unioni are the Unioni that it joined, in the order of time.
	Unioni []Legame
	// Membri are the comuni that belong to it on the day asked, by name.
	Membri []Legame
	// Aree are the areas in which it lies on the day asked, by code.
	Aree []Legame
}

// Legame is a tie to another ente or to an area, and its period.
type Legame struct {
	// Codice is what names it in a command; empty when it has no code.
	Codice string
	Nome   string
	periodo.Periodo
}

// Show returns the ente, as read for the day asOf, with its history and its
// ties.
func Show(ctx context.Context, tx *db.Tx, e Ente, asOf periodo.Data) (Dettaglio, error) {
	d := Dettaglio{Ente: e}
	var err error
	if d.Collocazioni, err = db.Collect(ctx, tx, readPlace,
		selectPlace+` WHERE c.ente_id = ? ORDER BY coalesce(c.dal, ''), c.id`, e.ID); err != nil {
		return d, err
	}
	if d.Nomi, err = db.Collect(ctx, tx, func(scan db.Scan) (n Nome, err error) {
		err = scan(&n.Nome, &n.Tipo)
		return n, err
	}, `SELECT nome, tipo FROM ente_nome WHERE ente_id = ? ORDER BY tipo <> 'ufficiale', tipo DESC, id`, e.ID); err != nil {
		return d, err
	}
	if d.Dati, err = db.Collect(ctx, tx, func(scan db.Scan) (f Dato, err error) {
		err = scan(&f.Grandezza, &f.Valore, &f.DataRif, &f.Fonte)
		return f, err
	}, `SELECT grandezza, valore, data_rif, fonte FROM ente_dato WHERE ente_id = ?
		ORDER BY grandezza DESC, data_rif`, e.ID); err != nil {
		return d, err
	}
	return d, d.readTies(ctx, tx, asOf)
}

func (d *Dettaglio) readTies(ctx context.Context, tx *db.Tx, asOf periodo.Data) (err error) {
	successors, err := ties(ctx, tx, `SELECT `+tieCode+`, e.denominazione, e.dal, e.al FROM ente e WHERE e.id = ?`, d.SuccessoreID)
	if err != nil {
		return err
	}
	if len(successors) > 0 {
		d.Successore = successors[0]
	}
	if d.Predecessori, err = ties(ctx, tx, `SELECT `+tieCode+`, e.denominazione, e.dal, e.al FROM ente e
		WHERE e.successore_id = ? ORDER BY e.al, e.norma, e.id`, d.ID); err != nil {
		return err
	}
	if d.Unioni, err = ties(ctx, tx, `SELECT `+tieCode+`, e.denominazione, a.dal, a.al
		FROM adesione_unione a JOIN ente e ON e.id = a.unione_id
		WHERE a.comune_id = ? ORDER BY a.dal, a.id`, d.ID); err != nil {
		return err
	}
	if d.Membri, err = ties(ctx, tx, `SELECT `+tieCode+`, e.denominazione, a.dal, a.al
		FROM adesione_unione a JOIN ente e ON e.id = a.comune_id
		WHERE a.unione_id = ? AND a.dal <= ? AND (a.al IS NULL OR a.al >= ?)
		ORDER BY e.norma, a.id`, d.ID, asOf, asOf); err != nil {
		return err
	}
	d.Aree, err = ties(ctx, tx, `SELECT a.codice, a.nome, m.dal, m.al FROM area_ente m JOIN area a ON a.id = m.area_id
		WHERE m.ente_id = ? AND m.dal <= ? AND (m.al IS NULL OR m.al >= ?)
		ORDER BY a.codice, m.id`, d.ID, asOf, asOf)
	return err
}

// tieCode is the code by which an ente is named in a command.
const tieCode = `coalesce(e.ipa, e.belfiore, e.cf, '')`

func ties(ctx context.Context, tx *db.Tx, query string, args ...any) ([]Legame, error) {
	return db.Collect(ctx, tx, func(scan db.Scan) (l Legame, err error) {
		err = scan(&l.Codice, &l.Nome, &l.Dal, &l.Al)
		return l, err
	}, query, args...)
}
