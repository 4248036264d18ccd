package ente

import (
	"context"
	"fmt"
	"slices"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
)

// List returns the enti valid on the filter's day that pass it, by name.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Ente, error) {
	columns, args := readable(f.AsOf)
	source, sourceArgs := f.source(joins)
	return db.Collect(ctx, tx, read, "SELECT "+columns+source+" ORDER BY e.norma, e.id", append(args, sourceArgs...)...)
}

// Find returns the ente with that id. One that is not there is a defect of the
// program, not a fault.
func Find(ctx context.Context, tx *db.Tx, id int64, asOf periodo.Data) (Ente, error) {
	found, err := findAll(ctx, tx, []int64{id}, asOf)
	if err != nil {
		return Ente{}, err
	}
	if len(found) == 0 {
		return Ente{}, fmt.Errorf("there is no ente with id %d", id)
	}
	return found[0], nil
}

// findAll returns the enti with those ids, by name.
func findAll(ctx context.Context, tx *db.Tx, ids []int64, asOf periodo.Data) ([]Ente, error) {
	columns, args := readable(asOf)
	w := &where{}
	in(w, "e.id", ids)
	// Where it lies on the day or, before its birth and after its end, on the
	// nearest day of its life.
	args = append(args, asOf, asOf)
	return db.Collect(ctx, tx, read, "SELECT "+columns+`
		FROM ente e JOIN ente_collocazione c ON c.id =
			(SELECT x.id FROM ente_collocazione x WHERE x.ente_id = e.id
			 ORDER BY coalesce(x.dal, '') > ?, CASE WHEN coalesce(x.dal, '') <= ? THEN coalesce(x.dal, '') END DESC, x.dal
			 LIMIT 1)`+joins+`
		WHERE `+w.sql.String()+" ORDER BY e.norma, e.id", append(args, w.args...)...)
}

// joins gives the names of where the ente lies.
const joins = ` JOIN regione r ON r.id = c.regione_id LEFT JOIN provincia p ON p.id = c.provincia_id`

// readable returns the columns that read takes, of the ente e that lies at c,
// and their arguments.
func readable(asOf periodo.Data) (sql string, args []any) {
	popolazione, args := nearest("valore", Popolazione, asOf)
	dipendenti, more := nearest("valore", Dipendenti, asOf)
	return `e.id, e.tipo, e.denominazione, coalesce(e.ipa, ''), coalesce(e.cf, ''), coalesce(e.piva, ''),
		coalesce(e.belfiore, ''), coalesce(e.pec, ''), coalesce(e.email, ''), coalesce(e.telefono, ''),
		coalesce(e.sito, ''), e.in_liquidazione, e.dal, e.al, coalesce(e.motivo_fine, ''),
		coalesce(e.successore_id, 0), coalesce(e.note, ''), c.regione_id, r.sigla, coalesce(c.provincia_id, 0),
		coalesce(p.sigla, ''), coalesce(c.istat, ''), c.capoluogo, ` + popolazione + `, ` + dipendenti + `
		`, append(args, more...)
}

func read(scan db.Scan) (e Ente, err error) {
	err = scan(&e.ID, &e.Tipo, &e.Denominazione, &e.IPA, &e.CF, &e.PIVA,
		&e.Belfiore, &e.PEC, &e.Email, &e.Telefono,
		&e.Sito, &e.InLiquidazione, &e.Dal, &e.Al, &e.MotivoFine,
		&e.SuccessoreID, &e.Note, &e.RegioneID, &e.Regione, &e.ProvinciaID,
		&e.Provincia, &e.Istat, &e.Capoluogo, &e.Popolazione, &e.Dipendenti)
	return e, err
}

// Load writes enti with their history, with the ids that the caller gives
// them. It checks nothing: the codes must be canonical and the collocazioni
// must cover the life of each ente.
func Load(ctx context.Context, tx *db.Tx, enti []Scheda) error {
	var main, places, names [][]any
	enti = successorsFirst(enti)
	for _, s := range enti {
		main = append(main, []any{
			s.ID, string(s.Tipo), s.Denominazione, nome.Norm(s.Denominazione), nullable(s.IPA), nullable(s.CF),
			nullable(s.PIVA), nullable(s.Belfiore), nullable(s.PEC), nullable(s.Email), nullable(s.Telefono),
			nullable(s.Sito), s.InLiquidazione, s.Dal, s.Al, nullable(string(s.MotivoFine)),
			nullableID(s.SuccessoreID), nullable(s.Note),
		})
		for _, c := range s.Collocazioni {
			places = append(places, placeRow(s.ID, c))
		}
		for _, n := range nomi(s.Denominazione, s.Nomi) {
			names = append(names, nameRow(s.ID, n))
		}
	}
	columns := []string{
		"id", "tipo", "denominazione", "norma", "ipa", "cf", "piva", "belfiore", "pec", "email", "telefono",
		"sito", "in_liquidazione", "dal", "al", "motivo_fine", "successore_id", "note",
	}
	if err := tx.InsertRows(ctx, "ente", columns, main); err != nil {
		return err
	}
	if err := tx.InsertRows(ctx, "ente_collocazione", placeColumns(), places); err != nil {
		return err
	}
	if err := tx.InsertRows(ctx, "ente_nome", nameColumns(), names); err != nil {
		return err
	}
	return LoadDati(ctx, tx, enti)
}

// successorsFirst puts the enti that live on before those that ended, and of
// these the last to end before the first, so that each comes after its
// successor.
func successorsFirst(enti []Scheda) []Scheda {
	list := slices.Clone(enti)
	slices.SortStableFunc(list, func(a, b Scheda) int {
		switch {
		case a.Al == b.Al:
			return 0
		case a.Al.IsZero() || !b.Al.IsZero() && a.Al.After(b.Al):
			return -1
		}
		return 1
	})
	return list
}

func placeColumns() []string {
	return []string{"ente_id", "regione_id", "provincia_id", "istat", "capoluogo", "dal", "al"}
}

func placeRow(id int64, c Collocazione) []any {
	return []any{id, c.RegioneID, nullableID(c.ProvinciaID), nullable(c.Istat), c.Capoluogo, c.Dal, c.Al}
}

func nameColumns() []string { return []string{"ente_id", "nome", "norma", "tipo"} }

func nameRow(id int64, n Nome) []any {
	return []any{id, n.Nome, nome.Ente(n.Nome), string(n.Tipo)}
}

func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func nullableID(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
