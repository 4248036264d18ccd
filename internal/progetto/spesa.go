package progetto

import (
	"context"
	"strings"

	"github.com/dtctl/dtctl/internal/bando"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Spesa is money that a project spent.
type Spesa struct {
	ID, ProgettoID, CategoriaID int64
	Importo                     euro.Importo
	Data                        periodo.Data
	// Documento is the invoice or the like, empty where it is not known.
	Documento, Note string

	// What other records say, only when read.
	Progetto, Ente, Bando string
	Categoria             string // code
	Natura                bando.Natura
	Ammissibile           bool
}

const selectSpesa = `SELECT s.id, s.progetto_id, s.categoria_id, s.importo_cent, s.data, coalesce(s.documento, ''), coalesce(s.note, ''),
		coalesce(p.codice, CAST(p.id AS TEXT)), e.denominazione, b.codice, k.codice, k.natura, k.ammissibile
	FROM spesa s JOIN progetto p ON p.id = s.progetto_id JOIN ente e ON e.id = p.ente_id JOIN bando b ON b.id = p.bando_id
	JOIN bando_categoria k ON k.id = s.categoria_id `

func readSpesa(scan db.Scan) (s Spesa, err error) {
	err = scan(&s.ID, &s.ProgettoID, &s.CategoriaID, &s.Importo, &s.Data, &s.Documento, &s.Note,
		&s.Progetto, &s.Ente, &s.Bando, &s.Categoria, &s.Natura, &s.Ammissibile)
	return s, err
}

// SaveSpesa stores spending of a project, new when its ID is 0, and returns it as
// stored. It returns a fault of kind Failed when it is new and the project is not
// funded, when the day is in the future, when the call has no such category, and
// when it does not admit it.
func SaveSpesa(ctx context.Context, tx *db.Tx, p Progetto, s Spesa, category string, today periodo.Data) (Spesa, error) {
	b, err := bando.FindID(ctx, tx, p.BandoID)
	if err != nil {
		return s, err
	}
	c, err := bando.FindCategoria(ctx, tx, b, category)
	if err != nil {
		return s, err
	}
	if err := checkSpesa(ctx, tx, p, b, c, s, today); err != nil {
		return s, err
	}
	s.ProgettoID, s.CategoriaID = p.ID, c.ID
	values := []any{s.ProgettoID, s.CategoriaID, s.Importo, s.Data, strings.TrimSpace(s.Documento), strings.TrimSpace(s.Note)}
	if s.ID == 0 {
		s.ID, err = tx.Insert(ctx, `INSERT INTO spesa (progetto_id, categoria_id, importo_cent, data, documento, note)
			VALUES (?, ?, ?, ?, nullif(?, ''), nullif(?, ''))`, values...)
	} else {
		_, err = tx.Exec(ctx, `UPDATE spesa SET progetto_id = ?, categoria_id = ?, importo_cent = ?, data = ?,
			documento = nullif(?, ''), note = nullif(?, '') WHERE id = ?`, append(values, s.ID)...)
	}
	if err != nil {
		return s, err
	}
	return FindSpesa(ctx, tx, s.ID)
}

func checkSpesa(ctx context.Context, tx *db.Tx, p Progetto, b bando.Bando, c bando.Categoria, s Spesa, today periodo.Data) error {
	switch {
	case s.Importo <= 0:
		return fault.New(fault.Usage, "spending is of an amount over 0").WithHint("add --amount EURO")
	case s.Data.IsZero():
		return fault.New(fault.Usage, "spending has a day").WithHint("add --date DAY")
	case s.Data.After(today):
		return fault.New(fault.Failed, "the day of the spending, %s, is in the future", s.Data).
			WithHint("record it when the day has come, or correct the day")
	case s.ID == 0 && !p.Stato.isFunded():
		return fault.New(fault.Failed, "the project %s is %s: only a project that was admitted and funded spends", p.Nome(), string(p.Stato)).
			WithHint("see how far it has come with: dtctl progetto show %s", p.Nome())
	}
	if c.Ammissibile {
		return nil
	}
	known, err := bando.Categorie(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	why := fault.New(fault.Failed, "inadmissible spending: the call %s does not admit the category %s, so %s euro cannot be written", b.Codice, c.Codice, s.Importo)
	if b.Natura != "" && c.Natura != b.Natura {
		why = fault.New(fault.Failed, "inadmissible spending: the call %s admits only %s spending, and the category %s is %s, so %s euro cannot be written",
			b.Codice, string(b.Natura), c.Codice, string(c.Natura), s.Importo)
	}
	return why.WithHint("the admissible categories are: %s", bando.Ammissibili(known))
}

// AvvisiSpesa returns what should be looked at in spending that is stored, which
// is no reason to refuse it: that it may be written twice, that it is older than
// the call, and that the project spent more than it costs.
func AvvisiSpesa(ctx context.Context, tx *db.Tx, p Progetto, s Spesa) ([]message.Text, error) {
	var notes []message.Text
	twin, found, err := db.First(ctx, tx, db.Value[int64], `SELECT id FROM spesa WHERE progetto_id = ? AND id <> ? AND importo_cent = ? AND data = ?
		AND coalesce(documento, '') = ? ORDER BY id LIMIT 1`, s.ProgettoID, s.ID, s.Importo, s.Data, s.Documento)
	if err != nil {
		return nil, err
	}
	if found {
		notes = append(notes, message.New("possible duplicate: the spending %s has the same day, amount and document", number(twin)))
	}
	acts, err := bando.Atti(ctx, tx, p.BandoID)
	if err != nil {
		return nil, err
	}
	if len(acts) > 0 && acts[0].Stato == bando.Pubblicato && s.Data.Before(acts[0].Data) {
		notes = append(notes, message.New("the call %s was published on %s: the spending is older than it", s.Bando, acts[0].Data))
	}
	if p.Costo != nil && p.Spese > *p.Costo {
		notes = append(notes, message.New("the spending is over the cost of the project, %s euro, by %s", *p.Costo, p.Spese-*p.Costo))
	}
	return notes, nil
}

// RemoveSpesa takes out spending that was written by mistake.
func RemoveSpesa(ctx context.Context, tx *db.Tx, s Spesa) error {
	_, err := tx.Exec(ctx, `DELETE FROM spesa WHERE id = ?`, s.ID)
	return err
}

// FindSpesa returns the spending with that number, or a fault of kind Failed.
func FindSpesa(ctx context.Context, tx *db.Tx, id int64) (Spesa, error) {
	s, found, err := db.First(ctx, tx, readSpesa, selectSpesa+`WHERE s.id = ?`, id)
	if err == nil && !found {
		err = fault.New(fault.Failed, "there is no spending %s", number(id)).WithHint("see the numbers with: dtctl spesa list")
	}
	return s, err
}

// FilterSpese chooses among spending; a zero field does not restrict.
type FilterSpese struct {
	ProgettoID, BandoID int64
	Categoria           string
	// Inammissibile restricts to the categories that the call does not admit.
	Inammissibile bool
	periodo.Periodo
}

// Spese returns the spending that passes the filter by call, project and day.
func Spese(ctx context.Context, tx *db.Tx, f FilterSpese) ([]Spesa, error) {
	return db.Collect(ctx, tx, readSpesa, selectSpesa+`WHERE (?1 = 0 OR s.progetto_id = ?1) AND (?2 = 0 OR p.bando_id = ?2)
		AND (?3 = '' OR k.codice = ?3) AND (?4 = 0 OR k.ammissibile = 0) AND s.data BETWEEN coalesce(?5, '') AND coalesce(?6, '9999-12-31')
		ORDER BY b.codice, p.codice IS NULL, p.codice, p.id, s.data, s.id`,
		f.ProgettoID, f.BandoID, strings.ToLower(strings.TrimSpace(f.Categoria)), f.Inammissibile, f.Dal, f.Al)
}
