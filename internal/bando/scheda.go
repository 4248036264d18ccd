package bando

import (
	"context"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Scheda is a call with everything that belongs to it. Its figures are those of
// AsOf; its acts are all there are, whatever their day.
type Scheda struct {
	Quadro
	// Ammessi and NonAmmessi are how many applications had been admitted, with
	// money or without, and refused by the day.
	Ammessi, NonAmmessi int64
	// Attesa is the median of the days from the publication to the admissions,
	// nil where none was admitted.
	Attesa    *int
	Atti      []Atto
	Dotazioni []Dotazione
	Categorie []Categoria
	Temi      []Tema
}

// Describe returns a call with everything that belongs to it, with its figures on
// a day.
func Describe(ctx context.Context, tx *db.Tx, b Bando, asOf periodo.Data) (s Scheda, err error) {
	if s.Quadro, err = QuadroDi(ctx, tx, b, asOf); err != nil {
		return s, err
	}
	if err := s.decided(ctx, tx); err != nil {
		return s, err
	}
	if s.Atti, err = Atti(ctx, tx, b.ID); err != nil {
		return s, err
	}
	if s.Dotazioni, err = Dotazioni(ctx, tx, b.ID); err != nil {
		return s, err
	}
	if s.Categorie, err = Categorie(ctx, tx, b.ID); err != nil {
		return s, err
	}
	s.Temi, err = Temi(ctx, tx, b.ID)
	return s, err
}

// decided fills what was decided of the applications by the day.
func (s *Scheda) decided(ctx context.Context, tx *db.Tx) error {
	err := db.Each(ctx, tx, func(scan db.Scan) error { return scan(&s.Ammessi, &s.NonAmmessi) }, `SELECT
		count(DISTINCT CASE WHEN a.stato <> 'non_ammesso' THEN p.id END), count(DISTINCT CASE WHEN a.stato = 'non_ammesso' THEN p.id END)
		FROM progetto p JOIN progetto_atto a ON a.progetto_id = p.id
			AND a.stato IN ('ammesso_finanziato', 'ammesso_non_finanziato', 'non_ammesso')
		WHERE p.bando_id = ? AND a.data <= ?`, s.ID, s.AsOf)
	if err != nil {
		return err
	}
	days, known, err := Attesa(ctx, tx, s.Quadro)
	if known {
		s.Attesa = &days
	}
	return err
}

// Remove takes out a call that was written by mistake, with its acts, its
// categories and its themes. It returns a fault of kind Failed when it has
// projects.
func Remove(ctx context.Context, tx *db.Tx, b Bando) error {
	n, _, err := db.First(ctx, tx, db.Value[int], `SELECT count(*) FROM progetto WHERE bando_id = ?`, b.ID)
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Failed, "the call %s is in use: it has %s", b.Codice, message.Count(n, "%d project", "%d projects", n)).
			WithHint("a call that is over is closed with: dtctl bando close %s; see its projects with: dtctl progetto list --bando %s",
				b.Codice, b.Codice)
	}
	for _, statement := range []string{
		`DELETE FROM bando_atto WHERE bando_id = ?`, `DELETE FROM bando_dotazione WHERE bando_id = ?`,
		`DELETE FROM bando_beneficiario WHERE bando_id = ?`, `DELETE FROM bando_categoria WHERE bando_id = ?`,
		`DELETE FROM bando_tema WHERE bando_id = ?`, `DELETE FROM bando WHERE id = ?`,
	} {
		if _, err := tx.Exec(ctx, statement, b.ID); err != nil {
			return err
		}
	}
	return nil
}
